"""The pieces in a real browser: axe finds nothing, nothing runs off the side, nothing is too small to hit."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.look.sheet import MEMBERSHIPS, opened

Draw = Callable[..., str]
SMALLER_PAGES = ("sample_edition.html", "sample_confirm.html", "errors/refused.html", "errors/not_here.html")
GIVEN = {"title": "Too large", "sentence": "Choose a smaller file.", "typed": [("text", "We went\nround.")]}
# Every value of each meets every value of the width at least once.
SETTINGS = [
    (320, "light", "ltr", "red"), (320, "dark", "rtl", "blue"), (768, "dark", "ltr", "amber"),
    (768, "light", "rtl", "teal"), (1280, "light", "ltr", "plum"), (1280, "dark", "rtl", "green"),
]  # fmt: skip
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('main :is(.button, button, input, select), .places :is(a, summary)')]
    .filter(e => e.checkVisibility() && !e.closest('.post-actions'))
    .filter(e => !['checkbox', 'radio', 'hidden'].includes(e.type))
    .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height]).filter(([, height]) => height < 44)"""
COVERED = """() => [...document.querySelectorAll('main a, main button, main input, main textarea, main select')]
    .filter(e => e.checkVisibility() && e.type != 'hidden').filter(e => {
      e.focus();
      const box = e.getBoundingClientRect();
      const over = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + Math.min(box.height / 2, 12));
      return over && !e.contains(over) && !over.contains(e) && over.closest('.sticky, .main-action, .top');
    }).map(e => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize(
    ("name", "width", "scheme", "direction", "theme"),
    [("sample.html", *setting) for setting in SETTINGS]
    + [(name, *setting) for name in SMALLER_PAGES for setting in (SETTINGS[0], SETTINGS[5])],
)
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    draw: Draw, browser: Browser, name: str, width: int, scheme: str, direction: str, theme: str
) -> None:
    html = draw(name, **GIVEN, direction=direction, here={**MEMBERSHIPS[0], "theme": theme})
    with browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = opened(context, html)
        assert not page.evaluate(TOO_WIDE)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 1280])
def test_what_one_presses_is_large_enough_for_a_thumb(draw: Draw, browser: Browser, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 700}) as context:
        assert opened(context, draw("sample.html")).evaluate(SMALL) == []


def test_the_action_at_the_thumb_never_covers_what_has_the_focus(draw: Draw, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        assert opened(context, draw("sample.html")).evaluate(COVERED) == []


def test_text_twice_as_large_still_fits(draw: Draw, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 640, "height": 700}) as context:
        page = opened(context, draw("sample.html"))
        page.add_style_tag(content="html { font-size: 200% }") if False else page.evaluate(
            "document.documentElement.style.fontSize = '200%'"
        )
        assert not page.evaluate(TOO_WIDE)


@pytest.mark.parametrize("contrast", ["more"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_high_contrast_has_no_fault(draw: Draw, browser: Browser, contrast: str, scheme: str) -> None:
    with browser.new_context(contrast=contrast, color_scheme=scheme) as context:  # type: ignore[arg-type]
        found = Axe().run(opened(context, draw("sample.html")))
        assert found.violations_count == 0, found.generate_report()


def test_marks_stay_visible_where_the_system_forces_its_colours(draw: Draw, browser: Browser) -> None:
    with browser.new_context(forced_colors="active") as context:
        width = opened(context, draw("sample.html")).evaluate(
            "parseFloat(getComputedStyle(document.querySelector('.unread')).borderTopWidth)"
        )
        assert width >= 1


def test_print_leaves_out_what_paper_cannot_press(draw: Draw, browser: Browser) -> None:
    with browser.new_context() as context:
        page = opened(context, draw("sample_edition.html"))
        page.emulate_media(media="print")
        assert not page.locator(".top").is_visible()
        assert page.locator("h1").is_visible()
        written = page.evaluate("getComputedStyle(document.querySelector('.text p a'), '::after').content")
        assert "https://example.org/heat" in written or "attr(href)" in written


def test_a_page_loads_one_stylesheet_one_font_and_nothing_else(draw: Draw, browser: Browser) -> None:
    with browser.new_context() as context:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
        opened(context, draw("sample.html"))
        assert sorted(set(asked) - {""}) in (
            ["atkinson-hyperlegible-next.woff2", "style.css"],
            ["atkinson-hyperlegible-next.woff2", "favicon.svg", "style.css"],
        )
