"""Translated words in templates, looked up once per language: a page says some fifty, and each look-up costs 20 µs."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from babel import Locale
from markupsafe import Markup, escape

from coordinator.catalogues import nearest, translations_into
from coordinator.language import number_for, spoken
from coordinator.markup import shown

# What stands between them runs as its own first letter says: U+2068 and U+2069.
FIRST, LAST = "\u2068", "\u2069"


def said(text: str, **values: Any) -> Markup:
    """The text in the language of the page; `%(name)s` places take `values`, escaped unless they are markup."""
    return _filled(spoken(), text, values)


def saying_in(language: str) -> Callable[..., Markup]:
    """A `said` for what is read in another language than the page's: a slip to hand on speaks that of its space."""
    chosen = nearest(language)
    return lambda text, **values: _filled(chosen, text, values)


def written_in(language: str = "") -> Markup:
    """The attributes of an element with people's own words: how they run, and their language where it is another."""
    return _running("" if language == spoken() else language)


@lru_cache(maxsize=256)
def _running(language: str) -> Markup:
    return shown(f' lang="{escape(language)}" dir="auto"' if language else ' dir="auto"')


def _filled(language: str, text: str, values: dict[str, Any]) -> Markup:
    known = _known(language, text)
    # What nobody translated runs as English does.
    return known % (values if known == text else _apart(language, values)) if "%" in known else known


def _apart(language: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a sentence; where it runs from right to left, names keep their own direction inside it.

    Two marks that are not seen do it, and not an element: sentences stand in titles and attributes, too.
    """
    if not _runs_left(language):
        return values
    return {name: f"{FIRST}{value}{LAST}" if type(value) is str else value for name, value in values.items()}


@lru_cache(maxsize=64)
def _runs_left(language: str) -> bool:
    return str(Locale.parse(language.replace("-", "_")).text_direction) == "rtl"


def said_many(singular: str, plural: str, num: int, **values: Any) -> Markup:
    """The same for a number of things: the form that the language has for that many, `%(num)s` in its writing."""
    return _known_many(spoken(), singular, plural, num) % {"num": number_for(plural, num), **_apart(spoken(), values)}


# Our own words and their translations come with the program, as its templates do.
@lru_cache(maxsize=8192)
def _known(language: str, text: str) -> Markup:
    return shown(translations_into(language).gettext(text))


@lru_cache(maxsize=8192)
def _known_many(language: str, singular: str, plural: str, num: int) -> Markup:
    return shown(translations_into(language).ngettext(singular, plural, num))
