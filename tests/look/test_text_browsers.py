"""lynx and w3m carry the whole job, and pages read well in them."""

import os
import re
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from cast import PASSWORD, Cast

from coordinator.access import Audience
from coordinator.config import Settings
from coordinator.threads.actions import open_thread
from tests.look.taken import Pages
from tests.look.text_browsers import Lynx, TextBrowser, W3m
from tests.serve.servers import running

REPORT = "We talked to nine people on nights about the fan. Six signed."

HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
# Within how many lines of w3m the heading of every page stands.
HEAD = 32
# A link or a button right behind a word (lynx puts `#` before the feed of a page); a link with nothing behind it.
TOGETHER = re.compile(r"[^\s(“«\"'¿¡#](?:\[\d+\](?=\S)|\(BUTTON\)).{0,30}")
WORDLESS = re.compile(r"\[\d+\] *(?:\[\d+\].*|\n *\n)")


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


def dumped(command: list[str], html: str) -> list[str]:
    """The lines of a page as a text browser prints them, 80 letters wide."""
    told = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    # lynx cuts a long option where its field ends, in the middle of a letter if need be.
    read = subprocess.run(
        command, input=html, env=told, capture_output=True, encoding="utf-8", errors="replace", check=True
    )
    return read.stdout.split("\n")


def reading_faults(html: str) -> list[str]:
    """What is wrong with a page as w3m and lynx print it."""
    lines = dumped(["w3m", "-dump", "-cols", "80", "-T", "text/html"], html)
    faults = [] if lines[0] == "Go to the text" else [f"begins with {lines[0]}"]
    text = "".join(HEADING.findall(html)[:1])
    heading = " ".join(unescape(re.sub(r"<[^>]+>", "", text)).split())[:20].strip()
    # Counted from below the skip link, which leads there in one press.
    faults += [] if any(heading in line for line in lines[3:HEAD]) else [f"{heading} comes late"]
    page = "\n".join(dumped(["lynx", "-dump", "-stdin", "-width=80", "-display_charset=utf-8"], html))
    page = page.split("\nReferences\n")[0]
    faults += [f"runs together: {found}" for found in TOGETHER.findall(page)]
    return faults + [f"no words: {found}" for found in WORDLESS.findall(page)]


def test_every_page_reads_well_as_text(all_pages: dict[str, Pages]) -> None:
    found = {name: reading_faults(page.html) for name, page in all_pages["en"].one_of_each().items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_numbers_of_a_space_stand_below_their_headings(all_pages: dict[str, Pages]) -> None:
    html = all_pages["en"].one_of_each()["desk/space.html"].html
    lines = dumped(["w3m", "-dump", "-cols", "80", "-T", "text/html"], html)
    assert any(re.fullmatch(r"(\d\d?: \d+, ){9,}.*", line) for line in lines)
    top = next(at for at, line in enumerate(lines) if line.split() == ["Week", "Notes", "Reports"])
    notes, reports = lines[top].index("Notes"), lines[top].index("Reports")
    below = lines[top + 1 : top + 14]
    assert all(line.strip().startswith("week of") for line in below)
    assert all(line[notes].isdigit() and line[reports].isdigit() for line in below)
