"""The finished mail as people read it: in mutt on a terminal, and its page in a browser, which asks nobody for it."""

from email import message_from_bytes
from email.headerregistry import Address
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route
from pressroom import made_by, make_article, make_edition, make_picture

from coordinator import mail
from tests.look.terminal import Terminal

SETTINGS = """set mbox_type=Maildir folder=. spoolfile=./box record= postponed= header_cache= charset=utf-8
set sleep_time=0 quit=yes move=no delete=no mark_old=no beep=no markers=no help=no pager_index_lines=0
ignore *
unignore from subject to date
"""
ENGLISH = "For nine minutes nobody moved, and the belt stood still."
SPANISH = "Durante nueve minutos nadie se movió: «¡basta ya!», dijeron los compañeros."


@pytest.fixture
def finished() -> bytes:
    """A number in two languages with a picture, as the list gets it."""
    edition = make_edition(
        make_article(1, [ENGLISH], title="The belt stood still", pictures=(make_picture(60, 40, alt="A belt"),)),
        make_article(2, [SPANISH], title="La cinta se paró", language="es", translation_of="1"),
    )
    made = made_by("email", edition)
    (content,) = [file.content for name, file in made.items() if name.endswith(".eml")]
    sender = Address("The Loading Dock", addr_spec="paper@example.org")
    return mail.addressed(content, sender, "list@example.org", "a1")


def put_into_a_box(home: Path, message: bytes) -> None:
    """A mail folder as mail programs on a terminal read it."""
    for name in ("cur", "new", "tmp"):
        (home / "box" / name).mkdir(parents=True)
    (home / "box" / "new" / "1.here").write_bytes(message.replace(b"\r\n", b"\n"))
    (home / "muttrc").write_text(SETTINGS)


def test_mutt_shows_the_words_of_both_languages(tmp_path: Path, finished: bytes) -> None:
    put_into_a_box(tmp_path, finished)
    with Terminal(["mutt", "-n", "-F", str(tmp_path / "muttrc"), "-f", "box"], tmp_path) as terminal:
        terminal.wait_for("The Loading Dock, No. 12")
        terminal.type("\r")
        shown = " ".join(terminal.wait_for("From: The Loading Dock <paper@example.org>").split())
        for words in (ENGLISH, SPANISH, "The belt stood still", "La cinta se paró", "A belt"):
            assert words in shown
        assert "<p>" not in shown and "=C3" not in shown


def test_a_browser_shows_its_page_and_asks_nobody_for_anything(browser: Browser, finished: bytes) -> None:
    part = message_from_bytes(finished, policy=default).get_body(("html",))
    assert part is not None
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    try:
        page = context.new_page()
        page.route("**/*", refuse)
        page.set_content(part.get_content())
        shown = page.inner_text("body")
        assert ENGLISH in shown and SPANISH in shown
        assert page.locator("[lang=es]").count() >= 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert [address for address in asked if not address.startswith("cid:")] == []
    finally:
        context.close()
