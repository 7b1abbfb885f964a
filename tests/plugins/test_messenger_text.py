"""Text for a messenger comes in parts that fit, in order, with nothing lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pressroom import MASTHEAD, made_by, make_article, make_edition, make_picture, make_sheet, paragraphs, part_of

from coordinator.plugin_contract import ExportedFile, Masthead

cutting = part_of("messenger_text", "cutting")
RICH = (
    "<p>Two <strong>bold words</strong> and <em>a soft one</em>, <s>gone</s>. "
    'See <a href="https://e.org/x">there</a> or <a href="https://e.org/">e.org</a>.</p><h3>Then</h3>'
    '<ul><li>one<ol start="4"><li>in it</li></ol></li><li>two</li></ul><blockquote><p>They said<br>no.</p></blockquote>'
    "<hr><table><tr><th>Shift</th><td>10</td></tr></table>"
)


def parts_of(files: dict[str, ExportedFile]) -> list[str]:
    """The texts of the parts, in their order."""
    return [file.content.decode() for name, file in files.items() if "-part-" in name]


def test_a_short_edition_is_one_text() -> None:
    files = made_by("messenger_text", make_edition(make_article(1, ["We took the break."])))
    assert list(files) == ["edition-12.txt"]
    assert files["edition-12.txt"].content.decode() == (
        "*The Loading Dock*\nFrom hand to hand\n12 · November 22, 2026\n\n*Headline 1*\n_Heron_\n\n"
        "We took the break.\n\n———\n\nPut it in the box.\n\nMade by those who work here.\n"
    )


@pytest.mark.parametrize("length", [300, 1000, 3000])
def test_parts_are_numbered_and_no_longer_than_asked(length: int) -> None:
    edition = make_edition(make_article(1, paragraphs(20)), make_article(2, paragraphs(20, seed=8)))
    files = made_by("messenger_text", edition, length=length)
    parts = parts_of(files)
    assert len(parts) > 3
    assert all(len(part) <= length + 1 for part in parts)
    assert [part.split("\n")[0] for part in parts] == [f"({n}/{len(parts)})" for n in range(1, len(parts) + 1)]


def test_the_parts_together_are_the_whole_word_for_word() -> None:
    edition = make_edition(make_article(1, RICH), make_article(2, paragraphs(30)))
    files = made_by("messenger_text", edition, length=500)
    together = " ".join(part.split("\n", 1)[1] for part in parts_of(files))
    assert together.split() == files["edition-12-whole.txt"].content.decode().split()


def test_emphasis_is_written_as_messengers_do() -> None:
    (file,) = made_by("messenger_text", make_sheet(make_article(1, RICH))).values()
    said = file.content.decode()
    assert "Two *bold words* and _a soft one_, ~gone~." in said
    assert "*Then*" in said
    assert "• one\n   4. in it\n• two" in said
    assert "> They said\n> no." in said
    assert "Shift · 10" in said


def test_without_emphasis_the_words_stand_plain() -> None:
    (file,) = made_by("messenger_text", make_sheet(make_article(1, RICH)), emphasis="no").values()
    assert "Two bold words and a soft one, gone." in file.content.decode()


def test_links_are_written_out_unless_the_words_say_them() -> None:
    (file,) = made_by("messenger_text", make_sheet(make_article(1, RICH))).values()
    assert "there (https://e.org/x) or e.org." in file.content.decode()


def test_a_picture_is_told_by_its_caption() -> None:
    article = make_article(1, ["Text."], pictures=(make_picture(4, 4),))
    (file,) = made_by("messenger_text", make_sheet(article)).values()
    assert "[The gate at six]" in file.content.decode()


def test_the_end_can_be_left_out() -> None:
    (file,) = made_by("messenger_text", make_edition(make_article(1, ["Text."])), imprint="no").values()
    assert MASTHEAD.imprint not in file.content.decode()


def test_an_empty_edition_is_its_head() -> None:
    (file,) = made_by("messenger_text", make_edition(masthead=Masthead("Echo"))).values()
    assert file.content.decode() == "*Echo*\n12 · November 22, 2026\n"


def test_a_language_that_nobody_knows_does_no_harm() -> None:
    assert made_by("messenger_text", make_edition(make_article(1, ["x"], language="tlh"), language="tlh"))


def test_other_scripts_are_counted_in_letters_not_in_bytes() -> None:
    text = "خمس عشرة دقيقة للجميع " * 100
    parts = parts_of(made_by("messenger_text", make_edition(make_article(1, [text])), length=400))
    assert all(len(part) <= 401 for part in parts)
    assert len(parts) < 9


TEXTS = some.lists(
    some.builds(cutting.Paragraph, some.text("ab c.\n*", min_size=1, max_size=80), some.booleans()),
    min_size=1,
    max_size=12,
)


@given(TEXTS, some.integers(20, 120))
def test_whatever_is_cut_fits_and_keeps_its_letters(texts: list[object], length: int) -> None:
    parts = cutting.cut(texts, length)
    assert all(len(part) <= length for part in parts)
    bare = [re.sub(r"^\(\d+/\d+\)\n", "", part) if len(parts) > 1 else part for part in parts]
    assert re.sub(r"\s", "", "".join(bare)) == re.sub(r"\s", "", cutting.joined(texts))


@given(some.lists(some.text("abc", min_size=1, max_size=9), min_size=1, max_size=60), some.integers(20, 60))
def test_no_word_is_divided_that_fits_into_a_part(said: list[str], length: int) -> None:
    parts = cutting.cut([cutting.Paragraph(" ".join(said))], length)
    bare = [re.sub(r"^\(\d+/\d+\)\n", "", part) if len(parts) > 1 else part for part in parts]
    assert " ".join(bare).split() == said


def test_a_paragraph_is_not_divided_that_fits_into_a_part() -> None:
    texts = [cutting.Paragraph("a" * 40), cutting.Paragraph("b b " * 9 + "end."), cutting.Paragraph("c" * 40)]
    assert [part.split("\n", 1)[1] for part in cutting.cut(texts, 60)] == [text.text for text in texts]


def test_a_head_goes_over_with_what_it_heads() -> None:
    texts = [cutting.Paragraph("a" * 40), cutting.Paragraph("Head", is_head=True), cutting.Paragraph("b" * 40)]
    first, second = cutting.cut(texts, 60)
    assert "Head" not in first
    assert second.endswith("Head\n\n" + "b" * 40)
