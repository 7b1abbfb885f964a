"""The booklet: folded, it has its pages in order, whatever the paper, the edge and the direction of reading."""

import re
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from folding import Face, cut, leafed_once, leafed_twice, sheets
from pressroom import (
    MASTHEAD,
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

from coordinator.plugin_contract import Edition, Masthead

# Pages on each side of the paper above one another, and how it is folded.
ROWS = {"half": 1, "cut": 2, "twice": 2}


def some_pages(articles: int, **more: object) -> Edition:
    """An edition of so many articles of about a small page each."""
    return make_edition(*(make_article(n, paragraphs(4, seed=n)) for n in range(1, articles + 1)), **more)


def files_of(edition: Edition, **settings: object) -> tuple[bytes, bytes]:
    """What is printed, and what is read."""
    printed, reading = made_by("booklet", edition, **settings).values()
    return printed.content, reading.content


def folded(edition: Edition, size: str, most: int = 40, **settings: object) -> list[Face]:
    """Every face of the folded booklet in the order of reading."""
    printed, reading = files_of(edition, size=size, bundle=most, **settings)
    paper = sheets(printed, reading, ROWS[size], str(settings.get("turn", "short")))
    right_to_left = edition.language == "ar"
    if size == "twice":
        return in_bundles(paper, 8, most, lambda part: leafed_twice(part, right_to_left))
    pieces = cut(paper) if size == "cut" else paper
    return in_bundles(pieces, 4, most, lambda part: leafed_once(part, right_to_left))


def in_bundles(pieces: list, pages: int, most: int, leafed: Callable[[list], list[Face]]) -> list[Face]:
    """The faces of as few bundles as can be, each leafed through by itself; a piece carries so many pages."""
    count = -(-len(pieces) // (most // pages))
    ends = [len(pieces) * place // count for place in range(count + 1)]
    return [face for start, end in pairwise(ends) for face in leafed(pieces[start:end])]


def assert_in_order(faces: list[Face], pages: int, multiple: int) -> None:
    """Upright pages 1 to the last, the blank ones before the last."""
    found = [face.page for face in faces]
    assert found == [*range(1, pages), *[0] * (-pages % multiple), pages]
    assert not [face for face in faces if face.is_turned]


@pytest.mark.parametrize(
    ("size", "turn", "language"),
    [
        ("half", "short", "en"),
        ("half", "long", "ar"),
        ("cut", "short", "ar"),
        ("cut", "long", "en"),
        ("twice", "short", "en"),
        ("twice", "long", "en"),
        ("twice", "short", "ar"),
    ],
)
def test_cut_and_folded_the_pages_are_in_order_and_upright(size: str, turn: str, language: str) -> None:
    edition = some_pages(7, language=language)
    pages = len(read(files_of(edition, size=size, turn=turn, bundle=40)[1]).pages)
    assert pages > 8
    assert_in_order(folded(edition, size, turn=turn), pages, 8 if size == "twice" else 4)


@pytest.mark.parametrize("size", ["half", "cut", "twice"])
@pytest.mark.parametrize("articles", [0, 3])
def test_a_booklet_of_any_length_has_its_pages_in_order(size: str, articles: int) -> None:
    edition = some_pages(articles, paper="letter")
    pages = len(read(files_of(edition, size=size, bundle=40)[1]).pages)
    assert_in_order(folded(edition, size), pages, 8 if size == "twice" else 4)


@pytest.mark.parametrize("size", ["half", "cut", "twice"])
def test_a_long_booklet_is_folded_in_bundles(size: str) -> None:
    edition = some_pages(16)
    pages = len(read(files_of(edition, size=size, bundle=8)[1]).pages)
    assert pages > 16
    assert_in_order(folded(edition, size, most=8), pages, 8 if size == "twice" else 4)


@pytest.mark.parametrize("size", ["half", *(pytest.param(each, marks=pytest.mark.long) for each in ("cut", "twice"))])
def test_inner_pages_move_towards_the_fold_by_the_thickness_of_the_paper(size: str) -> None:
    edition = some_pages(13)
    flat, thick = folded(edition, size, thickness=0), folded(edition, size, thickness=30)
    assert len(flat) >= 16
    assert all(abs(face.moved) < 0.01 for face in flat)
    for place, face in enumerate(thick):
        depth = min(place, len(thick) - 1 - place) // 2
        # Pages on the right hand have the fold at their left.
        wanted = depth * 0.3 * (-1 if place % 2 == 0 else 1)
        assert not face.page or abs(face.moved - wanted) < 0.02


@pytest.mark.parametrize(
    ("paper", "size", "page", "sheet"),
    [
        ("a4", "half", (149, 210), (297, 210)),
        ("a4", "cut", (105, 149), (210, 297)),
        ("letter", "twice", (108, 140), (216, 279)),
    ],
)
def test_pages_are_halves_and_quarters_of_the_paper(
    paper: str, size: str, page: tuple[int, int], sheet: tuple[int, int]
) -> None:
    printed, reading = files_of(some_pages(1, paper=paper), size=size)
    assert measures(reading) == {page}
    assert measures(printed) == {sheet}


def measures(pdf: bytes) -> set[tuple[int, int]]:
    """The sizes of the pages in whole millimetres."""
    boxes = [page.mediabox for page in read(pdf).pages]
    return {(round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) for box in boxes}


def test_on_larger_paper_the_pages_are_those_of_a_magazine() -> None:
    printed, reading = files_of(some_pages(2), paper="a3")
    assert measures(reading) == {(210, 297)}
    assert measures(printed) == {(420, 297)}


def test_the_cover_names_the_paper_the_day_and_what_is_in_it_on_which_page() -> None:
    _printed, reading = files_of(some_pages(5))
    cover = " ".join(text_of(reading, "-l", "1", "-layout").split())
    assert cover.startswith("The Loading Dock From hand to hand No. 12 · Sunday, November 22, 2026")
    listed = re.findall(r"Headline (\d)\D*?(\d+)(?= |$)", cover)
    assert [int(number) for number, _page in listed] == [1, 2, 3, 4, 5]
    for number, page in listed:
        assert f"Headline {number}" in text_of(reading, "-f", page, "-l", page)


def test_a_cover_with_too_many_headlines_shows_those_that_fit() -> None:
    articles = (make_article(n, ["Short."], title=f"Headline {n} goes on a little") for n in range(1, 80))
    _printed, reading = files_of(make_edition(*articles), size="cut")
    shown = re.findall(r"Headline (\d+) goes", text_of(reading, "-l", "1"))
    assert 8 < len(shown) < 79
    assert "Headline 1 " in text_of(reading, "-f", "2", "-l", "2")


def test_the_back_says_how_to_reach_us_and_stays_last() -> None:
    _printed, reading = files_of(some_pages(2))
    last = str(len(read(reading).pages))
    back = text_of(reading, "-f", last, "-l", last)
    assert MASTHEAD.how_to_reach in back
    assert MASTHEAD.imprint in back
    assert text_of(reading).count(MASTHEAD.how_to_reach) == 1


@pytest.mark.parametrize(("language", "odd_side"), [("en", "right"), ("ar", "left")])
def test_page_numbers_stand_outside(language: str, odd_side: str) -> None:
    _printed, reading = files_of(some_pages(4, language=language))
    for page in range(2, len(read(reading).pages)):
        told = subprocess.run(
            ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), "-", "-"],
            input=reading,
            capture_output=True,
            check=True,
        ).stdout.decode()
        x, _y = max(
            ((float(x), float(y)) for x, y in re.findall(rf'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>{page}<', told)),
            key=lambda place: place[1],
        )
        is_right = x > float(re.findall(r'width="([\d.]+)"', told)[0]) / 2
        assert is_right == ((page % 2 == 1) == (odd_side == "right"))


@pytest.mark.parametrize(("size", "marks"), [("half", 2), ("cut", 6), ("twice", 4)])
def test_marks_say_where_to_fold_and_cut_unless_they_are_switched_off(size: str, marks: int) -> None:
    edition = some_pages(1)
    with_marks, _reading = files_of(edition, size=size)
    without, _reading = files_of(edition, size=size, marks="no")
    assert strokes(with_marks, 0) - strokes(without, 0) == marks
    assert strokes(with_marks, 1) == strokes(without, 1)


def strokes(pdf: bytes, page: int) -> int:
    """How many lines are drawn on a page itself, beside the pages that it shows."""
    content = read(pdf).pages[page].get_contents()
    assert content is not None
    return len(re.findall(rb"\bS\b", content.get_data()))


def test_every_word_stands_on_the_sheets_and_on_the_pages() -> None:
    wanted = {word for number in range(1, 4) for word in words(240, number)}
    for pdf in files_of(some_pages(3)):
        assert wanted <= set(re.findall(r"\w+", text_of(pdf)))


def test_the_same_edition_gives_the_same_bytes() -> None:
    edition = make_edition(make_article(1, paragraphs(6), pictures=(make_picture(900, 600),)))
    assert made_anew("booklet", edition, size="twice") == made_anew("booklet", edition, size="twice")


@pytest.mark.parametrize(("size", "language"), [("half", "es"), ("cut", "es"), ("twice", "ar")])
def test_the_files_are_sound_tagged_and_in_their_language_with_every_font_inside(
    size: str, language: str, tmp_path: Path
) -> None:
    text = "خمس عشرة دقيقة للجميع" if language == "ar" else "¿Quién decide?"
    edition = make_edition(make_article(1, [text] * 9, title=text, language=language), language=language)
    for file in made_by("booklet", edition, size=size).values():
        (tmp_path / file.name).write_bytes(file.content)
        checked = subprocess.run(["qpdf", "--check", tmp_path / file.name], capture_output=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        root = read(file.content).trailer["/Root"]
        assert root["/Lang"] == language
        assert root["/MarkInfo"]["/Marked"]
        # A program that reads aloud wants the pages to read: on the sheets to print they are pictures of pages.
        assert (b"pdfuaid:part" in root["/Metadata"].get_data()) == file.name.endswith("to-read.pdf")
        fonts = subprocess.run(["pdffonts", "-"], input=file.content, capture_output=True, check=True).stdout.decode()
        assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:])
        assert len(fonts.splitlines()) > 3


def test_an_article_that_carries_on_says_where() -> None:
    first = make_article(1, paragraphs(12, seed=1), carries_on_after="3", blocks_before=3)
    edition = make_edition(first, *(make_article(number, paragraphs(5, seed=number)) for number in (2, 3, 4)))
    said = " ".join(text_of(files_of(edition)[1]).split())
    assert re.search(r"Continued on page \d", said)
    assert re.search(r"Headline 1 Continued from page \d", said)


def test_a_name_and_headlines_without_end_stay_on_the_cover() -> None:
    name = "The Newsletter of the United Workers of Many Warehouses, Depots and Kitchens " * 2
    edition = make_edition(make_article(1, ["x"], title=name), masthead=Masthead(name.strip(), name, name, name))
    for size in ROWS:
        _printed, reading = files_of(edition, size=size)
        assert len(read(reading).pages) == 3


@pytest.mark.long
@pytest.mark.parametrize("size", ["half", "cut", "twice"])
def test_eighty_pages_and_more_are_folded_in_bundles_of_forty(size: str) -> None:
    edition = some_pages(95 if size == "half" else 55, language="ar")
    pages = len(read(files_of(edition, size=size, bundle=40)[1]).pages)
    assert pages > 80
    assert_in_order(folded(edition, size), pages, 8 if size == "twice" else 4)
