"""The living style page: every piece is on it, it tells the truth about the stylesheet, and it has no fault itself."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from cast import Cast
from playwright.sync_api import Browser

from coordinator.desk.look import sheet, specimens, tokens
from tests.look import test_contrast
from tests.look.browsing import shown

ADDRESS = "/operator/styleguide"


def test_every_piece_stands_on_the_style_page(cast: Cast) -> None:
    page = cast.operator.page(ADDRESS)
    assert len(specimens.pieces()) > 30
    assert [name for name in specimens.pieces() if f'id="{name}"' not in page] == []


def test_every_piece_named_there_is_really_drawn() -> None:
    source = (specimens.COMPONENTS.parent / "desk" / "styleguide.html").read_text(encoding="utf-8")
    called = [name.replace("-", ".").removeprefix("icons.") for name in specimens.pieces()]
    assert [name for name in called if f"{name}(" not in source] == []


def test_each_piece_is_shown_in_every_look(cast: Cast) -> None:
    page = cast.operator.page(ADDRESS)
    pieces = page.count('class="specimen"')
    for look in ("light", "dark", "contrast", "dark-contrast", "narrow"):
        assert page.count(f'look-{look}" inert aria-hidden="true"') == pieces
    assert page.count('look-rtl" dir="rtl" inert') == pieces


def test_only_an_operator_sees_it(cast: Cast) -> None:
    for address in (ADDRESS, ADDRESS + ".css"):
        assert cast.operator.get(address).status_code == 200
        assert cast.heron.get(address).status_code == 404
        assert cast.nobody.get(address).status_code == 404


def test_its_forms_go_nowhere_and_come_back(cast: Cast) -> None:
    assert cast.operator.post(ADDRESS, title="a").headers["Location"] == ADDRESS


@pytest.mark.parametrize("theme", tokens.THEMES)
@pytest.mark.parametrize("look", tokens.LOOKS[:2], ids=lambda look: look.name)
def test_the_contrast_that_it_tells_is_that_of_the_stylesheet(look: tokens.Look, theme: str) -> None:
    values = test_contrast.tokens(look.name, theme)
    for ink, ground, ratio in tokens.measured(look, theme):
        assert ratio == pytest.approx(test_contrast.contrast(values[ink], values[ground]), abs=0.1)
        assert ratio >= test_contrast.TEXT


@pytest.mark.parametrize("theme", tokens.THEMES)
@pytest.mark.parametrize("look", tokens.LOOKS[2:], ids=lambda look: look.name)
def test_who_asks_for_more_contrast_gets_more(look: tokens.Look, theme: str) -> None:
    ratios = {(ink, ground): ratio for ink, ground, ratio in tokens.measured(look, theme)}
    assert ratios["ink", "paper"] == ratios["ink-soft", "paper"] == 21
    assert min(ratios.values()) >= 7


def test_the_looks_are_classes_of_a_sheet_of_their_own(cast: Cast) -> None:
    response = cast.operator.get(ADDRESS + ".css")
    assert response.mimetype == "text/css"
    assert ".look-dark.theme-blue" in response.get_data(as_text=True)
    assert ".look-" not in tokens.STYLE.read_text(encoding="utf-8")
    assert sheet.names("size-")[0] == "size-s"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_on_it(cast: Cast, browser: Browser, scheme: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = shown(context, cast.operator, ADDRESS)
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
