"""The rhythm of a newsletter: the next number is planned by itself, and members know until when to write."""

from datetime import date, timedelta

import pytest
from cast import Cast

from coordinator import clock
from coordinator.errors import Invalid, NotAllowed
from coordinator.newsletters import queries
from coordinator.newsletters.actions import editions, rhythm
from coordinator.newsletters.models import Edition

MONDAY = date(2026, 3, 2)
THURSDAY = 3


@pytest.mark.parametrize(
    ("last", "weeks", "today", "expected"),
    [
        (None, 0, MONDAY, MONDAY),
        (MONDAY, 2, MONDAY, date(2026, 3, 19)),
        (date(2026, 3, 5), 2, MONDAY, date(2026, 3, 19)),
        (date(2026, 3, 5), 1, date(2026, 3, 5), date(2026, 3, 12)),
        (date(2025, 3, 6), 4, MONDAY, date(2026, 3, 5)),
        (None, 1, MONDAY, date(2026, 3, 5)),
    ],
)
def test_the_next_number_comes_out_on_its_weekday(last: date | None, weeks: int, today: date, expected: date) -> None:
    assert rhythm.next_date(last, weeks, THURSDAY, today) == expected


def published(cast: Cast, pages: int = 8) -> Edition:
    """A number of Boston's with one piece in it, out since today."""
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today(), pages)
    Edition.update(text_size="9.5").where(Edition.id == edition.id).execute()
    editions.paste_edition(cast.wren.reader, edition, "# The belt\n\nIt stood still.")
    editions.publish_edition(cast.wren.reader, Edition.get_by_id(edition.id))
    return edition


def in_work(cast: Cast) -> list[Edition]:
    """Boston's numbers in the making."""
    return [each for each in queries.editions(cast.wren.reader, cast.boston.id) if not each.is_published]


def test_without_a_rhythm_nothing_is_planned(cast: Cast) -> None:
    published(cast)
    assert in_work(cast) == []


def test_publishing_plans_the_next_number_as_long_as_this_one(cast: Cast) -> None:
    rhythm.set_rhythm(cast.wren.reader, cast.boston.id, 2, THURSDAY, 3)
    planned = in_work(cast)[0]
    editions.drop_edition(cast.wren.reader, planned)
    edition = published(cast)
    coming = in_work(cast)[0]
    assert (coming.number, coming.pages, coming.text_size) == (edition.number + 1, 8, "9.5")
    assert coming.date.weekday() == THURSDAY
    assert coming.deadline == coming.date - timedelta(days=3)


def test_published_twice_plans_one_number(cast: Cast) -> None:
    rhythm.set_rhythm(cast.wren.reader, cast.boston.id, 2, THURSDAY, 3)
    edition = in_work(cast)[0]
    editions.paste_edition(cast.wren.reader, edition, "# The belt\n\nIt stood still.")
    for _time in range(2):
        editions.publish_edition(cast.wren.reader, edition)
        editions.take_back_into_work(cast.wren.reader, edition)
    assert [each.number for each in in_work(cast)] == [edition.number + 1, edition.number]


def test_an_editor_gives_it_a_rhythm_and_members_read_until_when_to_write(cast: Cast) -> None:
    answer = cast.wren.submit(
        "/s/boston/newsletter/masthead", _action="/rhythm", rhythm_weeks="2", weekday="3", deadline_days="0"
    )
    assert answer.status_code == 303
    for path in ("/s/boston/newsletter/", "/s/boston/newsletter/articles/new"):
        assert "For number 1, until" in cast.robin.page(path)
    assert "For number" not in cast.maple.page("/s/chicago/newsletter/")


def test_a_deadline_that_has_passed_is_not_shown(cast: Cast) -> None:
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    Edition.update(deadline=clock.today() - timedelta(days=1)).where(Edition.id == edition.id).execute()
    assert queries.number_wanting_pieces(cast.boston.id) is None


def test_editors_move_the_deadline_of_a_number(cast: Cast) -> None:
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    day = clock.today() + timedelta(days=5)
    answer = cast.wren.submit(f"/editions/{edition.public_id}", _action="/plan", deadline=day.isoformat())
    assert answer.status_code == 303
    assert queries.number_wanting_pieces(cast.boston.id) == (edition.number, day)


def test_only_editors_set_it_and_only_to_what_is_offered(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        rhythm.set_rhythm(cast.robin.reader, cast.boston.id, 2, THURSDAY, 3)
    with pytest.raises(Invalid, match="no such rhythm"):
        rhythm.set_rhythm(cast.wren.reader, cast.boston.id, 3, THURSDAY, 3)
    answer = cast.wren.submit(
        "/s/boston/newsletter/masthead", _action="/rhythm", rhythm_weeks="3", weekday="9", deadline_days="99"
    )
    assert answer.status_code == 400
