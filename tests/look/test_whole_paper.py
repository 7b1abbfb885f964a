"""Every page of the demonstration: valid, labelled, in order; and in a browser, without a fault at any width."""

from itertools import product

import html5lib
import pytest
from playwright.sync_api import Browser

from coordinator.catalogues import SPOKEN
from tests.look.measured import faults_of, keep_picture
from tests.look.taken import PAGES, Pages, Showing

XHTML = "{http://www.w3.org/1999/xhtml}"
AllPages = dict[str, Pages]
WIDTHS, SCHEMES = (360, 768, 1280), ("light", "dark")
# Width and language meet in every way, and each of them meets light and dark.
PAIRS = [
    (width, SCHEMES[(place + at) % 2], language)
    for place, width in enumerate(WIDTHS)
    for at, language in enumerate(SPOKEN)
]


def markup_faults(html: str) -> list[str]:
    """What is wrong with the markup of one page."""
    parser = html5lib.HTMLParser()
    tree = parser.parse(html)
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


def shown_faults(
    browser: Browser, all_pages: AllPages, width: int, scheme: str, of: dict[str, str], pictures: bool = False
) -> dict[str, object]:
    """What is wrong with one page of each template in `of`, in the language beside it; `pictures` of all are kept."""
    with browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        showing, found = Showing(context), {}
        for template, language in of.items():
            pages = all_pages[language]
            page = showing.show(pages, pages.one_of_each()[template])
            name = f"{template.removesuffix('.html').replace('/', '.')}-{width}-{scheme}-{language}"
            if pictures:
                keep_picture(page, name)
            found[name] = faults_of(page)
    return {name: faults for name, faults in found.items() if faults}


def test_every_template_is_reached_and_no_link_leads_into_nothing(all_pages: AllPages) -> None:
    for pages in all_pages.values():
        assert set(PAGES) - {page.template for page in pages.taken} == set()
        assert pages.dead_links == []


def test_no_page_has_a_fault_in_its_markup(all_pages: AllPages) -> None:
    chosen = [*all_pages["en"].taken]
    chosen += [page for language in ("es", "ar") for page in all_pages[language].one_of_each().values()]
    found = {(page.template, page.address): markup_faults(page.html) for page in chosen}
    assert {place: faults for place, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_template_in_a_selection_in_which_all_pairs_meet(
    browser: Browser, all_pages: AllPages, width: int, scheme: str
) -> None:
    chosen = dict(zip(PAGES, PAIRS * len(PAGES), strict=False))
    here = {
        template: language for template, (wide, dark, language) in chosen.items() if (wide, dark) == (width, scheme)
    }
    assert here
    assert shown_faults(browser, all_pages, width, scheme, here) == {}


@pytest.mark.long
@pytest.mark.parametrize(("width", "scheme", "language"), [*product(WIDTHS, SCHEMES, SPOKEN)])
def test_every_template_in_every_way(
    browser: Browser, all_pages: AllPages, width: int, scheme: str, language: str
) -> None:
    assert shown_faults(browser, all_pages, width, scheme, dict.fromkeys(PAGES, language), pictures=True) == {}
