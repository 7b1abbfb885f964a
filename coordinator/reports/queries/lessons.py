"""Lessons of every space that a reader may read, and a space's week in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import peewee

from coordinator import clock
from coordinator.access import Reader
from coordinator.prepared import PreparedShapes
from coordinator.reports.models import Lesson, Note, Release, Report, ReportState, Revision
from coordinator.reports.queries.lists import SHARED_STATES
from coordinator.reports.queries.shown import outward_place
from coordinator.reports.words import title_words
from coordinator.spaces.models import Line, Space, spaces_of


@dataclass(frozen=True, slots=True)
class LessonCard:
    """A lesson with the report that it belongs to, as its reader may see them."""

    text: str
    report_title: str
    address: str
    place: str
    line: str
    line_address: str
    cursor: str


def _lessons(account: Any, line: Any, spaces: Any, last_report: Any, last_place: Any, limit: Any) -> Any:
    inside = Report.inside_for(account)
    words = peewee.Case(None, [(inside, Lesson.text)], Lesson.released_text)
    condition = Report.state.in_(SHARED_STATES) & Report.visible_to(account) & (words != "")
    if line is not None:
        condition &= Report.line == line
    if spaces is not None:
        condition &= Report.space.in_(spaces)
    if last_report is not None:
        same = (Report.id == last_report) & (Lesson.position > last_place)
        condition &= (Report.id < last_report) | same
    return (
        Lesson.select(
            words,
            inside,
            Report.title,
            Report.month,
            Release.title,
            Release.outward_date,
            Report.public_id,
            Space.name,
            Space.outward_name,
            Space.openness,
            Line.name,
            Line.slug,
            Line.visible_to(account),
            Lesson.position,
        )
        .join(Report)
        .join(Space)
        .switch(Report)
        .join(Line, "LEFT JOIN", on=Report.line == Line.id)
        .switch(Report)
        .join(Release, "LEFT JOIN", on=Release.report == Report.id)
        .where(condition)
        .order_by(Report.id.desc(), Lesson.position, Lesson.id)
        .limit(limit)
    )


_LESSONS = PreparedShapes(_lessons)


def lessons_for(
    reader: Reader,
    line: int | None = None,
    spaces: Sequence[int] | None = None,
    before: str | None = None,
    limit: int = 50,
) -> list[LessonCard]:
    """Lessons of every report that the reader may read, drafts apart, newest report first, in one statement.

    `line` and `spaces` are keys; `before` is the last card's `cursor` (one more statement).
    """
    last_report, last_place = _place_of(reader.account_id, before) if before else (None, None)
    rows = _LESSONS.rows(
        reader.account_id,
        line=line,
        spaces=None if spaces is None else list(spaces),
        last_report=last_report,
        last_place=last_place,
        limit=limit,
    )
    return [_lesson(row) for row in rows]


def _place_of(account_id: int | None, cursor: str) -> tuple[int | None, int | None]:
    """Where a lesson that the reader may see stands in the list; nowhere where there is none."""
    public_id, _dot, place = cursor.partition(".")
    last = Report.get_or_none((Report.public_id == public_id) & Report.visible_to(account_id))
    if last is None or not place.isascii() or not place.isdigit():
        return None, None
    return last.id, int(place[:6])


def _lesson(row: tuple[Any, ...]) -> LessonCard:
    inside, sees_line = bool(row[1]), bool(row[12])
    return LessonCard(
        text=row[0],
        report_title=title_words(row[2], row[3]) if inside else title_words(row[4], row[5]),
        address=f"/reports/{row[6]}#lessons",
        place=row[7] if inside else outward_place(row[8], row[9]),
        line=row[10] if sees_line else "",
        line_address=f"/lines/{row[11]}" if sees_line else "",
        cursor=f"{row[6]}.{row[13]}",
    )


@dataclass(frozen=True, slots=True)
class WeekCounts:
    """What happened in a space in one week, in numbers that name nobody."""

    notes: int
    shared: int
    released: int
    from_others: int


def week_counts(reader: Reader, space_id: int, week: str) -> WeekCounts:
    """What the reader may see of one ISO week of a space: notes about it, reports shared and sent out in it.

    `from_others` counts the reports that other spaces sent out in it and that the reader may read.
    """
    account = reader.account_id
    monday = clock.monday_of(week)
    days = (monday, monday + timedelta(days=6))
    notes = Note.select().where((Note.space == space_id) & (Note.week == week) & Note.visible_to(account))
    submitted = Revision.select(Revision.report).where(
        (Revision.number == Report.submitted_revision) & Revision.made_on.between(*days)
    )
    waiting = Report.select().where(
        (Report.space == space_id)
        & Report.state.in_([ReportState.IN_REVIEW.value, ReportState.FINISHED.value])
        & Report.inside_for(account)
        & Report.id.in_(submitted)
    )
    released = Report.select().where(
        (Report.state == ReportState.RELEASED.value) & Report.released_on.between(*days) & Report.visible_to(account)
    )
    return WeekCounts(
        notes=notes.count(),
        shared=waiting.count(),
        released=released.where(Report.space == space_id).count(),
        from_others=released.where(Report.space.not_in(spaces_of(account))).count(),
    )
