"""Puts the pages of a booklet two by two on the sheets that it is folded from."""

from collections.abc import Iterator

Pair = tuple[int, int]


def sides(pages: int, right_to_left: bool = False) -> list[Pair]:
    """The two page numbers, left and right, on each side of each sheet, front and back by turns; 0 is a blank page.

    Four pages give (4, 1) and (2, 3). More are filled up to a multiple of four and fold into one another.
    """
    full = -(-max(pages, 1) // 4) * 4
    found = list(_sides(full))
    numbered = [(left if left <= pages else 0, right if right <= pages else 0) for left, right in found]
    return [(right, left) for left, right in numbered] if right_to_left else numbered


def _sides(full: int) -> Iterator[Pair]:
    for sheet in range(full // 4):
        outer = 2 * sheet
        yield full - outer, 1 + outer
        yield 2 + outer, full - 1 - outer
