"""Text twice as large, and text spaced out: every page keeps it, and nothing runs off, meets or is cut off."""

from itertools import product

import pytest
from playwright.sync_api import Browser, Page

from coordinator.catalogues import SPOKEN
from tests.look.measured import LAID_OUT, TOO_WIDE
from tests.look.taken import PAGES, Pages, Showing

AllPages = dict[str, Pages]
# The pages' own policy allows no style of a reader's program; a sheet that is made in the window is one.
ADOPT = """sheet => {
  const made = new CSSStyleSheet();
  made.replaceSync(sheet);
  document.adoptedStyleSheets = [made];
}"""
LARGE_ROOT = "html { font-size: 200% }"
# As WCAG 1.4.12 has it.
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"  # noqa: E501 (one rule of a sheet)
# Browsers that make only the text larger, and leave every box as it was.
LARGE_TEXT = """() => {
  const words = [...document.querySelectorAll('body, body *')].filter(e => !e.closest('svg'));
  const sizes = words.map(e => parseFloat(getComputedStyle(e).fontSize));
  words.forEach((e, at) => { e.style.fontSize = 2 * sizes[at] + 'px'; });
}"""
WAYS = ("root", "text", "spaced")
TAKING_TURNS = dict(zip(PAGES, [*SPOKEN] * len(PAGES), strict=False))


def made_large(page: Page, way: str) -> None:
    """The page's text as such a reader has it."""
    if way == "text":
        page.evaluate(LARGE_TEXT)
    else:
        page.evaluate(ADOPT, LARGE_ROOT if way == "root" else SPACED)


def faults(browser: Browser, all_pages: AllPages, way: str, width: int, of: dict[str, str]) -> dict[str, list[str]]:
    """What goes wrong on one page of each template in `of`, in the language beside it."""
    found = {}
    with browser.new_context(viewport={"width": width, "height": 700}) as context:
        showing = Showing(context)
        for template, language in of.items():
            pages = all_pages[language]
            page = showing.show(pages, pages.one_of_each()[template])
            made_large(page, way)
            found[template] = ["runs off the side"] if page.evaluate(TOO_WIDE) else []
            found[template] += page.evaluate(LAID_OUT)
    return {template: wrong for template, wrong in found.items() if wrong}


@pytest.mark.parametrize("way", WAYS)
def test_every_page_on_a_phone_keeps_large_text(browser: Browser, all_pages: AllPages, way: str) -> None:
    """Each way has a third of the pages, the next time round another language."""
    turn = WAYS.index(way)
    here = {template: language for at, (template, language) in enumerate(TAKING_TURNS.items()) if at // 3 % 3 == turn}
    assert len(here) > 25
    assert faults(browser, all_pages, way, 360, here) == {}


@pytest.mark.long
@pytest.mark.parametrize(("way", "width", "language"), [*product(WAYS, (360, 1280), SPOKEN)])
def test_every_page_keeps_large_text_in_every_way(
    browser: Browser, all_pages: AllPages, way: str, width: int, language: str
) -> None:
    assert faults(browser, all_pages, way, width, dict.fromkeys(PAGES, language)) == {}
