"""The one door to translated words, for pages and for sentences made without a page."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_interval
from babel.numbers import format_decimal
from flask_babel import force_locale, get_locale, gettext, lazy_gettext

from coordinator import clock
from coordinator.catalogues import nearest, translations_into

__all__ = [
    "_",
    "gettext",
    "in_language",
    "name_order",
    "ngettext",
    "quotable",
    "say_day",
    "say_number",
    "say_size",
    "say_week",
    "speak",
    "spoken",
    "translated",
]  # fmt: skip
_CLOSING = {"“": "”", '"': '"', "«": "»", "„": "“”", "‘": "’"}
_of_the_page: ContextVar[str] = ContextVar("language_of_the_page", default="")


def _(text: str, **values: Any) -> str:
    """The text in the reader's language, looked up when it is shown; `%(name)s` places take `values`."""
    return lazy_gettext(text, **values)  # type: ignore[no-any-return]


def ngettext(singular: str, plural: str, num: int, **values: Any) -> str:
    """The text for that many, in the language of the moment; `%(num)s` is the number as that language writes it."""
    text = translations_into(spoken()).ngettext(singular, plural, num)
    return str(text) % {"num": number_for(plural, num), **values}


def number_for(text: str, num: int) -> int | str:
    """The number as it stands in a text: `%(num)d` takes a bare one."""
    return num if "%(num)d" in text else say_number(num)


def translated(text: str) -> str:
    """English words that a plugin brought or that were kept, in the language of the moment where we have them."""
    return str(gettext(text)) if text else ""


def speak(language: str) -> None:
    """Say in which language the page that begins now is made; '' has each word ask for itself."""
    _of_the_page.set(language)


def spoken() -> str:
    """The language of the page that is being made, else that of the moment."""
    return _of_the_page.get() or str(get_locale() or "en")


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Say everything inside in this language, whoever reads: what goes out to the readers of a space speaks its own.

    A language that is none of ours is English.
    """
    said_in = nearest(language)
    before = _of_the_page.set(said_in)
    try:
        with force_locale(said_in):
            yield
    finally:
        _of_the_page.reset(before)


def say_day(value: date | str | None) -> str:
    """A day as it is read in the reader's language, such as `3 Nov 2026`; nothing where there is none."""
    return _said_day(str(value), spoken()) if value else ""


@lru_cache(maxsize=4096)
def _said_day(day: str, locale: str) -> str:
    return format_date(date.fromisoformat(day), "d MMM y", locale=locale)


def say_week(week: str) -> str:
    """An ISO week by its first and its last day, such as `16–22 Nov 2026`; nothing where there is none."""
    return _said_week(week, spoken()) if week else ""


@lru_cache(maxsize=1024)
def _said_week(week: str, locale: str) -> str:
    monday = clock.monday_of(week)
    # In English the day stands first, as everywhere on these pages.
    return str(
        format_interval(monday, monday + timedelta(days=6), "yMMMd", locale="en_GB" if locale == "en" else locale)
    )


def say_number(number: float) -> str:
    """A number as the reader's language writes it, such as `6,200` or `1.4`."""
    return _said_number(number, spoken())


@lru_cache(maxsize=4096)
def _said_number(number: float, locale: str) -> str:
    return format_decimal(number, locale=locale)


def say_size(size: int) -> str:
    """A number of bytes in words, such as `120 kB` or `1.4 MB`."""
    if size < 1_000_000:
        return str(gettext("%(size)s kB", size=say_number(max(1, round(size / 1000)))))
    return str(gettext("%(size)s MB", size=say_number(round(size / 1_000_000, 1))))


def quotable(title: str) -> str:
    """A title for a sentence that puts quotes around it: without those of its own around the whole of it."""
    opening, inside, closing = title[:1], title[1:-1], title[1:][-1:]
    is_quoted = closing != "" and closing in _CLOSING.get(opening, "")
    return title if not is_quoted or set(inside) & {opening, closing} else inside


@lru_cache(maxsize=4096)
def name_order(name: str) -> str:
    """What names are sorted by for people: neither case nor accents count, and ñ comes after n."""
    # "~" comes after every letter without an accent.
    folded = unicodedata.normalize("NFC", name.casefold()).replace("ñ", "n~")
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
