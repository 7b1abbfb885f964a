"""The templates behind *Copy this look*: each makes a working copy of what its plugin makes, over any edition."""

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from html5lib import HTMLParser
from pypdf import PdfReader

from coordinator.newsletters.looks.intake import in_folder
from coordinator.plugin_author.editions import make_article, odd_editions, plain_edition, plain_sheet
from coordinator.plugin_contract import Claim, Edition, Sheet
from coordinator.plugin_host.discovery import Plugin, in_files, product_folder
from coordinator.plugin_host.host import describe, export

COPIED = ("messenger_text", "poster", "print_pdf", "web_page")
CLAIM = Claim("There is no money.", None, "the night shift", "They paid out three million.", "Report, page 7")
LETTERBOX = replace(plain_sheet().masthead, letterbox="https://example.org/s/dock/letterbox")
RICH = (
    '<p>They <strong>cut</strong> the <em>break</em>, see <a href="https://example.org/x">this</a>.</p>'
    '<ul><li>one</li><li>two</li></ul><h2>And then</h2><blockquote><p>We said no.</p></blockquote><ol start="3">'
    "<li>a third</li></ol><table><tr><td>x</td><td>y</td></tr></table><hr><pre><code>as is</code></pre>"
)


def look(name: str) -> Plugin:
    """The template that a plugin brings, as it would be kept."""
    brought = in_folder(product_folder() / name / "look")
    assert brought.beside == ()
    return in_files("look", {"plugin.toml": brought.toml.encode(), brought.template: brought.text.encode()})


def made(name: str, value: Edition | Sheet, **settings: object) -> bytes:
    """The one file that it makes."""
    (file,) = export(look(name), value, settings)
    return file.content


def words_of(pdf: bytes) -> str:
    """The words on the pages of a PDF."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def rich() -> Edition:
    """The plain edition with a first article that has everything in it."""
    edition = plain_edition()
    first = replace(edition.articles[0], html=RICH)
    return replace(edition, articles=(first, *edition.articles[1:]))


def test_these_plugins_bring_one_and_no_other() -> None:
    assert sorted(path.parent.parent.name for path in product_folder().glob("*/look/plugin.toml")) == list(COPIED)


@pytest.mark.parametrize("name", COPIED)
def test_an_edition_and_a_sheet_come_out_the_same_each_time(name: str) -> None:
    assert made(name, rich()) == made(name, rich())
    assert made(name, plain_sheet())


@pytest.mark.long
@pytest.mark.parametrize("name", COPIED)
def test_no_edition_is_too_odd(name: str) -> None:
    for edition in odd_editions().values():
        assert made(name, edition)


def test_the_text_reads_as_people_write_in_messengers() -> None:
    text = made("messenger_text", rich()).decode()
    assert text.startswith(
        "*The Loading Dock*\nFrom hand to hand\n12 · November 22, 2026\n\n*Ten minutes*\n_Heron_\n\n"
    )
    assert (
        "They *cut* the _break_, see this (https://example.org/x).\n\n• one\n• two\n\n*And then*\n\n> We said" in text
    )
    assert "3. a third\n\nx · y\n\n———\n\nas is\n\n*Ask a neighbour*" in text
    assert text.rstrip().endswith("———\n\nPut it in the box.\n\nMade by those who work here.")
    plain = made("messenger_text", rich(), emphasis=False, imprint=False).decode()
    assert plain.startswith("The Loading Dock\n") and "*" not in plain and "Put it in" not in plain


def test_the_page_is_valid_and_holds_its_pictures() -> None:
    page = made("web_page", rich(), colour="#1d4e89").decode()
    HTMLParser(strict=True).parse(page)
    assert 'src="data:image/png;base64,' in page and "#1d4e89" in page
    assert "<script" not in page and RICH.partition("<table>")[0] in page
    arabic = replace(plain_edition(), language="ar", articles=(make_article("1", "عشر", "قالوا", language="ar"),))
    assert '<html lang="ar" dir="rtl">' in made("web_page", arabic).decode()


def test_the_poster_says_what_they_say_and_what_is_true() -> None:
    words = words_of(made("poster", replace(plain_sheet(), claim=CLAIM), address="example.org/dock"))
    for said in ("They say", "There is no money.", "What is true", "three million", "Source: Report, page 7"):
        assert said in words
    assert words.endswith("example.org/dock")
    (page,) = PdfReader(io.BytesIO(made("poster", plain_edition(), size="double"))).pages
    assert round(float(page.mediabox.width) / 72 * 25.4) == 297


def test_the_paper_prints_every_word(tmp_path: Path) -> None:
    pdf = made("print_pdf", rich(), columns=1, hyphenate=False)
    words = words_of(pdf)
    for said in (
        "Ten minutes",
        "this (example.org/x)",
        "And then",
        "a third",
        "as is",
        "What is due to us",
        "in the box",
    ):
        assert said in words
    (tmp_path / "paper.pdf").write_bytes(pdf)
    told = subprocess.run(["pdfinfo", tmp_path / "paper.pdf"], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in told


def test_a_copied_paper_folds() -> None:
    printed, reading = export(look("print_pdf"), rich(), {"fold": "folded"})
    assert (printed.name, reading.name) == ("newspaper-12-to-print-and-fold.pdf", "newspaper-12-to-read.pdf")
    sheets, pages = PdfReader(io.BytesIO(printed.content)).pages, PdfReader(io.BytesIO(reading.content)).pages
    # Four pages on the two sides of each sheet, and each of them half as wide.
    assert len(sheets) == 2 * -(-len(pages) // 4)
    assert abs(float(sheets[0].mediabox.width) - 2 * float(pages[0].mediabox.width)) < 1
    assert "Ten minutes" in words_of(printed.content)
    assert printed.content == export(look("print_pdf"), rich(), {"fold": "folded"})[0].content


def test_a_copied_poster_has_strips_and_a_square_for_phones() -> None:
    claim, boxed = replace(plain_sheet(), claim=CLAIM), replace(plain_sheet(), masthead=LETTERBOX)
    strips = words_of(made("poster", claim, size="strips", address="https://example.org/dock"))
    assert strips.count("They paid out three million.") == 3 and strips.count("example.org/dock") == 3
    assert "https://example.org/dock" in alternatives(made("poster", claim, address="https://example.org/dock"))
    assert "https://example.org/s/dock/letterbox" in alternatives(made("poster", boxed))
    assert "https" not in alternatives(made("poster", claim))
    long = replace(plain_sheet(), article=make_article("1", "A long one", " ".join(["Nobody asked us."] * 700)))
    whole = words_of(made("poster", long, size="strips"))
    assert whole.count("Nobody asked us.") == 700


def alternatives(pdf: bytes) -> str:
    """What the pictures of a tagged PDF are for those who do not see them."""
    reader = PdfReader(io.BytesIO(pdf))
    found = (reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"]))))
    return " ".join(str(each["/Alt"]) for each in found if isinstance(each, dict) and "/Alt" in each)


@pytest.mark.parametrize("name", COPIED)
def test_its_settings_are_a_part_of_those_that_the_plugin_has(name: str) -> None:
    theirs = {each.label for each in describe(look(name)).settings}
    assert theirs
