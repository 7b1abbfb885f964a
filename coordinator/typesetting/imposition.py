"""Puts the pages of a booklet on the sheets that it is folded from, in the order in which they are leafed through."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

Pair = tuple[int, int]


@dataclass(frozen=True)
class Slot:
    """A page on one side of a sheet: its column and row from the upper left, and whether it stands on its head.

    `depth` is that of its leaf, by which it moves towards the fold.
    """

    page: int
    column: int
    row: int = 0
    is_turned: bool = False
    depth: int = 0


Side = tuple[Slot, ...]


@dataclass(frozen=True)
class Leaf:
    """A piece of paper folded once: the page numbers, left and right, on its front and on its back; 0 is a blank page.

    `depth` counts the leaves that it lies in.
    """

    front: Pair
    back: Pair
    depth: int = 0


def filled(pages: int, multiple: int = 4, keeps_back: bool = False) -> list[int]:
    """The pages in order, blank ones (0) added to the next multiple; before the last page, where that is a cover."""
    whole = max(pages, 1)
    blanks = [0] * (-whole % multiple)
    order = [page if page <= pages else 0 for page in range(1, whole + 1)]
    return [*order[:-1], *blanks, order[-1]] if keeps_back else [*order, *blanks]


def leaves(order: Sequence[int], right_to_left: bool = False) -> list[Leaf]:
    """The leaves that fold into one another to give that order, the outermost first; a multiple of four pages."""
    found = []
    for depth in range(len(order) // 4):
        outer = 2 * depth
        first, second, third, fourth = order[outer], order[outer + 1], order[-outer - 2], order[-outer - 1]
        front, back = (fourth, first), (second, third)
        found.append(Leaf(front[::-1], back[::-1], depth) if right_to_left else Leaf(front, back, depth))
    return found


def bundles(order: Sequence[int], most: int, multiple: int = 4) -> list[Sequence[int]]:
    """The order in as few parts of at most `most` pages as there can be, about equally long; each is folded by itself.

    The order is a multiple of `multiple` pages, and so is each part.
    """
    units = len(order) // multiple
    count = -(-units // max(1, most // multiple))
    ends = [multiple * (units * place // count) for place in range(count + 1)]
    return [order[start:end] for start, end in pairwise(ends)]


def two_up(pieces: Sequence[Leaf]) -> list[Side]:
    """The sides of sheets that are folded once: one leaf on each, front and back by turns."""
    return [_row(pair, leaf.depth) for leaf in pieces for pair in (leaf.front, leaf.back)]


def four_up_to_cut(pieces: Sequence[Leaf]) -> list[Side]:
    """The sides of sheets that are cut in two: laid upon the lower halves, the upper ones give the leaves in order."""
    sheets = -(-len(pieces) // 2)
    found = []
    for upper in range(sheets):
        on_sheet = pieces[upper::sheets]
        found.append(sum((_row(leaf.front, leaf.depth, row) for row, leaf in enumerate(on_sheet)), ()))
        found.append(sum((_row(leaf.back, leaf.depth, row) for row, leaf in enumerate(on_sheet)), ()))
    return found


def four_up_to_fold(pieces: Sequence[Leaf]) -> list[Side]:
    """The sides of sheets that are folded twice, the upper half back first; an even number of leaves.

    The inner leaf of each two stands on its head in the upper row, its inside out.
    """
    found = []
    for outer, inner in zip(pieces[::2], pieces[1::2], strict=True):
        found.append(_turned(_row(inner.back, inner.depth, 1), 2) + _row(outer.front, outer.depth, 1))
        found.append(_turned(_row(inner.front, inner.depth, 1), 2) + _row(outer.back, outer.depth, 1))
    return found


def turned_backs(printed: Sequence[Side], rows: int) -> list[Side]:
    """The same with every back on its head, for a printer that turns the paper over the other edge."""
    return [_turned(side, rows) if place % 2 else side for place, side in enumerate(printed)]


def _row(pair: Pair, depth: int, row: int = 0) -> Side:
    return tuple(Slot(page, column, row, depth=depth) for column, page in enumerate(pair))


def _turned(side: Side, rows: int) -> Side:
    return tuple(
        replace(slot, column=1 - slot.column, row=rows - 1 - slot.row, is_turned=not slot.is_turned) for slot in side
    )
