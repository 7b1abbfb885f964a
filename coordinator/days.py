"""A day on a page: short in words, the whole of it on request, and in figures for machines."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date
from markupsafe import Markup

from coordinator.language import say_day, spoken
from coordinator.markup import shown


def day_element(value: date | str | None) -> Markup:
    """The day as HTML: its words, and in full where one points at it; nothing where there is none."""
    return _element(str(value), spoken()) if value else shown("")


@lru_cache(maxsize=4096)
def _element(day: str, locale: str) -> Markup:
    whole = format_date(date.fromisoformat(day), "full", locale=locale)
    return shown(f'<time datetime="{day}" title="{whole}">{say_day(day)}</time>')
