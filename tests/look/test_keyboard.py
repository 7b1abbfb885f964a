"""Everything can be done from the keyboard, and one always sees where one is."""

from collections.abc import Iterable, Iterator

import pytest
from cast import PASSWORD, Cast
from playwright.sync_api import Browser, Page

from coordinator.access import Audience
from coordinator.accounts.models import Session
from coordinator.config import Settings
from coordinator.threads.actions import open_thread
from tests.look.keyboard import Typist, here
from tests.look.taken import Pages, Showing, Taken
from tests.serve.servers import running

REPORT = "We talked to nine people on nights about the fan. Six signed."
BRIEF = "Nine people asked, six signed, the fan runs again."
SELECTION = (
    "accounts/account.html", "accounts/sign_in.html", "desk/home.html", "desk/space.html",
    "newsletters/article_new.html", "newsletters/edition.html", "newsletters/front.html", "reports/inside.html",
    "reports/release.html", "reports/section.html", "spaces/members.html", "threads/reply.html",
)  # fmt: skip
# Everything that Tab should stop at, in the order in which it stands in the page; of one group of choices, one.
STOPS = """() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
  const stops = all.filter(e => !e.disabled && e.type !== 'hidden' && e.tabIndex >= 0 && e.checkVisibility())
    .filter(e => !e.closest('[inert]'));
  const chosen = e => e.type !== 'radio' || e.checked || !(e.form ? [...e.form.elements] : all)
    .some(o => o.type === 'radio' && o.name === e.name && o !== e && (o.checked || all.indexOf(o) < all.indexOf(e)));
  return window.stops = stops.filter(chosen), window.stops.length;
}"""


def keyboard_faults(page: Page) -> list[str]:
    """What is wrong when one goes through a page with the Tab key, from its beginning to its end and back."""
    count, faults, way = page.evaluate(STOPS), [], [-1]
    to_the_text = page.locator("a.skip").text_content()
    while way[-1] != count - 1 and len(faults) + len(way) < 2 * count + 9:
        page.keyboard.press("Tab")
        stop = here(page)
        faults += stop["faults"]
        # A date is one field with a stop for each of its parts.
        way += [stop["at"]] if stop["at"] != way[-1] else []
        faults += [] if len(way) > 2 or stop["words"] == to_the_text else [f"the first stop is {stop['words']}"]
    page.keyboard.press("Shift+Tab")
    faults += [] if way[1:] == list(range(count)) else [f"Tab goes another way than the page: {way}"]
    return faults + ([] if here(page)["at"] == count - 2 else ["there is no way back"])


def at_rest(pages: Pages) -> dict[str, Taken]:
    """One page of each template; where words were refused, the focus begins at what is said about it, as it should."""
    calm = {page.template: page for page in pages.taken if " autofocus" not in page.html}
    longest = pages.one_of_each()
    return {name: longest[name] if " autofocus" not in longest[name].html else page for name, page in calm.items()}


def faults_of_pages(browser: Browser, pages: Pages, names: Iterable[str]) -> dict[str, list[str]]:
    """What the keyboard finds wrong, by template."""
    chosen = at_rest(pages)
    with browser.new_context(viewport={"width": 800, "height": 600}) as context:
        showing = Showing(context)
        found = {name: keyboard_faults(showing.show(pages, chosen[name])) for name in names}
    return {name: faults for name, faults in found.items() if faults}


def test_tab_goes_through_a_page_as_it_reads_and_the_focus_is_always_seen(
    browser: Browser, all_pages: dict[str, Pages]
) -> None:
    assert faults_of_pages(browser, all_pages["en"], SELECTION) == {}


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_tab_goes_through_every_page(browser: Browser, all_pages: dict[str, Pages], language: str) -> None:
    pages = all_pages[language]
    assert faults_of_pages(browser, pages, at_rest(pages)) == {}


@pytest.fixture
def start(cast: Cast, settings: Settings, browser: Browser) -> Iterator[str]:
    """A running server with two collectives, who all gave their password long ago."""
    open_thread(cast.maple.reader, cast.chicago.id, "Act now, or wait?", "What would you do?", Audience.NETWORK)
    Session.update(confirmed_at=None).execute()
    with running(settings.instance) as server:
        server.wait_ready()
        yield f"http://127.0.0.1:{server.port}/"
    for context in browser.contexts:
        context.close()


def test_a_report_is_written_and_sent_to_other_cities_from_the_keyboard(
    browser: Browser, start: str, cast: Cast
) -> None:
    robin = Typist(browser, start, cast.robin.token)
    robin.press("Write a report")
    robin.write("Your report", REPORT)
    robin.press("Keep as draft")
    robin.press("Share it with us")
    assert "Six signed." in robin.reads()
    heron = Typist(browser, start, cast.heron.token)
    heron.press("Send to other cities, finish or hand back")
    heron.press("Send to other cities")
    heron.write("In brief", BRIEF)
    heron.choose("reach", "all")
    heron.write_password(PASSWORD)
    heron.press("Send it to them")
    assert "sent to other cities" in heron.reads()
    assert robin.faults + heron.faults == []


def test_a_menu_opens_and_what_is_new_is_answered_from_the_keyboard(browser: Browser, start: str, cast: Cast) -> None:
    heron = Typist(browser, start, cast.heron.token)
    assert not heron.walk("Account")["open"]
    heron.page.keyboard.press("Enter")
    assert here(heron.page)["open"]
    heron.press("My account")
    heron.walk("Go to the text")
    heron.page.keyboard.press("Enter")
    heron.page.keyboard.press("Tab")
    assert heron.page.evaluate("!!document.activeElement.closest('main')")
    assert "Your sign-in name" in heron.reads()
    heron.press("Home")
    heron.press("Act now, or wait?")
    heron.write("Your post", "Wait until nights are with us.")
    heron.press("Send")
    assert "Wait until nights are with us." in heron.reads()
    assert heron.faults == []
