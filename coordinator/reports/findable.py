"""Keeps search in step with notes, reports and lessons: inside their space, and outside without names."""

from coordinator import markup, search
from coordinator.reports.content import Content
from coordinator.reports.models import Lesson, Note, Report
from coordinator.reports.releasing import ReleasedText

NOTE, REPORT, RELEASED_REPORT = "note", "report", "released_report"
LESSON, RELEASED_LESSON = "lesson", "released_lesson"


def put_note(note: Note) -> None:
    """Have a note found by its words."""
    words = f"{markup.plain_text(note.body_html)}\n{note.picture_text}"
    search.put(NOTE, note.id, words, space_id=note.space_id)


def put_report(report: Report, content: Content) -> None:
    """Have a report and its lessons found by what they say now, by those who read it as its own space does."""
    search.put(REPORT, report.id, content.text, space_id=report.space_id, line_id=report.line_id)
    for lesson in Lesson.select().where(Lesson.report == report.id):
        if lesson.text:
            search.put(LESSON, lesson.id, lesson.text, space_id=report.space_id, line_id=report.line_id)
        else:
            search.remove(LESSON, lesson.id)


def put_released(report: Report, released: ReleasedText) -> None:
    """Have a release found by the words that left the space, and by no others."""
    search.put(RELEASED_REPORT, report.id, released.text, space_id=report.space_id, line_id=report.line_id)
    for lesson in Lesson.select().where(Lesson.report == report.id):
        if lesson.released_text:
            search.put(
                RELEASED_LESSON, lesson.id, lesson.released_text, space_id=report.space_id, line_id=report.line_id
            )
        else:
            search.remove(RELEASED_LESSON, lesson.id)


def remove_lesson(lesson_id: int) -> None:
    """Have a lesson found by nobody any more."""
    search.remove(LESSON, lesson_id)
    search.remove(RELEASED_LESSON, lesson_id)


def remove_released(report: Report) -> None:
    """Have a release found by nobody any more."""
    search.remove(RELEASED_REPORT, report.id)
    for lesson in Lesson.select(Lesson.id).where(Lesson.report == report.id):
        search.remove(RELEASED_LESSON, lesson.id)


def remove_report(report: Report) -> None:
    """Have nothing of a report found by anybody."""
    remove_released(report)
    search.remove(REPORT, report.id)
    for lesson in Lesson.select(Lesson.id).where(Lesson.report == report.id):
        search.remove(LESSON, lesson.id)
