"""lynx and w3m carry the whole job, and pages read well in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import PASSWORD, Cast

from coordinator.access import Audience
from coordinator.config import Settings
from coordinator.threads.actions import open_thread
from tests.look.text_browsers import Lynx, TextBrowser, W3m
from tests.serve.servers import running

REPORT = "We talked to nine people on nights about the fan. Six signed."


@pytest.fixture
def address(cast: Cast, settings: Settings) -> Iterator[str]:
    """A running server with two collectives and a question from the other city."""
    open_thread(cast.maple.reader, cast.chicago.id, "Act now, or wait?", "What would you do?", Audience.NETWORK)
    with running(settings.instance) as server:
        server.wait_ready()
        yield f"http://127.0.0.1:{server.port}/"


def sign_in(browser: TextBrowser, name: str) -> None:
    """Come in by the front page."""
    browser.write("Sign-in name", name)
    browser.write("Password", PASSWORD)
    browser.press("Sign in", then="What is new", after="My own locked phone")


def go_home(browser: TextBrowser) -> None:
    """To the top of the page, and home from there."""
    browser.top()
    browser.press("Home", then="What is new")


def write_a_note(browser: TextBrowser) -> None:
    """From home to a note that the space reads, and home again."""
    browser.press("Write down what happened", then="Two sentences are enough")
    browser.write_more("Two sentences are enough.", "The belt stood still for an hour.")
    shown = browser.press("Send", then="Sent. The members of your space can read it now.")
    assert "The belt stood still for an hour." in shown
    go_home(browser)


def write_and_share_a_report(browser: TextBrowser) -> None:
    """From home to a report that the space reads, and home again."""
    browser.press("Write a report", then="One text is enough.")
    browser.write_more("what failed and why? Write or paste.", REPORT)
    browser.press("Keep as draft", then="Your draft is kept.")
    shown = browser.press("Share it with us", then="the members of your space can read it now")
    assert "Six signed." in shown
    go_home(browser)


def read_and_answer(browser: TextBrowser) -> None:
    """From home to what is new from the other city, and an answer to it, and home again."""
    shown = browser.press("Act now, or wait?", then="What would you do?")
    assert "Maple" in shown
    browser.write_more("Your post", "Wait until nights are with us.")
    browser.press("Send", then="Wait until nights are with us. Quote")
    go_home(browser)


def hand_in_a_piece(browser: TextBrowser) -> None:
    """From home to the newsletter's box."""
    browser.press("Boston warehouse", then="Our space")
    browser.press("Newsletter", then="Write something for it")
    browser.press("Write something for it", then="Write for the newsletter")
    browser.write("Heading", "The fan runs again")
    browser.write_more("make words lean, **two** make them heavy.", REPORT)
    browser.tick("No name")
    browser.press("Hand it in", then="Handed in. The editors find it in their box.")


@pytest.mark.parametrize("kind", [Lynx, W3m])
def test_a_text_browser_carries_the_whole_job(kind: type[Lynx | W3m], address: str, cast: Cast, tmp_path: Path) -> None:
    with kind(address, tmp_path) as browser:
        browser.wait_for("Whose device is this?")
        sign_in(browser, "robin-oak-lamp")
        write_a_note(browser)
        write_and_share_a_report(browser)
        read_and_answer(browser)
        hand_in_a_piece(browser)
