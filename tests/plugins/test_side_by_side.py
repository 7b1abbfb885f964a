"""A piece and its translation beside one another, in print and in booklets."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from coordinator.plugin_contract import Article, Edition, Measurement
from coordinator.plugin_host.discovery import find
from coordinator.plugin_host.host import measure
from tests.plugins.pressroom import (
    made_anew,
    made_by,
    make_article,
    make_edition,
    make_picture,
    paragraphs,
    read,
    text_of,
    words,
)

ARABIC = "توقف الخط في السادسة لأن أحدا لم يفحص الحزام منذ يوم الاثنين. "
NOTES = '<ol class="notes"><li>As the ledger says.</li></ol>'
READ = {"print_pdf": "edition-12.pdf", "booklet": "booklet-12-to-read.pdf"}


def pair(number: int, blocks: int = 6, others: int = 6, **more: Any) -> tuple[Article, Article]:
    """An English piece and the Spanish one beside it."""
    return (
        make_article(number, paragraphs(blocks, seed=number), title=f"Ten minutes {number}", **more),
        make_article(
            number + 50,
            paragraphs(others, seed=number + 50),
            title=f"Diez minutos {number}",
            language="es",
            translation_of=str(number),
            **{key: value for key, value in more.items() if key == "pictures"},
        ),
    )


def bilingual() -> Edition:
    """Pairs with as many blocks and with others, and pieces without a translation."""
    picture = make_picture(900, 600)
    box = make_article(9, "<p>At the gate.</p>", title="Where to write", byline="", kind="", is_box=True)
    return make_edition(
        *pair(1, 6, 6, pictures=(picture,)),
        make_article(2, paragraphs(7, seed=2), title="Only in English"),
        *pair(3, 9, 10),
        make_article(4, paragraphs(1, seed=4), title="A short one"),
        box,
    )


def read_pages(plugin: str, edition: Edition, **settings: object) -> bytes:
    """The pages to read, side by side."""
    extra = {"fold": "flat"} if plugin == "print_pdf" else {}
    return made_by(plugin, edition, translations="side", **extra, **settings)[READ[plugin]].content


def measured(edition: Edition, **settings: object) -> Measurement:
    """How it fits, side by side."""
    plugin = find("print_pdf")
    assert plugin is not None
    return measure(plugin, edition, {"translations": "side", "fold": "flat", **settings})


def languages_in(pdf: bytes) -> set[str]:
    """The languages that the tags of a PDF name."""
    found: set[str] = set()
    waiting: list[Any] = [read(pdf).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        each = waiting.pop()
        each = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            found |= {str(each["/Lang"])} if "/Lang" in each else set()
            waiting += [each["/K"]] if "/K" in each else []
    return found


@pytest.mark.parametrize("plugin", ["print_pdf", "booklet"])
def test_headlines_and_paragraphs_stand_beside_one_another(plugin: str) -> None:
    laid_out = text_of(read_pages(plugin, bilingual(), hyphenate=False), "-layout")
    assert re.search(r"Ten minutes 1 {3,}Diez minutos 1", laid_out)
    assert re.search(r"Ten minutes 3 {3,}Diez minutos 3", laid_out)
    # Each paragraph begins in the line in which its like begins.
    for own, other in zip(paragraphs(6, seed=1)[1:], paragraphs(6, seed=51)[1:], strict=True):
        first, second = own.split()[0], other.split()[0]
        assert re.search(rf"^[ \f]*{first}\b.* {second}\b", laid_out, re.MULTILINE), (first, second)


@pytest.mark.parametrize("plugin", ["print_pdf", "booklet"])
@pytest.mark.parametrize("columns", [2, 3])
def test_no_word_is_lost_and_none_stands_twice(plugin: str, columns: int) -> None:
    settings = {"columns": columns} if plugin == "print_pdf" else {"paper": "a3"}
    printed = re.findall(r"\w+", text_of(read_pages(plugin, bilingual(), hyphenate=False, **settings), "-raw"))
    for seed, count in ((1, 6), (51, 6), (2, 7), (3, 9), (53, 10), (4, 1)):
        assert set(words(count * 60, seed)) <= set(printed)
    once = [word for word in words(7 * 60, 2) if len(word) > 11]
    assert all(printed.count(word) <= 4 for word in once)


@pytest.mark.parametrize("plugin", ["print_pdf", "booklet"])
def test_the_pages_are_sound_tagged_and_name_both_languages(plugin: str, tmp_path: Path) -> None:
    own = make_article(1, f"<p>They stopped the line.<sup>1</sup></p><h2>Why</h2><p>No belt.</p>{NOTES}", title="Stop")
    other = make_article(
        2,
        f"<p>{ARABIC * 3}<sup>1</sup></p><h2>لماذا</h2><p>{ARABIC}</p>{NOTES}",
        title="توقف",
        language="ar",
        translation_of="1",
    )
    pdf = read_pages(plugin, make_edition(own, other))
    assert "ar" in languages_in(pdf) and b"pdfuaid" in pdf
    (tmp_path / "pages.pdf").write_bytes(pdf)
    subprocess.run(["qpdf", "--check", tmp_path / "pages.pdf"], check=True, capture_output=True)
    assert text_of(pdf).count("As the ledger says") == 2


@pytest.mark.parametrize("plugin", ["print_pdf", "booklet"])
def test_the_same_number_gives_the_same_bytes(plugin: str) -> None:
    extra = {"fold": "flat"} if plugin == "print_pdf" else {}
    anew = {each.name: each.content for each in made_anew(plugin, bilingual(), translations="side", **extra)}
    assert anew[READ[plugin]] == read_pages(plugin, bilingual())


@pytest.mark.parametrize("plugin", ["print_pdf", "booklet"])
def test_without_translations_nothing_changes(plugin: str) -> None:
    plain = make_edition(make_article(1, paragraphs(5)), make_article(2, paragraphs(4)))
    extra = {"fold": "flat"} if plugin == "print_pdf" else {}
    assert read_pages(plugin, plain) == made_by(plugin, plain, **extra)[READ[plugin]].content


def test_a_picture_of_both_stands_once_with_both_captions() -> None:
    picture, tall = make_picture(900, 600), make_picture(300, 500, "blue", caption="", alt="A belt")
    own, other = pair(1, pictures=(picture,))
    captioned = make_picture(900, 600, caption="La puerta a las seis")
    edition = make_edition(own, Article(**{**vars(other), "pictures": (captioned, tall)}))
    pdf = read_pages("print_pdf", edition)
    assert sum(len(page.images) for page in read(pdf).pages) == 2
    assert "The gate at six" in text_of(pdf) and "La puerta a las seis" in text_of(pdf)


def test_lines_are_counted_over_both_columns_and_shared_by_both_pieces() -> None:
    edition = bilingual()
    found = measured(edition)
    assert found.pages == len(read(read_pages("print_pdf", edition)).pages)
    lines = {each.article: each.lines for each in found.per_article}
    assert lines["1"] == lines["51"] and lines["3"] == lines["53"]
    longer = make_edition(*edition.articles, *pair(5, 6, 6))
    more = measured(longer)
    taken = sum(each.lines for each in more.per_article) - sum(lines.values())
    assert abs((more.lines_over - found.lines_over) - taken) < 40
    assert more.lines_over > found.lines_over


def test_both_carry_on_at_the_same_place_and_no_rest_is_lost() -> None:
    first, second = pair(1, 8, 8, carries_on_after="3", blocks_before=3)
    third, fourth = pair(3, 3, 3)
    pdf = read_pages("print_pdf", make_edition(first, second, third, fourth), hyphenate=False)
    assert "Continued on page" in text_of(pdf) and "Sigue en la página" in text_of(pdf)
    assert set(words(8 * 60, 1)) <= set(re.findall(r"\w+", text_of(pdf)))
    # Behind a translation that moved before it there is no place any more: it stays whole.
    late = make_article(7, paragraphs(6, seed=7), carries_on_after="53", blocks_before=2)
    other = make_article(53, paragraphs(3, seed=53), title="Tarde", language="es", translation_of="3")
    whole = text_of(read_pages("print_pdf", make_edition(third, late, other), hyphenate=False))
    assert "Continued" not in whole and set(words(6 * 60, 7)) <= set(re.findall(r"\w+", whole))


def test_a_second_translation_comes_after_both() -> None:
    own, other = pair(1, 2, 2)
    third = make_article(90, f"<p>{ARABIC}</p>", title="عشر دقائق", language="ar", translation_of="1")
    found = [each.article for each in measured(make_edition(own, other, third)).per_article]
    assert found == ["1", "51", "90"]


def test_a_sum_up_in_another_language_comes_after_its_piece() -> None:
    own, _other = pair(1, 12, 12)
    short = make_article(51, "<p>Una hoja propia.</p>", title="En breve", language="es", translation_of="1")
    edition = make_edition(own, short)
    assert read_pages("print_pdf", edition) == made_by("print_pdf", edition, fold="flat")["edition-12.pdf"].content


def test_the_cover_of_a_booklet_names_both_titles() -> None:
    cover = text_of(read_pages("booklet", bilingual()), "-l", "1")
    assert "Ten minutes 3" in cover and "Diez minutos 3" in cover and "A short one" in cover
