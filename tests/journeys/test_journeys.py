"""The five journeys of docs/journeys.md, walked on a real server with scripts off; none may become longer."""

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import pytest
from cast import PASSWORD, Cast, Person
from playwright.sync_api import Browser

from coordinator.access import Audience
from coordinator.accounts.models import Session
from coordinator.config import Settings
from coordinator.threads.actions import open_thread
from tests.journeys.walker import Steps, Walker
from tests.serve.servers import Running, running

TABLE = Path(__file__).parents[2] / "docs" / "journeys.md"
REPORT = "We talked to nine people on nights about the fan. Six signed. The foreman came, and nobody stood alone."
BRIEF = "Nine people asked, six signed, the fan runs again. Next time we begin on days."
# Clicks, pages, words typed.
LENGTHS = {
    "report": (7, 8, 37),
    "answer": (2, 3, 8),
    "print": (9, 11, 27),
    "invite": (4, 6, 10),
    "first": (6, 7, 30),
}


@dataclass
class Road:
    """A running server, a browser, and what the journey cost so far."""

    browser: Browser
    server: Running
    steps: Steps

    @property
    def start(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.server.port}/"

    def walker(self, person: Person | None = None) -> Walker:
        """Somebody with an open session, or somebody new."""
        return Walker(self.browser, self.start, self.steps, person.token if person else "")

    def ends(self, name: str) -> None:
        """The journey is as long as it was, and the table says so; one that became shorter is written down."""
        clicks, pages, words = LENGTHS[name]
        assert astuple(self.steps) == (clicks, pages, words)
        assert f"{clicks} clicks, {pages} pages, {words} words" in TABLE.read_text(encoding="utf-8")


def _road(settings: Settings, browser: Browser) -> Iterator[Road]:
    with running(settings.instance) as server:
        server.wait_ready()
        yield Road(browser, server, Steps())
    for context in browser.contexts:
        context.close()


@pytest.fixture
def road(cast: Cast, settings: Settings, browser: Browser) -> Iterator[Road]:
    """A server on which two collectives are at work already, and all gave their password long ago."""
    Session.update(confirmed_at=None).execute()
    yield from _road(settings, browser)


@pytest.fixture
def new_road(settings: Settings, browser: Browser) -> Iterator[Road]:
    """A server that nobody has set up yet."""
    yield from _road(settings, browser)


def test_write_a_report_and_send_it_to_other_cities(road: Road, cast: Cast) -> None:
    robin = road.walker(cast.robin)
    robin.open()
    robin.press("Write a report")
    robin.type("text", REPORT)
    robin.press("Keep as draft")
    robin.press("Share it with us")
    heron = road.walker(cast.heron)
    heron.open()
    heron.press("Send to other cities, finish or hand back")
    heron.press("Send to other cities")
    heron.type("in_brief", BRIEF)
    heron.tick("[name=reach][value=all]")
    heron.give_password(PASSWORD)
    heron.press("Send it to them")
    assert "sent to other cities" in heron.reads()
    road.ends("report")
    maple = road.walker(cast.maple)
    maple.open()
    assert BRIEF in maple.reads()


def test_find_what_is_new_and_answer_it(road: Road, cast: Cast) -> None:
    open_thread(cast.heron.reader, cast.boston.id, "Act now, or wait?", "What would you do?", Audience.NETWORK)
    maple = road.walker(cast.maple)
    maple.open()
    maple.press("Act now, or wait?")
    maple.type("text", "Wait until the second shift is with us.")
    maple.press("Send")
    assert "Wait until the second shift" in maple.reads()
    road.ends("answer")


def test_from_a_text_to_a_printed_edition(road: Road, cast: Cast) -> None:
    robin = road.walker(cast.robin)
    robin.open()
    robin.press("Boston warehouse")
    robin.press("Write something for it")
    robin.type("title", "The fan runs again")
    robin.type("text", REPORT)
    robin.press("Hand it in")
    wren = road.walker(cast.wren)
    wren.open()
    wren.press("1 piece in the box")
    wren.press("Begin the next number")
    wren.page.fill("main [name^=place-]", "1")
    road.steps.words += 1
    wren.press("Save the order")
    wren.press("Publish number 1")
    wren.press("to the editors")
    wren.give_password(PASSWORD)
    wren.press("Print")
    while "Look again" in wren.reads():
        wren.page.wait_for_timeout(1000)
        wren.page.reload()
        road.steps.pages -= 1
    assert ".pdf" in wren.reads()
    road.ends("print")


def test_invite_somebody_who_then_comes_in(road: Road, cast: Cast) -> None:
    heron = road.walker(cast.heron)
    heron.open()
    heron.press("Invite people to Boston warehouse")
    heron.give_password(PASSWORD)
    heron.press("Make them")
    link = heron.page.input_value("#address")
    code = link.rstrip("/").rsplit("/", 1)[1]
    newcomer = road.walker()
    newcomer.open(f"join/{code}")
    newcomer.type("pen_name", "Swift")
    newcomer.type("new_password", "seven grey pebbles")
    newcomer.type("new_password_twice", "seven grey pebbles")
    newcomer.press("Come in")
    newcomer.press("It is on paper")
    assert "Boston warehouse" in newcomer.reads()
    road.ends("invite")


def test_from_the_first_start_to_the_first_report(new_road: Road) -> None:
    out = new_road.server.out
    link = next(found.group() for line in out if (found := re.search(r"http://\S+/first/[\w-]+", line)))
    heron = new_road.walker()
    heron.open(link)
    heron.type("server_name", "Kitchen Table")
    heron.type("name", "Harbour warehouse")
    heron.type("pen_name", "Heron")
    heron.type("new_password", "seven grey pebbles")
    heron.type("new_password_twice", "seven grey pebbles")
    heron.press("Set it up")
    heron.press("It is on paper")
    heron.press("It is on paper: delete it here")
    heron.press("Write a report")
    heron.type("text", REPORT)
    heron.press("Keep as draft")
    heron.press("Share it with us")
    assert "six signed" in heron.reads().lower()
    new_road.ends("first")
