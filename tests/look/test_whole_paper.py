"""Every page of the demonstration: valid, labelled, in order; and in a browser, without a fault at any width."""

import random
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from cast import Person
from flask import Flask
from playwright.sync_api import Browser

import coordinator
from coordinator import db, schema
from coordinator.accounts.actions import open_session
from coordinator.accounts.models import Account, SessionKind
from coordinator.config import load_settings
from coordinator.desk.demo import make_demo
from coordinator.instance import init_instance
from tests.look.browsing import shown
from tests.look.walk import Visited, walk

XHTML = "{http://www.w3.org/1999/xhtml}"
WALKERS = ("demo-kettle-plover", "demo-nopal-jacaranda", "demo-linen-sorrel", "demo-server-operator", None)
WIDTHS, SCHEMES = (320, 768, 1280), ("light", "dark")
MOST_USED = {"/", "/s/*/", "/s/*/notes/new", "/reports/*", "/reports/*/release", "/threads/*", "/editions/*"}
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the demonstration in it, made once."""
    folder = tmp_path_factory.mktemp("paper") / "instance"
    init_instance(folder)
    settings = load_settings(folder)
    app = coordinator.create_app(settings)
    schema.migrate(settings)
    with app.app_context():
        db.connect()
        make_demo()
    db.close_all()
    return folder


@pytest.fixture
def demo(demo_folder: Path) -> Iterator[Flask]:
    """The application over it."""
    app = coordinator.create_app(load_settings(demo_folder))
    app.testing = True
    with app.app_context():
        db.connect()
    yield app
    db.close_all()


def somebody(app: Flask, name: str | None) -> Person:
    """A person of the demonstration with a browser, or nobody."""
    if name is None:
        return Person(app)
    account = Account.get(Account.sign_in_name == name)
    return Person(app, account, open_session(account, SessionKind.OWN))


def pages_of(app: Flask, name: str | None) -> list[Visited]:
    """What this person comes by."""
    return list(
        walk(somebody(app, name), "/sign-in", "/recover", "/join", *([] if name is None else ["/search", "/account"]))
    )


def faults_of(page: Visited) -> list[str]:
    """What is wrong with the markup of one page."""
    parser = html5lib.HTMLParser()
    tree = parser.parse(page.html)
    faults = [str(error) for error in parser.errors]
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    faults += [f"id {each} stands twice" for each in {one for one in ids if ids.count(one) > 1}]
    wanted = {target for each in tree.iter() for target in (each.get("aria-describedby") or "").split()}
    wanted |= {each.get("for") for each in tree.iter(f"{XHTML}label")}
    faults += [f"nothing has the id {each}" for each in wanted - set(ids)]
    headings = list(tree.iter(f"{XHTML}h1"))
    # The pieces on the style page have headings of their own.
    samples = [
        head for each in tree.iter(f"{XHTML}div") if each.get("class") == "looks" for head in each.iter(f"{XHTML}h1")
    ]
    faults += [] if len(headings) - len(samples) == 1 else [f"{len(headings)} main headings"]
    return faults


@pytest.mark.parametrize("name", WALKERS)
def test_no_link_leads_into_nothing_and_no_page_has_a_fault(demo: Flask, name: str | None) -> None:
    pages = pages_of(demo, name)
    assert len(pages) >= (4 if name is None else 10)
    assert [page.address for page in pages if page.status != 200] == []
    found = {page.kind: faults_of(page) for page in pages}
    assert {kind: faults for kind, faults in found.items() if faults} == {}


def browser_faults(browser: Browser, person: Person, page: Visited, width: int, scheme: str) -> list[str]:
    """What axe finds, and whether the page runs off the side."""
    with browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        opened = shown(context, person, page.address)
        faults = ["runs off the side"] if opened.evaluate(TOO_WIDE) else []
        return faults + [
            f"{each['id']}: {each['nodes'][0]['target']}" for each in Axe().run(opened).response["violations"]
        ]


def test_the_pages_that_are_used_most_have_no_fault_in_a_browser(demo: Flask, browser: Browser) -> None:
    person = somebody(demo, WALKERS[0])
    chosen = [page for page in walk(person, "/s/kettle/reports/") if page.kind in MOST_USED]
    assert {page.kind for page in chosen} == MOST_USED
    pick = random.Random(4)  # noqa: S311 (a selection of sizes, not a secret)
    settings = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
    found = {page.kind: browser_faults(browser, person, page, *pick.choice(settings)) for page in chosen}
    assert {kind: faults for kind, faults in found.items() if faults} == {}


@pytest.mark.long
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", WALKERS)
def test_no_page_has_a_fault_in_a_browser(
    demo: Flask, browser: Browser, name: str | None, width: int, scheme: str
) -> None:
    person = somebody(demo, name)
    found = {page.kind: browser_faults(browser, person, page, width, scheme) for page in pages_of(demo, name)}
    assert {kind: faults for kind, faults in found.items() if faults} == {}
