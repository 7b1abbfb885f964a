"""Asking about a report, and quoting from one: always only before those who may read it."""

import pytest
from cast import Cast

from coordinator.access import Audience
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.reports import actions as reports
from coordinator.reports.models import Report
from coordinator.spaces import redaction
from coordinator.spaces.models import NameToTakeOut, Space
from coordinator.threads import quoting
from coordinator.threads.actions import ask, open_thread, places_to_ask, thread_of_report
from coordinator.threads.circles import Circle
from coordinator.threads.models import Post, Thread

CANARY = "quetzalbluebird"


def _report(cast: Cast, audience: Audience | None = Audience.NETWORK, chosen: tuple[int, ...] = ()) -> Report:
    """A report of Boston: in review without an audience, else released to it."""
    report = reports.start_report(
        cast.heron.reader,
        cast.boston.id,
        "The belt",
        month="2026-10",
        sections=[("What we did", None, f"First {CANARY}.\n\nThen Maria stopped the belt.\n\nThird.")],
        lessons=["Stop together."],
    )
    reports.submit_report(cast.heron.reader, report)
    if audience is not None:
        reports.release_report(cast.heron.reader, report, "One. Two. Three.", audience, chosen)
    return Report.get_by_id(report.id)


def test_asking_opens_the_reports_thread_before_its_audience(both_engines: str, cast: Cast) -> None:
    report = _report(cast)
    address = f"/reports/{report.public_id}/ask"
    page = cast.birch.submit(address, text="How long did it stand?", _follow=True).get_data(as_text=True)
    assert "How long did it stand?" in page and "The report that this is about" in page
    thread = thread_of_report(report, is_outward=True)
    assert thread is not None and thread.space_id == cast.boston.id and thread.audience == Audience.NETWORK
    assert "How long did it stand?" in cast.robin.page(f"/threads/{thread.public_id}")
    assert cast.maple.get(address).location.endswith("#reply")


def test_a_report_has_one_thread_inside_and_one_outside(cast: Cast) -> None:
    report = _report(cast)
    ask(cast.robin.reader, report, "Among ourselves.", is_outward=False)
    ask(cast.robin.reader, report, "Before all.", is_outward=True)
    ask(cast.maple.reader, report, "An answer.", is_outward=True)
    inside, outside = thread_of_report(report, False), thread_of_report(report, True)
    assert inside is not None and outside is not None
    assert (inside.post_count, outside.post_count) == (1, 2)
    assert cast.maple.get(f"/threads/{inside.public_id}").status_code == 404
    page = cast.maple.page(f"/reports/{report.public_id}")
    assert outside.public_id in page and inside.public_id not in page


def test_what_is_not_released_is_discussed_inside_only(cast: Cast) -> None:
    report = _report(cast, None)
    assert places_to_ask(cast.robin.reader, report) == [False]
    for person in (cast.maple, cast.operator, cast.stranger, cast.nobody):
        assert person.get(f"/reports/{report.public_id}/ask").status_code == 404
        with pytest.raises(NotFound):
            ask(person.reader, report, "Let me in.", is_outward=False)


def test_the_outward_thread_goes_with_the_report(both_engines: str, cast: Cast) -> None:
    report = _report(cast)
    thread = ask(cast.maple.reader, report, f"A {CANARY} of mine.", is_outward=True)
    reports.withdraw_report(cast.heron.reader, report)
    assert cast.maple.get(f"/threads/{thread.public_id}").status_code == 404
    assert cast.robin.get(f"/threads/{thread.public_id}").status_code == 200
    Thread.update(report=None).where(Thread.id == thread.id).execute()
    assert cast.maple.get(f"/threads/{thread.public_id}").status_code == 404


def test_a_passage_opens_a_thread_with_its_way_back(both_engines: str, cast: Cast) -> None:
    report = _report(cast)
    address = f"/s/chicago/threads/new?report={report.public_id}&section=1&from=1&to=1"
    assert CANARY in cast.birch.page(address)
    page = cast.birch.submit(address, title="Why?", text="How did you dare?", reach="all", _follow=True).get_data(
        as_text=True
    )
    assert f"<blockquote><p>First {CANARY}.</p></blockquote>" in page
    assert f'href="/reports/{report.public_id}"' in page


def test_a_passage_is_quoted_only_where_every_reader_may_read_the_report(cast: Cast) -> None:
    denver = cast.space("denver", "Denver laundry", "a laundry", "Denver")
    report = _report(cast, Audience.SPACES, (cast.chicago.id,))
    words = quoting.chosen_passage(cast.birch.reader, f"{report.public_id}:1:1:1")
    assert words is not None
    fitting = [
        Circle(cast.boston.id, Audience.SPACE),
        Circle(cast.chicago.id, Audience.SPACE),
        Circle(cast.chicago.id, Audience.SPACES, frozenset({cast.boston.id})),
        Circle(cast.chicago.id, Audience.COORDINATORS, frozenset({cast.boston.id})),
    ]
    refused = [
        Circle(denver.id, Audience.SPACE),
        Circle(cast.chicago.id, Audience.SPACES, frozenset({denver.id})),
        Circle(cast.chicago.id, Audience.COORDINATORS),
        Circle(cast.chicago.id, Audience.NETWORK),
        Circle(cast.chicago.id, Audience.PUBLIC),
        Circle(cast.chicago.id, Audience.SPACE, has_guests=True),
    ]
    assert all(quoting.of_report(words, circle).report_id == report.id for circle in fitting)
    for circle in refused:
        with pytest.raises(NotAllowed):
            quoting.of_report(words, circle)


def test_a_refused_quote_gives_the_text_back(cast: Cast) -> None:
    report = _report(cast, Audience.SPACES, (cast.chicago.id,))
    address = f"/s/chicago/threads/new?report={report.public_id}&section=1"
    response = cast.birch.submit(address, title="Why?", text="A long thought of mine.", reach="all")
    page = response.get_data(as_text=True)
    assert response.status_code == 400
    assert "not everybody here may read" in page and "A long thought of mine." in page
    assert not Thread.select().exists()


def test_what_is_not_released_is_quoted_among_ourselves_only(cast: Cast) -> None:
    report = _report(cast, None)
    words = quoting.chosen_passage(cast.robin.reader, f"{report.public_id}:1:2:2")
    assert words is not None and "Maria" in words.html
    assert quoting.of_report(words, Circle(cast.boston.id, Audience.SPACE))
    with pytest.raises(NotAllowed):
        quoting.of_report(words, Circle(cast.boston.id, Audience.NETWORK))
    assert quoting.chosen_passage(cast.maple.reader, f"{report.public_id}:1:2:2") is None


def test_a_quoted_passage_goes_when_the_report_is_taken_back(both_engines: str, cast: Cast) -> None:
    report = _report(cast)
    words = quoting.chosen_passage(cast.maple.reader, f"{report.public_id}:1:1:1")
    assert words is not None
    quote = quoting.of_report(words, Circle(cast.chicago.id, Audience.NETWORK))
    thread = open_thread(
        cast.maple.reader, cast.chicago.id, "Why?", "How did you dare?", Audience.NETWORK, quotes=quote
    )
    assert CANARY in cast.birch.page(f"/threads/{thread.public_id}")
    reports.withdraw_report(cast.heron.reader, report)
    for person in (cast.birch, cast.maple, cast.robin):
        page = person.page(f"/threads/{thread.public_id}?from=1")
        assert CANARY not in page and "How did you dare?" in page


def test_a_name_that_is_added_later_goes_out_of_quoted_passages(cast: Cast) -> None:
    report = _report(cast)
    words = quoting.chosen_passage(cast.maple.reader, f"{report.public_id}:1:2:2")
    assert words is not None and "Maria" in words.html
    quote = quoting.of_report(words, Circle(cast.chicago.id, Audience.SPACE))
    open_thread(cast.maple.reader, cast.chicago.id, "Why?", "Text.", quotes=quote)
    NameToTakeOut.create(space=cast.boston, name="Maria", replacement="a coworker")
    redaction.names_changed(cast.boston.id)
    assert Post.get().quoted_html == "<p>Then a coworker stopped the belt.</p>\n"


def test_a_thread_is_not_wider_than_its_report(cast: Cast) -> None:
    report = _report(cast, Audience.SPACES, (cast.chicago.id,))
    with pytest.raises(NotAllowed):
        open_thread(cast.heron.reader, cast.boston.id, "A", "B", Audience.NETWORK, report=report)


@pytest.mark.parametrize("address", ["", ":", "x:y:z", "a:99999999999999999999", "a:1:2:3:4:5", "::::"])
def test_strange_passages_are_none(cast: Cast, address: str) -> None:
    assert quoting.chosen_passage(cast.heron.reader, address) is None


def test_chosen_spaces_must_be_there(cast: Cast) -> None:
    for chosen in ((), (99_999,)):
        with pytest.raises(Invalid):
            open_thread(cast.heron.reader, cast.boston.id, "A", "B", Audience.SPACES, chosen)
    assert Space.select().count() == 2
