"""What search finds of notes, reports and lessons, and how it is shown."""

from dataclasses import dataclass
from typing import Any

from coordinator import markup, search
from coordinator.reports import findable
from coordinator.reports.models import Lesson, Note, Release, Report
from coordinator.reports.queries.shown import outward_place
from coordinator.reports.words import title_words, week_words
from coordinator.spaces.models import Space

EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that search found, as its reader may see it; `day` is a month, a week or nothing."""

    title: str
    excerpt: str
    address: str
    place: str
    day: str


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT].rsplit(' ', 1)[0]} …"


def _notes(account_id: int | None) -> Any:
    return Note.select(Note.id).where(Note.visible_to(account_id))


def _show_notes(keys: list[int], _account_id: int | None) -> dict[int, Found]:
    rows: Any = Note.select(Note.id, Note.body_html, Note.public_id, Note.week, Space.name).join(Space)
    return {
        key: Found(week_words(week), _excerpt(markup.plain_text(html)), f"/notes/{public_id}", place, "")
        for key, html, public_id, week, place in rows.where(Note.id.in_(keys)).tuples()
    }


def _inside(account_id: int | None) -> Any:
    return Report.select(Report.id).where(Report.inside_for(account_id))


def _outside(account_id: int | None) -> Any:
    return Report.select(Report.id).where(Report.outside_for(account_id) & ~Report.inside_for(account_id))


def _show_reports(keys: list[int], _account_id: int | None) -> dict[int, Found]:
    rows: Any = Report.select(
        Report.id, Report.title, Report.month, Report.in_brief, Report.public_id, Space.name
    ).join(Space)
    return {
        key: Found(title_words(title, month), _excerpt(brief), f"/reports/{public_id}", place, month)
        for key, title, month, brief, public_id, place in rows.where(Report.id.in_(keys)).tuples()
    }


def _show_released(keys: list[int], _account_id: int | None) -> dict[int, Found]:
    rows: Any = (
        Release.select(
            Release.report,
            Release.title,
            Release.outward_date,
            Release.in_brief,
            Report.public_id,
            Space.outward_name,
            Space.openness,
        )
        .join(Report)
        .join(Space)
        .where(Release.report.in_(keys))
    )
    return {
        key: Found(
            title_words(title, day), _excerpt(brief), f"/reports/{public_id}", outward_place(name, openness), day
        )
        for key, title, day, brief, public_id, name, openness in rows.tuples()
    }


def _lessons_of(reports: Any) -> Any:
    return Lesson.select(Lesson.id).where(Lesson.report.in_(reports))


def _show_lessons(keys: list[int], _account_id: int | None) -> dict[int, Found]:
    rows: Any = (
        Lesson.select(Lesson.id, Lesson.text, Report.title, Report.month, Report.public_id, Space.name)
        .join(Report)
        .join(Space)
        .where(Lesson.id.in_(keys))
    )
    return {
        key: Found(_excerpt(text), title_words(title, month), f"/reports/{public_id}#lessons", place, month)
        for key, text, title, month, public_id, place in rows.tuples()
    }


def _show_released_lessons(keys: list[int], _account_id: int | None) -> dict[int, Found]:
    rows: Any = (
        Lesson.select(
            Lesson.id,
            Lesson.released_text,
            Release.title,
            Release.outward_date,
            Report.public_id,
            Space.outward_name,
            Space.openness,
        )
        .join(Report)
        .join(Space)
        .switch(Report)
        .join(Release, on=Release.report == Report.id)
        .where(Lesson.id.in_(keys))
    )
    return {
        key: Found(
            _excerpt(text), title_words(title, day), f"/reports/{public_id}#lessons", outward_place(name, openness), day
        )
        for key, text, title, day, public_id, name, openness in rows.tuples()
    }


search.register(findable.NOTE, _notes, _show_notes)
search.register(findable.REPORT, _inside, _show_reports)
search.register(findable.RELEASED_REPORT, _outside, _show_released)
search.register(findable.LESSON, lambda account_id: _lessons_of(_inside(account_id)), _show_lessons)
search.register(findable.RELEASED_LESSON, lambda account_id: _lessons_of(_outside(account_id)), _show_released_lessons)
