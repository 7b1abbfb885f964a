"""The one door to translated words, for pages and for sentences made without a page."""

from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from flask_babel import get_locale, gettext, lazy_gettext, ngettext

__all__ = ["_", "gettext", "ngettext", "say_day", "say_size", "speak", "spoken"]
_of_the_page: ContextVar[str] = ContextVar("language_of_the_page", default="")


def _(text: str, **values: Any) -> str:
    """The text in the reader's language, looked up when it is shown; `%(name)s` places take `values`."""
    return lazy_gettext(text, **values)  # type: ignore[no-any-return]


def speak(language: str) -> None:
    """Say in which language the page that begins now is made; '' has each word ask for itself."""
    _of_the_page.set(language)


def spoken() -> str:
    """The language of the page that is being made, else that of the moment."""
    return _of_the_page.get() or str(get_locale() or "en")


def say_day(value: date | str | None) -> str:
    """A day as it is read in the reader's language, such as `3 Nov 2026`; nothing where there is none."""
    return _said_day(str(value), spoken()) if value else ""


@lru_cache(maxsize=4096)
def _said_day(day: str, locale: str) -> str:
    return format_date(date.fromisoformat(day), "d MMM y", locale=locale)


def say_size(size: int) -> str:
    """A number of bytes in words, such as `120 kB` or `1.4 MB`."""
    if size < 1_000_000:
        return str(gettext("%(size)s kB", size=max(1, round(size / 1000))))
    return str(gettext("%(size)s MB", size=round(size / 1_000_000, 1)))
