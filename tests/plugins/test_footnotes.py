"""Every shipped plugin prints footnotes as its readers know them."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from pressroom import made_by, make_article, make_edition, make_sheet, paragraphs, text_of

from coordinator import markup
from coordinator.plugin_contract import Article, Edition, Measurement
from coordinator.plugin_host.blocks import with_blocks
from coordinator.plugin_host.discovery import find, product_folder
from coordinator.plugin_host.host import describe, measure
from coordinator.plugin_host.template import template_plugin

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


def _unpacked(plugin: str, file: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made_by(plugin, two())[file].content)) as packed:
        names = [name for name in packed.namelist() if name.endswith(("html", "xml", "md"))]
        return {name: packed.read(name).decode() for name in names}


def _is_led_everywhere(page: str) -> bool:
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)), ids
    return set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_a_book_has_notes_that_reading_programs_know() -> None:
    pages = _unpacked("epub", "edition-12.epub")
    page = pages["EPUB/article-001.xhtml"]
    assert page.count('epub:type="noteref"') == 4
    assert page.count('<aside epub:type="footnote"') == 3
    assert page.count('href="#mark-') == 3
    assert all(_is_led_everywhere(each) for each in pages.values())


def test_a_site_leads_from_mark_to_note_and_back_on_each_page_and_has_no_ids_in_its_feed() -> None:
    pages = _unpacked("web_page", "web-page-12.zip")
    whole = pages["number-12/index.html"]
    assert {f"note-{article}-{note}" for article in (1, 2) for note in (1, 2, 3)} | {"note-3-1"} <= set(
        re.findall(r'<li id="([^"]+)"', whole)
    )
    assert whole.count('role="doc-backlink"') == 7
    assert all(_is_led_everywhere(each) for name, each in pages.items() if name.endswith("html"))
    assert "note-1" not in pages["feed.xml"]
    assert "&lt;sup&gt;1&lt;/sup&gt;" in pages["feed.xml"]
    assert "The heaters are on, as the leaflet says." in pages["index.html"]


def test_mail_has_marks_in_brackets_and_raised_ones_where_it_is_a_page() -> None:
    made = made_by("email", two())
    plain = made["newsletter-12.txt"].content.decode()
    assert "The heaters [1] are on [1], as the leaflet [2] says." in plain
    assert "[1] Both of them.\n[2] _From hand to hand_, see number 11 <https://a.example/11>.\n[3] At six." in plain
    page = made["newsletter-12.html"].content.decode()
    assert "The heaters<sup>1</sup> are on" in page
    assert page.count('<ol start="1" class="notes">') == 3


@pytest.mark.parametrize("plugin", ["messenger_text", "messenger_text/look"])
def test_a_messenger_shows_marks_and_notes_in_brackets(plugin: str) -> None:
    if plugin.endswith("look"):
        look = template_plugin(product_folder() / plugin, "messenger.txt")
        settings = {"emphasis": True, "imprint": False}
        text = look.export_edition(with_blocks(two()), settings)[0].content.decode()
    else:
        text = next(iter(made_by(plugin, two()).values())).content.decode()
    assert "The heaters [1] are on [1], as the leaflet [2] says." in text
    assert "[1] Both of them.\n" in text
    assert "[3] At six." in text


def test_markdown_means_the_same_again() -> None:
    text = _unpacked("markdown_bundle", "edition-12.zip")["edition-12/01-headline-1.md"].split("---\n")[-1]
    assert "The heaters[^1] are on[^1], as the leaflet[^2] says." in text
    assert markup.plain_text(markup.render(text)).endswith(noted().text)
