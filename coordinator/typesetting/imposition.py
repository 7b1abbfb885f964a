"""Puts the pages of a booklet on the sheets that it is folded from, in the order in which they are leafed through."""

from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[int, int]


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


def sides(pages: int, right_to_left: bool = False) -> list[Pair]:
    """The two page numbers, left and right, on each side of each sheet, front and back by turns; 0 is a blank page.

    Four pages give (4, 1) and (2, 3). More are filled up to a multiple of four and fold into one another.
    """
    return [side for leaf in leaves(filled(pages), right_to_left) for side in (leaf.front, leaf.back)]
