"""Lists across cities: what is in them, in which order, and how many statements they take."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from cast import Cast

from coordinator import db
from coordinator.access import Audience
from coordinator.reports import actions, queries
from coordinator.reports.models import Report, ReportState
from coordinator.reports.queries import Filters
from coordinator.spaces.models import Line, Site

TODAY = date(2026, 11, 18)


def release(cast: Cast, title: str, day: date = TODAY, line_id: int | None = None) -> Report:
    robin = cast.robin.reader
    report = actions.start_report(
        robin, cast.boston.id, title, "Some words.", line_id=line_id, lessons=[f"Lesson of {title}."], today=day
    )
    actions.submit_report(robin, report, today=day)
    actions.release_report(cast.heron.reader, report, f"{title} in brief.", Audience.NETWORK, today=day)
    return report


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are run meanwhile, transactions apart."""
    statements: list[str] = []

    def note(event: object) -> None:
        statements.append(str(getattr(event, "sql", event)))

    real = db.database.obj.execute_sql

    def watched(sql: str, *arguments: object, **more: object) -> object:
        if not sql.upper().startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")):
            statements.append(sql)
        return real(sql, *arguments, **more)

    db.database.obj.execute_sql = watched
    try:
        yield statements
    finally:
        del db.database.obj.execute_sql


def test_newest_first_page_by_page(cast: Cast, both_engines: str) -> None:
    days = [TODAY - timedelta(days=n // 2) for n in range(5)]
    for number, day in enumerate(days):
        release(cast, f"Number {number}", day)
    first = queries.released_reports(cast.birch.reader, limit=3)
    second = queries.released_reports(cast.birch.reader, before=first[-1].public_id, limit=3)
    assert [card.title for card in [*first, *second]] == ["Number 1", "Number 0", "Number 3", "Number 2", "Number 4"]
    since = queries.released_reports(cast.birch.reader, since=TODAY)
    assert {card.title for card in since} == {"Number 0", "Number 1"}


def test_a_list_is_one_statement_however_long(cast: Cast) -> None:
    for number in range(4):
        release(cast, f"Number {number}")
    reader = cast.birch.reader
    with counted() as statements:
        assert len(queries.released_reports(reader)) == 4
        assert len(queries.lessons_for(reader)) == 4
    assert len(statements) == 2


def test_a_reader_in_another_city_sees_what_is_new_until_it_was_read(cast: Cast, both_engines: str) -> None:
    report = release(cast, "New")
    assert [card.is_unread for card in queries.released_reports(cast.birch.reader)] == [True]
    cast.birch.page(f"/reports/{report.public_id}")
    assert [card.is_unread for card in queries.released_reports(cast.birch.reader)] == [False]
    actions.release_report(cast.heron.reader, report, "Better now.", Audience.NETWORK)
    assert [card.is_unread for card in queries.released_reports(cast.birch.reader)] == [True]


def test_lines_and_spaces_narrow_the_lists(cast: Cast, both_engines: str) -> None:
    line = Line.create(space=cast.boston, slug="heat", name="Heat", is_open_to_all=True)
    release(cast, "Hot", line_id=line.id)
    release(cast, "Cold")
    reader = cast.birch.reader
    assert [card.title for card in queries.released_reports(reader, line=line.id)] == ["Hot"]
    assert [card.line for card in queries.released_reports(reader, line=line.id)] == ["Heat"]
    assert [card.text for card in queries.lessons_for(reader, line=line.id)] == ["Lesson of Hot."]
    assert queries.released_reports(reader, spaces=[cast.chicago.id]) == []
    assert queries.released_reports(cast.robin.reader, own=False) == []
    assert len(queries.released_reports(cast.robin.reader)) == 2


def test_lessons_go_on_where_the_page_before_ended(cast: Cast) -> None:
    for number in range(3):
        release(cast, f"Number {number}")
    first = queries.lessons_for(cast.birch.reader, limit=2)
    rest = queries.lessons_for(cast.birch.reader, before=first[-1].cursor, limit=2)
    assert [card.text for card in [*first, *rest]] == [f"Lesson of Number {n}." for n in (2, 1, 0)]


def test_a_space_filters_its_own_reports(cast: Cast, both_engines: str) -> None:
    site = Site.create(space=cast.boston, name="The hall")
    robin = cast.robin.reader
    actions.start_report(robin, cast.boston.id, "At the hall", "Words.", "2026-03", site.id, today=TODAY)
    release(cast, "Sent")
    for filters, titles in (
        (Filters(), ["Sent", "At the hall"]),
        (Filters(state=ReportState.RELEASED), ["Sent"]),
        (Filters(site=site.id), ["At the hall"]),
        (Filters(last_month="2026-04"), ["At the hall"]),
        (Filters(first_month="2026-04"), ["Sent"]),
    ):
        assert [card.title for card in queries.space_reports(robin, cast.boston.id, filters)] == titles
    assert [card.title for card in queries.space_reports(cast.heron.reader, cast.boston.id)] == ["Sent"]
    assert queries.space_reports(cast.birch.reader, cast.boston.id) == []


def test_a_week_is_counted_without_naming_anybody(cast: Cast, both_engines: str) -> None:
    robin = cast.robin.reader
    actions.write_note(robin, cast.boston.id, "A note.", today=TODAY)
    waiting = actions.start_report(robin, cast.boston.id, "Waiting", "Words.", today=TODAY)
    actions.submit_report(robin, waiting, today=TODAY)
    release(cast, "Sent")
    assert queries.week_counts(robin, cast.boston.id, "2026-W47") == queries.WeekCounts(1, 1, 1, 0)
    assert queries.week_counts(cast.birch.reader, cast.chicago.id, "2026-W47") == queries.WeekCounts(0, 0, 0, 1)
    assert queries.week_counts(robin, cast.boston.id, "2026-W45") == queries.WeekCounts(0, 0, 0, 0)


@pytest.mark.parametrize("lessons", [0, 40])
def test_a_released_report_takes_at_most_six_statements(cast: Cast, lessons: int) -> None:
    robin = cast.robin.reader
    report = actions.start_report(
        robin, cast.boston.id, "Long", "Words.", lessons=[f"Lesson {number}." for number in range(lessons)]
    )
    for number in range(lessons // 2):
        actions.add_section(robin, report, f"Section {number}", None, "More words.")
    actions.submit_report(robin, report)
    actions.release_report(cast.heron.reader, report, "In brief.", Audience.NETWORK)
    for person in (cast.birch, cast.robin):
        person.page(f"/reports/{report.public_id}")
        with counted() as statements:
            person.page(f"/reports/{report.public_id}")
        assert len(statements) <= 6, statements


def test_notes_go_on_where_the_page_before_ended(cast: Cast, both_engines: str) -> None:
    robin, boston = cast.robin.reader, cast.boston.id
    for text, week in (("Old.", "2026-W40"), ("Newer.", "2026-W46"), ("Newest.", "2026-W46")):
        actions.write_note(robin, boston, text, week=week, today=TODAY)
    first = queries.notes_of(robin, boston, limit=2)
    rest = queries.notes_of(robin, boston, before=first[-1].public_id, limit=2)
    assert [card.html for card in [*first, *rest]] == ["<p>Newest.</p>\n", "<p>Newer.</p>\n", "<p>Old.</p>\n"]
    assert [card.made_on for card in queries.notes_of(robin, boston, week="2026-W40")] == [TODAY]
    assert queries.notes_of(cast.birch.reader, boston) == []
    assert [card.is_mine for card in queries.notes_of(cast.wren.reader, boston)] == [False] * 3
