"""Translated words in templates, looked up once per language: a page says some fifty, and each look-up costs 20 µs."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from coordinator.catalogues import nearest, translations_into
from coordinator.language import number_for, spoken
from coordinator.markup import shown


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
    return known % values if "%" in known else known


def said_many(singular: str, plural: str, num: int, **values: Any) -> Markup:
    """The same for a number of things: the form that the language has for that many, `%(num)s` in its writing."""
    return _known_many(spoken(), singular, plural, num) % {"num": number_for(plural, num), **values}


# Our own words and their translations come with the program, as its templates do.
@lru_cache(maxsize=8192)
def _known(language: str, text: str) -> Markup:
    return shown(translations_into(language).gettext(text))


@lru_cache(maxsize=8192)
def _known_many(language: str, singular: str, plural: str, num: int) -> Markup:
    return shown(translations_into(language).ngettext(singular, plural, num))
