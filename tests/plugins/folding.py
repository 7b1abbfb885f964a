"""Cuts, folds and leafs through the sheets of a booklet, from what stands where on the paper."""

import re
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape

Words = list[tuple[str, float, float]]
MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Face:
    """One page as it was found on paper: its number (0 is blank), whether on its head, and how far it was moved right.

    `moved` is in millimetres, as the reader of the page sees it.
    """

    page: int = 0
    is_turned: bool = False
    moved: float = 0.0


BLANK = Face()
# A sheet as it lies there: its faces by column and row, seen through the paper from the front, front and back.
Sheet = tuple[dict[tuple[int, int], Face], dict[tuple[int, int], Face]]


@cache
def pages_with_words(pdf: bytes) -> list[tuple[float, float, Words]]:
    """Width, height and every word with its middle, in points, of each page."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    found = []
    for page in re.findall(r"<page .*?</page>", told, re.DOTALL):
        width, height = (float(side) for side in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        boxes = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', page)
        words = [(unescape(word), (float(a) + float(c)) / 2, (float(b) + float(d)) / 2) for a, b, c, d, word in boxes]
        found.append((width, height, words))
    return found


def sheets(printed: bytes, reading: bytes, rows: int, turn: str) -> list[Sheet]:
    """What stands on the sheets, printed on both sides with the paper turned over its short or its long edge."""
    sides = [_faces(side, reading, rows) for side in pages_with_words(printed)]
    width, height, _words = pages_with_words(printed)[0]
    like_a_page = (turn == "short") == (width > height)
    return [
        (front, _seen_through(back, rows, like_a_page)) for front, back in zip(sides[::2], sides[1::2], strict=True)
    ]


def _faces(side: tuple[float, float, Words], reading: bytes, rows: int) -> dict[tuple[int, int], Face]:
    width, height, words = side
    wide, high = width / 2, height / rows
    cells: dict[tuple[int, int], Words] = {(column, row): [] for column in range(2) for row in range(rows)}
    for word, x, y in words:
        cells[int(x // wide), int(y // high)].append((word, x % wide, y % high))
    return {place: _face(found, reading) for place, found in cells.items()}


def _face(found: Words, reading: bytes) -> Face:
    if not found:
        return BLANK
    bag = Counter(word for word, _x, _y in found)
    pages = [
        (number, page)
        for number, page in enumerate(pages_with_words(reading), start=1)
        if Counter(word for word, _x, _y in page[2]) == bag
    ]
    assert len(pages) == 1, f"{len(pages)} pages have the words {bag}"
    number, (width, height, words) = pages[0]
    word = next(word for word, times in bag.items() if times == 1)
    x, y = next((x, y) for each, x, y in found if each == word)
    wanted_x, wanted_y = next((x, y) for each, x, y in words if each == word)
    is_turned = abs(y - wanted_y) > 0.5
    assert abs(y - (height - wanted_y if is_turned else wanted_y)) < 0.5
    moved = (width - wanted_x) - x if is_turned else x - wanted_x
    return Face(number, is_turned, moved / MILLIMETRE)


def _seen_through(back: dict[tuple[int, int], Face], rows: int, like_a_page: bool) -> dict[tuple[int, int], Face]:
    if like_a_page:
        return {(1 - column, row): face for (column, row), face in back.items()}
    return {
        (column, rows - 1 - row): Face(face.page, face.page > 0 and not face.is_turned, face.moved)
        for (column, row), face in back.items()
    }


def cut(paper: Sequence[Sheet]) -> list[Sheet]:
    """The halves of sheets that are cut across: the upper ones laid upon the lower ones."""
    halves = [
        (
            {(column, 0): front[column, row] for column in range(2)},
            {(column, 0): back[column, row] for column in range(2)},
        )
        for row in range(2)
        for front, back in paper
    ]
    return [half for half in halves if any(face.page for side in half for face in side.values())]


def leafed_once(bundle: Sequence[Sheet], right_to_left: bool = False) -> list[Face]:
    """The faces in the order of reading, of sheets that lie in one another and are folded once in the middle."""
    first, last = (0, 1) if right_to_left else (1, 0)
    beginning = [face for front, back in bundle for face in (front[first, 0], back[first, 0])]
    end = [face for front, back in reversed(bundle) for face in (back[last, 0], front[last, 0])]
    return beginning + end


def leafed_twice(bundle: Sequence[Sheet], right_to_left: bool = False) -> list[Face]:
    """The same of sheets whose upper half is folded back behind the lower, and then once more in the middle."""
    first, last = (0, 1) if right_to_left else (1, 0)

    def through(sheet: Sheet, column: int) -> list[Face]:
        front, back = sheet
        upper = [_on_its_head(back[column, 0]), _on_its_head(front[column, 0])]
        return [front[column, 1], back[column, 1], *upper]

    beginning = [face for sheet in bundle for face in through(sheet, first)]
    end = [face for sheet in reversed(bundle) for face in through(sheet, last)[::-1]]
    return beginning + end


def _on_its_head(face: Face) -> Face:
    return Face(face.page, face.page > 0 and not face.is_turned, face.moved)
