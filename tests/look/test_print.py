"""Every page that people read comes out of a printer whole: the words, whose they are, and nothing to press."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from coordinator.catalogues import SPOKEN
from tests.look import paper
from tests.look.sheet import opened
from tests.look.taken import Pages, Showing

AllPages = dict[str, Pages]
READING = (
    "accounts/held.html", "accounts/source.html", "accounts/welcome.html", "desk/home.html", "desk/line.html",
    "desk/pass_on.html", "desk/space.html", "newsletters/article.html", "newsletters/front.html",
    "newsletters/reading.html", "newsletters/round_sheet.html",
    "reports/index.html", "reports/inside.html", "reports/note.html", "reports/notes.html",
    "reports/outside.html", "reports/version.html", "spaces/first_done.html", "spaces/invited.html",
    "spaces/lines.html", "spaces/log.html", "spaces/members.html", "spaces/outward.html",
    "spaces/recovery_sheet.html", "threads/guest_invited.html", "threads/index.html", "threads/show.html",
)  # fmt: skip
# Home and the page of a struggle belong to no space; the newsletter has its own head; slips name no space.
NAMED = ("reports/inside.html", "reports/note.html", "threads/index.html", "newsletters/front.html")
UNNAMED = (
    "spaces/invited.html", "newsletters/reading.html", "newsletters/round_sheet.html", "spaces/first_done.html"
)  # fmt: skip
HEADINGS = """[...document.querySelectorAll('h1, h2, h3, h4, h5, h6, .byline')]
    .filter(e => e.checkVisibility()).map(e => e.innerText.replace(/\\s+/g, ' ').trim())"""
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='700'/>"
LINKS = (
    '<p>See <a href="https://example.org/heat">a page about heat</a>, or '
    '<a class="bare" href="https://example.org/cold">https://example.org/cold</a>, or '
    '<a href="#here">below</a>, or <a href="/reports/1">our report</a>.</p>'
)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody who likes it dark."""
    with browser.new_context(viewport={"width": paper.A4_WIDTH, "height": 950}, color_scheme="dark") as made:
        yield made


@pytest.fixture
def of_demo(context: BrowserContext, all_pages: AllPages) -> "Taking":
    """Pages of the demonstration by their templates."""
    return Taking(context, all_pages)


class Taking:
    """Shows the longest page of a template."""

    def __init__(self, context: BrowserContext, all_pages: AllPages) -> None:
        self.pages, self.showing = all_pages, Showing(context)

    def show(self, template: str, language: str = "en") -> Page:
        """The page, loaded."""
        pages = self.pages[language]
        return self.showing.show(pages, pages.one_of_each()[template])


def lonely(page: Page, sheets: list[paper.Sheet]) -> list[str]:
    """The headings and names that stand last on a sheet, away from what they head."""
    headings = {each for each in page.evaluate(HEADINGS) if each}
    feet = [sheet.lines[-1] for sheet in sheets[:-1] if sheet.lines]
    return [foot for foot in feet if any(foot == each or each.endswith(" " + foot) for each in headings)]


def written(body: str) -> str:
    """A page of reading with this in it."""
    link = '<link rel="stylesheet" href="/static/style.css">'
    return f'<!doctype html><title>Long</title>{link}<body class="reading"><main><div class="text">{body}</div></main>'


def unfit(of_demo: Taking, languages: dict[str, str]) -> dict[str, list[str]]:
    """What would come out wrong of each of these pages, in the language beside it."""
    found = {template: paper.unfit(of_demo.show(template, language)) for template, language in languages.items()}
    return {template: faults for template, faults in found.items() if faults}


def test_what_is_read_is_black_on_white_large_enough_and_has_nothing_to_press(of_demo: Taking) -> None:
    assert unfit(of_demo, dict(zip(READING, cycle(SPOKEN), strict=False))) == {}


@pytest.mark.long
@pytest.mark.parametrize("language", SPOKEN)
def test_so_it_is_in_every_language(of_demo: Taking, language: str) -> None:
    assert unfit(of_demo, dict.fromkeys(READING, language)) == {}


@pytest.mark.parametrize("size", ["A4", pytest.param("Letter", marks=pytest.mark.long)])
def test_every_sheet_has_margins_and_its_number_and_no_heading_stands_alone(
    of_demo: Taking, tmp_path: Path, size: str
) -> None:
    for template in READING:
        page = of_demo.show(template)
        sheets = paper.printed(page, tmp_path, size)
        assert [sheet.number for sheet in sheets] == [f"{at} / {len(sheets)}" for at in range(1, len(sheets) + 1)]
        assert min(sheet.margin for sheet in sheets) >= 10, template
        assert lonely(page, sheets) == [], template
        title = page.locator("h1").first.inner_text().split()[0]
        assert title in " ".join(sheets[0].lines), template


def test_the_first_sheet_says_whose_it_is_unless_it_is_handed_out(of_demo: Taking, tmp_path: Path) -> None:
    for template in (*NAMED, *UNNAMED):
        page = of_demo.show(template)
        nav = page.locator(".space-nav")
        space = nav.get_attribute("aria-label") if nav.count() else None
        heads = [sheet.lines[0] for sheet in paper.printed(page, tmp_path) if sheet.lines]
        assert (heads[0] == space, heads.count(space or "")) == ((True, 1) if template in NAMED else (False, 0))


def test_the_page_of_a_space_names_it_once(of_demo: Taking, tmp_path: Path) -> None:
    page = of_demo.show("desk/space.html")
    lines = paper.printed(page, tmp_path)[0].lines
    assert lines.count(page.locator("h1").inner_text()) == 1


def test_a_chart_is_printed_with_its_numbers(of_demo: Taking, tmp_path: Path) -> None:
    page = of_demo.show("desk/space.html")
    numbers = [" ".join(row.split()) for row in page.locator(".numbers tr").all_text_contents()]
    page.emulate_media(media="print")
    assert len(numbers) > 3 and page.locator(".numbers table").is_visible()
    assert not page.locator(".numbers summary").is_visible()
    text = " ".join(line for sheet in paper.printed(page, tmp_path) for line in sheet.lines)
    assert page.locator(".numbers thead th").first.inner_text() in text


def test_text_to_pass_on_is_printed_as_it_stands(of_demo: Taking, tmp_path: Path) -> None:
    page = of_demo.show("desk/pass_on.html")
    text = " ".join(line for sheet in paper.printed(page, tmp_path) for line in sheet.lines)
    assert page.locator("textarea").count()
    for lines in page.locator("textarea").all():
        assert " ".join(lines.input_value().split()) in text


def test_a_link_that_leads_elsewhere_is_written_out_once(context: BrowserContext, tmp_path: Path) -> None:
    page = opened(context, written(LINKS))
    text = " ".join(line for sheet in paper.printed(page, tmp_path) for line in sheet.lines)
    assert "a page about heat (https://example.org/heat)" in text
    assert text.count("https://example.org/cold") == 1
    assert "#here" not in text and "/reports/1" not in text


def test_rows_and_pictures_are_never_cut_and_headings_keep_to_what_they_head(
    context: BrowserContext, tmp_path: Path
) -> None:
    rows = "".join(f"<tr><td>row{at}a<br>row{at}b<br>row{at}c</td><td>x</td></tr>" for at in range(40))
    parts = "".join(
        f"<h3>Part {at}</h3>{'<p>Word after word, as it was said, and one more.</p>' * (at % 7 + 1)}"
        for at in range(40)
    )
    picture = '<figure class="picture"><img src="/static/icon-512.png" alt=""><figcaption>Seen</figcaption></figure>'
    page = opened(context, written(f"<table>{rows}</table>{parts}{(picture + '<p>And on.</p>') * 5}"))
    sheets = paper.printed(page, tmp_path)
    words = [" ".join(sheet.lines) for sheet in sheets]
    assert len(sheets) > 6
    for at in range(40):
        assert [text for text in words if f"row{at}a" in text] == [text for text in words if f"row{at}c" in text]
    assert lonely(page, sheets) == []
    assert paper.pictures_on(tmp_path) == 5
