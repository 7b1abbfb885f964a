"""From the first link to three people inside, in a real browser on a real server, with scripts off."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from coordinator.config import Settings
from tests.serve.servers import running

PASSWORD = "seven grey pebbles"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
PAGES = (
    "account", "account/held", "account/password", "account/recovery-words", "account/close", "lines/", "source",
    "operator/accounts", "operator/spaces/new", "operator/recovery-sheet", "s/{space}/members", "s/{space}/invite",
    "s/{space}/settings", "s/{space}/sites", "s/{space}/names", "s/{space}/log", "s/{space}/leave",
    "s/{space}/lines/new",
)  # fmt: skip
OPEN_PAGES = ("sign-in", "recover", "join", "join/{code}", "s/{space}/members")


@dataclass
class Place:
    """A browser and the address of a server that nobody has set up yet."""

    browser: Browser
    start: str
    first_link: str

    def new_page(self, scripts: bool = False, width: int = 360) -> Page:
        """A fresh profile, on a phone without scripts unless asked otherwise."""
        viewport = {"width": width, "height": 740}
        context = self.browser.new_context(java_script_enabled=scripts, viewport=viewport)  # type: ignore[arg-type]
        return context.new_page()


@pytest.fixture
def place(settings: Settings, browser: Browser) -> Iterator[Place]:
    """A started server, ended after the test, and a browser."""
    with running(settings.instance) as server:
        server.wait_ready()
        link = next(found.group() for line in server.out if (found := re.search(r"http://\S+/first/[\w-]+", line)))
        yield Place(browser, f"http://127.0.0.1:{server.port}/", link)
    for context in browser.contexts:
        context.close()


def set_up(place: Place, page: Page) -> str:
    """Fill in the operator's first page; the slug of the space that it made."""
    page.goto(place.first_link)
    page.fill("[name=server_name]", "Kitchen Table")
    page.fill("[name=name]", "Harbour warehouse")
    page.check("[name=paper][value=letter]")
    page.fill("[name=pen_name]", "Heron")
    give_password(page)
    page.click('button:has-text("Set it up")')
    assert "Your five recovery words" in page.content()
    page.goto(place.start + "account")
    found = re.search(r"/s/([a-z0-9]+)/", page.content())
    assert found
    return found.group(1)


def give_password(page: Page) -> None:
    """Type the same new password twice."""
    page.fill("[name=new_password]", PASSWORD)
    page.fill("[name=new_password_twice]", PASSWORD)


def invite(place: Place, page: Page, space: str, count: int) -> list[str]:
    """Make invitations and read their codes off the slips."""
    page.goto(f"{place.start}s/{space}/invite")
    page.fill("[name=count]", str(count))
    page.click('button:has-text("Make them")')
    return [str(each.inner_text()) for each in page.query_selector_all(".slip-code strong")]


def test_three_people_come_in_and_one_finds_the_way_back(place: Place) -> None:
    operator = place.new_page()
    space = set_up(place, operator)
    codes = invite(place, operator, space, 2)
    for code, pen_name in zip(codes, ("Wren", "Robin"), strict=True):
        newcomer = place.new_page()
        newcomer.goto(place.start + "join")
        newcomer.fill("[name=code]", code.upper())
        newcomer.click('button:has-text("Go on")')
        newcomer.fill("[name=pen_name]", pen_name)
        give_password(newcomer)
        newcomer.check("[name=device][value=own]")
        newcomer.click('button:has-text("Come in")')
        name, words = [str(each.inner_text()) for each in newcomer.query_selector_all(".lead strong")]
        newcomer.click("text=It is on paper")
        assert "Harbour warehouse" in newcomer.inner_text("h1")
    lost = place.new_page()
    lost.goto(place.start + "recover")
    lost.fill("[name=sign_in_name]", name)
    lost.fill("[name=recovery_words]", words)
    give_password(lost)
    lost.click('button:has-text("Set the password and come in")')
    lost.goto(f"{place.start}s/{space}/members")
    assert {"Heron", "Wren", "Robin"} <= set(re.findall(r"Heron|Wren|Robin", lost.inner_text("main")))


@pytest.mark.long
def test_axe_finds_nothing_on_any_page_and_nothing_runs_off_the_side(place: Place) -> None:
    page = place.new_page(scripts=True, width=320)
    page.goto(place.first_link)
    look_at(page)
    space = set_up(place, page)
    code = invite(place, page, space, 2)[0]
    look_at(page)
    for path in PAGES:
        page.goto(place.start + path.format(space=space))
        page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = !each.closest('.places') })")
        look_at(page)
    outside = place.new_page(scripts=True, width=320)
    for path in OPEN_PAGES:
        outside.goto(place.start + path.format(space=space, code=code))
        look_at(outside)
    outside.click("main button")
    look_at(outside)


def look_at(page: Page) -> None:
    """What axe and the width of the page say."""
    assert not page.evaluate(TOO_WIDE), page.url
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
