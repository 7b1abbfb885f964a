"""The words that reports and notes go by on a page: months, weeks, kinds of section, states."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from coordinator import clock
from coordinator.language import _, spoken
from coordinator.reports.models import SectionKind

# What a section of a kind is called where its author gave it no heading.
KIND_NAMES: dict[SectionKind, str] = {
    SectionKind.SITUATION: _("The situation"),
    SectionKind.DONE: _("What we did"),
    SectionKind.FORWARD: _("What moved forward"),
    SectionKind.SETBACKS: _("Setbacks"),
    SectionKind.MISTAKES: _("Mistakes and corrections"),
    SectionKind.LESSONS: _("Lessons"),
    SectionKind.OPENINGS: _("Where it could go from here"),
    SectionKind.NEXT: _("Next steps"),
}
# The same as a question that asks for such a section.
KIND_QUESTIONS: dict[SectionKind, str] = {
    SectionKind.SITUATION: _("What was the situation?"),
    SectionKind.DONE: _("What did we do?"),
    SectionKind.FORWARD: _("What moved forward?"),
    SectionKind.SETBACKS: _("What failed, and why?"),
    SectionKind.MISTAKES: _("Which mistake did we make, and how did we correct it?"),
    SectionKind.LESSONS: _("What can others learn from it?"),
    SectionKind.OPENINGS: _("Where could it go from here?"),
    SectionKind.NEXT: _("What comes next?"),
}


def month_words(month: str) -> str:
    """`2026-11` as a person says it, `2026` as it is, and nothing for nothing."""
    if len(month) != len("2026-11"):
        return month
    return _said_month(date.fromisoformat(f"{month}-01"), spoken())


@lru_cache(maxsize=4096)
def _said_month(day: date, locale: str) -> str:
    return format_skeleton("yMMMM", day, locale=locale)


@lru_cache(maxsize=4096)
def _said_day(day: date, locale: str) -> str:
    # In English the day stands first, as everywhere on these pages.
    return format_date(day, "long", locale="en_GB" if locale == "en" else locale)


def week_words(week: str) -> str:
    """`2026-W47` by its Monday."""
    return str(_("week of %(day)s", day=_said_day(clock.monday_of(week), spoken())))


def title_words(title: str, month: str) -> str:
    """A report's title, or what it goes by where its author gave it none."""
    if title:
        return title
    return str(_("Report, %(month)s", month=month_words(month))) if month else str(_("A report"))


def heading_words(heading: str, kind: str | None) -> str:
    """A section's heading, or what its kind is called, or nothing."""
    if heading or not kind:
        return heading
    return str(KIND_NAMES[SectionKind(kind)])
