"""QR codes as the outline of a drawing, which a template puts into a page."""

from dataclasses import dataclass

import segno

QUIET = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """A square of `size` units with its quiet border, and the path of all dark cells."""

    size: int
    path: str


def drawing_of(text: str) -> Drawing:
    """The QR code of a text."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=QUIET)]
    cells = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    return Drawing(len(rows), "".join(cells))
