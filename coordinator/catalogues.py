"""The translations that lie in translations/, read once in a process from the files that people write."""

import io
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Babel, Domain, get_locale

TRANSLATIONS = Path(__file__).parent / "translations"
# The languages of the pages, each by its own name. Sentences that one lacks are said in English.
SPOKEN = {"en": "English", "es": "Español", "ar": "العربية"}


def file_of(language: str) -> Path:
    """Where the translations into a language lie."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def nearest(language: str) -> str:
    """A language of ours for any other: `es` for `es-MX`, English where we speak none of it."""
    short = language.replace("_", "-").split("-")[0].lower()
    return short if short in SPOKEN else "en"


@cache
def translations_into(language: str) -> NullTranslations:
    """The translations into a language; what it lacks, and every language that is none of ours, is English."""
    path = file_of(language)
    if language not in SPOKEN or not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    for message in list(catalogue):
        if message.id and not _is_said(message.string):
            catalogue.delete(message.id)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def _is_said(string: Any) -> bool:
    return all([string] if isinstance(string, str) else string)


def read_all() -> None:
    """Read every language now, so that the processes of the server share what was read."""
    for language in SPOKEN:
        translations_into(language)


class _Catalogues(Domain):  # type: ignore[misc]
    """Flask-Babel's way to a catalogue, led to ours."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of the moment."""
        return translations_into(str(get_locale() or "en"))


class Languages(Babel):  # type: ignore[misc]
    """Flask-Babel without compiled files."""

    domain_instance: Any = _Catalogues()
