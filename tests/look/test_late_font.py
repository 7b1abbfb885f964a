"""On a slow line the font comes after the text: what is being read stays where it is."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Route

from tests.look.sheet import ADDRESS, HEADERS, KINDS, ROOT

LATE = 0.5
# Of the window, weighed as browsers weigh it; a page on which words break elsewhere moves four times as much.
AT_MOST = 0.06
SHIFTS = """() => new Promise(tell => {
  let sum = 0;
  new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value; })
    .observe({type: 'layout-shift', buffered: true});
  document.fonts.ready.then(() => setTimeout(() => tell(sum), 300));
})"""


def shifted(browser: Browser, html: str, width: int) -> float:
    """How much of the window moved until everything is there."""

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        if not name:
            route.fulfill(body=html, headers=HEADERS)
            return
        file = ROOT / name
        if file.suffix == ".woff2":
            time.sleep(LATE)
        route.fulfill(body=file.read_bytes(), headers={"Content-Type": KINDS[file.suffix]})

    with browser.new_context(viewport={"width": width, "height": 720}) as context:
        page = context.new_page()
        page.route("**/*", answer)
        page.goto(ADDRESS)
        moved = page.evaluate(SHIFTS)
        assert page.evaluate("document.fonts.check('16px \"Atkinson Hyperlegible Next\"')")
        return float(moved)


@pytest.mark.parametrize("name", ["sample.html", "sample_edition.html"])
@pytest.mark.parametrize("width", [360, 412, 1280])
def test_a_font_that_comes_late_moves_little(draw: Callable[..., str], browser: Browser, name: str, width: int) -> None:
    assert shifted(browser, draw(name), width) < AT_MOST
