"""Home: what is new for one person, and nothing of anybody else's."""

from cast import Cast

from coordinator import clock
from coordinator.access import Audience
from coordinator.reports import actions as reports
from coordinator.spaces.models import HomeNotice
from coordinator.threads.actions import open_thread, write_post

CANARY = "quetzalbluebird"


def test_signed_out_the_front_page_is_the_way_in(cast: Cast) -> None:
    page = cast.nobody.page("/")
    assert "Lighthouse" in page and 'action="/sign-in"' in page and "What is new" not in page


def test_the_first_button_is_to_write_down_what_happened(cast: Cast) -> None:
    page = cast.robin.page("/")
    assert '<a class="button primary" href="/s/boston/notes/new">' in page
    assert "Nothing new yet." in page


def test_an_unread_thread_stands_on_the_home_until_it_was_read(both_engines: str, cast: Cast) -> None:
    thread = open_thread(cast.heron.reader, cast.boston.id, "Act now?", "What now?", Audience.NETWORK)
    assert f'<span class="unread">New</span> <a href="/threads/{thread.public_id}">Act now?</a>' in cast.maple.page("/")
    cast.maple.page(f"/threads/{thread.public_id}")
    assert "You have read everything." in cast.maple.page("/")
    write_post(cast.heron.reader, thread, "One more.")
    assert '<span class="unread">1 new</span>' in cast.maple.page("/")


def test_nothing_hidden_reaches_a_home(both_engines: str, cast: Cast) -> None:
    open_thread(cast.heron.reader, cast.boston.id, f"Among us {CANARY}", CANARY)
    cast.robin.submit("/s/boston/notes/new", text=f"A {CANARY} in the yard.")
    assert CANARY in cast.robin.page("/")
    for person in (cast.maple, cast.birch, cast.operator, cast.stranger, cast.nobody):
        assert CANARY not in person.page("/")


def test_a_notice_stands_until_it_was_read(cast: Cast) -> None:
    HomeNotice.create(account=cast.robin.account, sentence="Your place went over.", made_on=clock.today())
    page = cast.robin.page("/")
    assert "Your place went over." in page and "Your place went over." not in cast.wren.page("/")


def test_filters_leave_out_the_rest(cast: Cast) -> None:
    open_thread(cast.heron.reader, cast.boston.id, "From Boston", "Text.", Audience.NETWORK)
    open_thread(cast.maple.reader, cast.chicago.id, "From Chicago", "Text.", Audience.NETWORK)
    page = cast.robin.page(f"/?space={cast.chicago.code}")
    assert "From Chicago" in page and "From Boston" not in page
    assert "From Boston" in cast.robin.page("/?space=nonsense&line=none&weeks=x")


def test_an_account_without_a_space_is_told_so(cast: Cast) -> None:
    assert "You belong to no space now." in cast.stranger.page("/")
    assert 'href="/operator"' in cast.operator.page("/")


def test_ones_own_collectives_report_is_new_at_home_once_it_went_out(both_engines: str, cast: Cast) -> None:
    report = reports.start_report(cast.wren.reader, cast.boston.id, title="The long October", text="We talked to nine.")
    reports.submit_report(cast.wren.reader, report)
    reports.release_report(cast.heron.reader, report, "In brief.", Audience.NETWORK, [])
    page = cast.robin.page("/")
    assert "Ours, sent to other cities" in page and "The long October" in page and ">1 new report<" in page
    cast.robin.page(f"/reports/{report.public_id}")
    assert "The long October" not in cast.robin.page("/")


def test_a_line_at_the_top_counts_what_is_new_and_what_waits(cast: Cast) -> None:
    open_thread(cast.heron.reader, cast.boston.id, "Act now?", "What now?", Audience.NETWORK)
    page = cast.maple.page("/")
    assert '<li><a href="#threads">1 thread with something new</a></li>' in page and 'href="#waits"' not in page
    reports.start_report(cast.maple.reader, cast.chicago.id, title="November", text="Begun.")
    assert '<li><a href="#waits">1 thing waits for me</a></li>' in cast.maple.page("/")
