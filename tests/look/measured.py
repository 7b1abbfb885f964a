"""What is measured in a browser's page: axe, nothing off the side, nothing over another thing, nothing cut off."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKED_AT = Path(__file__).parents[2] / "build" / "looked-at"
# Everything that axe looks for by itself, and the size of what one presses, which WCAG 2.2 asks for.
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# Aside on purpose: a skip link, words for screen readers, a name that ends in dots, what scrolls in a box of its own.
LAID_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  const shown = [...document.body.querySelectorAll('*')].filter(e => e.checkVisibility({visibilityProperty: true})
    && !e.closest('.skip, .short, .looks, svg, option') && e.getBoundingClientRect().width > 1 && !hidden(e));
  function hidden(e) { return e.closest('[hidden], .hidden') || getComputedStyle(e).clipPath != 'none'; }
  function scrolls(e) { for (let up = e.parentElement; up; up = up.parentElement)
    if (['auto', 'scroll'].includes(getComputedStyle(up).overflowX)) return true; return false; }
  function meet(a, b) { return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2; }
  const say = e => e.outerHTML.slice(0, 110);
  const faults = [];
  for (const e of shown) {
    const box = e.getBoundingClientRect();
    if ((box.right > wide + 1 || box.left < -1) && !scrolls(e)) faults.push('sticks out: ' + say(e));
    const style = getComputedStyle(e), clips = e.matches('input') ? [] : ['hidden', 'clip'];
    if ((clips.includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
        || (clips.includes(style.overflowY) && e.scrollHeight > e.clientHeight + 1)) faults.push('cut off: ' + say(e));
  }
  const pressed = shown.filter(e => e.matches('a[href], button, input:not([type=hidden]), select, textarea, summary')
    && !e.closest('.sticky, .main-action') && !['fixed', 'sticky'].includes(getComputedStyle(e).position));
  const boxes = pressed.map(e => [e, [...e.getClientRects()]]);
  for (const [i, [one, rects]] of boxes.entries()) for (const [other, others] of boxes.slice(i + 1))
    if (!one.contains(other) && !other.contains(one) && rects.some(a => others.some(b => meet(a, b))))
      faults.push('overlap: ' + say(one) + ' AND ' + say(other));
  return faults;
}"""


def faults_of(page: Page) -> list[str]:
    """What is wrong with a page as it is shown now."""
    faults = ["runs off the side"] if page.evaluate(TOO_WIDE) else []
    faults += page.evaluate(LAID_OUT)
    with _whole_in_view(page):
        found = Axe().run(page, options=RULES).response["violations"]
    return faults + [f"{each['id']}: {[node['target'] for node in each['nodes'][:3]]}" for each in found]


def keep_picture(page: Page, name: str) -> None:
    """Keep what is seen, whole, to be looked at."""
    LOOKED_AT.mkdir(parents=True, exist_ok=True)
    with _whole_in_view(page):
        page.screenshot(path=LOOKED_AT / f"{name}.png", full_page=True)


@contextmanager
def _whole_in_view(page: Page) -> Iterator[None]:
    """Make the window as high as the page: what sticks to its foot hides nothing then, nor for whoever scrolls."""
    window = page.viewport_size
    assert window is not None
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": window["width"], "height": max(height, window["height"])})
    yield
    page.set_viewport_size(window)
