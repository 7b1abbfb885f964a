"""A report from the first text to a draft with sections, lessons and co-authors."""

import pytest
from cast import Cast

from coordinator.errors import Conflict, Invalid, NotFound
from coordinator.reports import actions
from coordinator.reports.models import Lesson, Report, ReportState, Revision, Section


def texts_of(report: Report) -> list[str]:
    rows = Section.select().where(Section.report == report.id).order_by(Section.position)
    return [f"{row.heading}|{row.body_source}" for row in rows]


def start(cast: Cast, text: str = "We stood together at the gate.") -> Report:
    return actions.start_report(cast.robin.reader, cast.boston.id, "The gate", text)


def test_one_text_is_enough_for_a_draft(cast: Cast, both_engines: str) -> None:
    report = start(cast)
    assert (report.state, report.title) == (ReportState.DRAFT, "The gate")
    assert texts_of(report) == ["|We stood together at the gate."]
    assert Revision.get(Revision.report == report).is_draft


def test_a_report_without_any_text_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid, match="one text is enough"):
        actions.start_report(cast.robin.reader, cast.boston.id, "Only a title", "  ")
    assert not Report.select().exists()


def test_two_who_save_one_section_both_keep_their_text(cast: Cast) -> None:
    report = start(cast)
    actions.save_section(cast.robin.reader, report, 1, "", None, "First.", version=1)
    with pytest.raises(Conflict) as refused:
        actions.save_section(cast.robin.reader, report, 1, "", None, "Second.", version=1)
    assert refused.value.theirs == "First."
    assert texts_of(report) == ["|First."]


def test_only_authors_write(cast: Cast) -> None:
    report = start(cast)
    for somebody in (cast.heron, cast.wren, cast.maple, cast.stranger):
        with pytest.raises(NotFound):
            actions.save_section(somebody.reader, report, 1, "", None, "Mine.")


def test_a_text_is_split_at_its_headings_only_when_asked(cast: Cast) -> None:
    report = start(cast, "Before.\n\n# One\n\nText one.\n\n## Two\n\nText two.")
    assert len(texts_of(report)) == 1
    actions.add_section(cast.robin.reader, report, "After", None, "The end.")
    actions.split_section(cast.robin.reader, report, 1)
    assert texts_of(report) == ["|Before.", "One|Text one.", "Two|Text two.", "After|The end."]


def test_sections_change_places_and_go(cast: Cast) -> None:
    report = start(cast)
    for heading in ("B", "C"):
        actions.add_section(cast.robin.reader, report, heading, "done", "Text.")
    actions.arrange_sections(cast.robin.reader, report, [3, 1, 2], [2])
    assert texts_of(report) == ["C|Text.", "|We stood together at the gate."]
    with pytest.raises(Invalid, match="must stay"):
        actions.arrange_sections(cast.robin.reader, report, [], [1, 3])


def test_lessons_are_rows_that_keep_their_identity(cast: Cast) -> None:
    report = start(cast)
    first = actions.set_lessons(cast.robin.reader, report, ["Ask everybody.", "", "Write it down."])
    second = actions.set_lessons(cast.robin.reader, report, ["Write it down.", "Ask everybody.", "Eat together."])
    assert [lesson.text for lesson in second] == ["Write it down.", "Ask everybody.", "Eat together."]
    assert {first[0].id, first[1].id} <= {lesson.id for lesson in second}
    actions.set_lessons(cast.robin.reader, report, [])
    assert not Lesson.select().exists()


def test_every_edit_is_a_revision(cast: Cast) -> None:
    report = start(cast)
    actions.save_section(cast.robin.reader, report, 1, "", None, "Changed.")
    actions.set_lessons(cast.robin.reader, report, ["A lesson."])
    assert [row.number for row in Revision.select().order_by(Revision.number)] == [1, 2, 3]
