"""Every shipped plugin prints footnotes as its readers know them."""

import re
from dataclasses import replace

import pytest
from pressroom import made_by, make_article, make_edition, make_sheet, paragraphs, text_of

from coordinator import markup
from coordinator.plugin_contract import Article, Edition, Measurement
from coordinator.plugin_host.discovery import find
from coordinator.plugin_host.host import describe, measure

NOTED = (
    "The heaters[^h] are on[^h], as the leaflet[^leaf] says.\n\n"
    "**Since Monday[^m].**\n\n"
    "[^h]: Both of them.\n[^leaf]: *From hand to hand*, see [number 11](https://a.example/11).\n[^m]: At six.\n"
)


def noted(number: int = 1, source: str = NOTED, **more: object) -> Article:
    """An article with footnotes."""
    html = markup.render(source)
    return replace(make_article(number, html, **more), text=markup.plain_text(html))


def two() -> Edition:
    """An edition with two articles that have the same footnotes, and a box with one."""
    box = noted(3, "Reach us[^1].\n\n[^1]: At night.", is_box=True, box_place="front", byline="", kind="")
    return make_edition(noted(1), noted(2), box)


@pytest.mark.parametrize(("plugin", "file"), [("print_pdf", "edition-12.pdf"), ("booklet", "booklet-12-to-read.pdf")])
def test_paper_has_notes_at_the_foot_numbered_through_and_none_is_lost(plugin: str, file: str) -> None:
    settings = {"fold": "flat"} if plugin == "print_pdf" else {}
    made = made_by(plugin, two(), **settings)[file].content
    text = " ".join(text_of(made).split())
    assert b"pdfuaid" in made
    for number, note in enumerate(("Both of them.", "From hand to hand", "At six.") * 2, start=1):
        assert re.search(rf"\b{number} ?{re.escape(note)}", text), (number, text)
    assert "At night." in text
    assert "(a.example/11)" in text
    assert text.count("Both of them.") == 2


def test_a_note_stands_on_the_page_of_its_mark_and_goes_along_with_a_rest() -> None:
    first = noted(
        1, f"{NOTED}\n\n{paragraphs(1)[0]} Late[^x].\n\n[^x]: The rest.", carries_on_after="2", blocks_before=2
    )
    other = make_article(2, paragraphs(30))
    pages = text_of(made_by("print_pdf", make_edition(first, other), fold="flat")["edition-12.pdf"].content).split("\f")
    assert "Both of them." in pages[0]
    assert "The rest." not in pages[0]
    assert any("Late" in page and "The rest." in page for page in pages[1:])


def test_notes_are_counted_where_an_edition_is_measured() -> None:
    plugin = find("print_pdf")
    assert plugin is not None
    settings = {each.name: each.default for each in describe(plugin).settings}

    def free(article: Article) -> Measurement:
        found = measure(plugin, make_edition(article), settings)
        assert isinstance(found, Measurement)
        return found

    plain = free(noted(1, "The heaters are on.\n\nSince Monday."))
    with_notes = free(noted(1, "The heaters[^1] are on.\n\nSince Monday[^2].\n\n[^1]: One.\n[^2]: Two."))
    assert -plain.lines_over - 5 <= -with_notes.lines_over <= -plain.lines_over - 2
    assert plain.per_article[0].lines + 2 <= with_notes.per_article[0].lines <= plain.per_article[0].lines + 5


@pytest.mark.parametrize(("plugin", "file"), [("print_pdf", "sheet.pdf"), ("poster", "poster.pdf")])
def test_a_sheet_has_its_notes_below_the_text(plugin: str, file: str) -> None:
    text = text_of(made_by(plugin, make_sheet(noted()))[file].content)
    assert re.search(r"1\.\s+Both of them\.", text), text
    assert text.index("Since Monday") < text.index("Both of them.") < text.index("At six.")
