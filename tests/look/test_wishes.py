"""What a reader's device asks for: rest, colours of its own, more contrast."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.look.taken import Pages, Showing

AllPages = dict[str, Pages]
HANDFUL = ("desk/home.html", "desk/space.html", "reports/section.html", "spaces/invited.html", "threads/show.html")
MOVING = """() => {
  const restless = [...document.querySelectorAll('*')].filter(e => [null, '::before', '::after'].some(part => {
    const style = getComputedStyle(e, part);
    return style.animationName != 'none' || style.transitionDuration.split(', ').some(each => each != '0s');
  })).map(e => e.outerHTML.slice(0, 90));
  function turns(rules) { return [...rules].some(rule => rule.constructor.name == 'CSSViewTransitionRule'
    || (rule.constructor.name == 'CSSMediaRule' && matchMedia(rule.conditionText).matches && turns(rule.cssRules))); }
  return [...restless, ...document.getAnimations(), ...([...document.styleSheets].some(each => turns(each.cssRules)) ? ['turning'] : [])];
}"""  # noqa: E501 (one script)
SEEN_DRAWINGS = """() => {
  const ground = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll('svg:not(.qr) :is(path, rect, line, circle, polyline, text)')]
    .filter(e => e.closest('svg').checkVisibility() && !e.closest('.avatar, .cover'))
    .filter(e => { const style = getComputedStyle(e);
      return [style.fill, style.stroke].every(each => each == 'none' || each == ground); })
    .map(e => e.outerHTML.slice(0, 90) + ' in ' + e.closest('svg').outerHTML.slice(0, 60));
}"""
SEEN_FOCUS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
    .filter(e => e.checkVisibility() && e.type != 'hidden').filter(e => {
      e.focus({focusVisible: true});
      const style = getComputedStyle(e);
      return style.outlineStyle == 'none' || parseFloat(style.outlineWidth) < 2
        || style.outlineColor == getComputedStyle(document.body).backgroundColor;
    }).map(e => e.outerHTML.slice(0, 90))"""
SEEN_STATES = """() => {
  const bare = (e, holds) => e.checkVisibility() && !holds(getComputedStyle(e));
  const edged = style => parseFloat(style.borderInlineStartWidth) >= 1 && style.borderInlineStartStyle != 'none';
  return [
    ...[...document.querySelectorAll('.places [aria-current], .space-nav [aria-current], summary.current')]
      .filter(e => bare(e, style => style.textDecorationLine.includes('underline'))),
    ...[...document.querySelectorAll('.badge, .unread, .notice, .button, .invalid')].filter(e => bare(e, edged)),
  ].map(e => e.outerHTML.slice(0, 90));
}"""


def shown(browser: Browser, all_pages: AllPages, **wish: object) -> Iterator[tuple[str, Page]]:
    """A handful of pages on a device with this wish."""
    pages = all_pages["en"]
    with browser.new_context(viewport={"width": 1280, "height": 700}, **wish) as context:  # type: ignore[arg-type]
        showing = Showing(context)
        for template in HANDFUL:
            yield template, showing.show(pages, pages.one_of_each()[template])


def test_nothing_moves_for_who_asked_for_rest(browser: Browser, all_pages: AllPages) -> None:
    for wish, moving in (("reduce", []), ("no-preference", ["turning"])):
        found = {template: page.evaluate(MOVING) for template, page in shown(browser, all_pages, reduced_motion=wish)}
        assert found == dict.fromkeys(HANDFUL, moving)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("seen", [SEEN_DRAWINGS, SEEN_FOCUS, SEEN_STATES], ids=["drawings", "focus", "states"])
def test_under_colours_of_the_system_all_is_seen(browser: Browser, all_pages: AllPages, seen: str, scheme: str) -> None:
    wish = {"forced_colors": "active", "color_scheme": scheme}
    found = {template: page.evaluate(seen) for template, page in shown(browser, all_pages, **wish)}
    assert {template: unseen for template, unseen in found.items() if unseen} == {}


def test_the_square_for_a_phones_camera_stays_black_on_white(browser: Browser, all_pages: AllPages) -> None:
    pages = all_pages["en"]
    with browser.new_context(forced_colors="active", color_scheme="dark") as context:
        page = Showing(context).show(pages, pages.one_of_each()["spaces/invited.html"])
        square = page.locator(".qr").first
        assert square.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_asks_for_more_contrast_finds_no_fault(browser: Browser, all_pages: AllPages, scheme: str) -> None:
    rules = {
        "runOnly": ["color-contrast", "color-contrast-enhanced"],
        "rules": {"color-contrast-enhanced": {"enabled": True}},
    }
    for template, page in shown(browser, all_pages, contrast="more", color_scheme=scheme):
        found = Axe().run(page, options=rules)
        assert found.violations_count == 0, template + found.generate_report()
