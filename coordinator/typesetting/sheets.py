"""Makes the sheets to print on both sides, from pages that are laid out already and the order they go in."""

from collections.abc import Sequence
from pathlib import Path

from coordinator.typesetting.imposition import Pair
from coordinator.typesetting.layout import Layout, work_folder

_TEMPLATE = Path(__file__).parent / "imposed.typ"


def imposed(pages: Layout, reading: bytes, order: Sequence[Pair]) -> bytes:
    """The PDF with two of the pages of `reading` beside one another on each side of the paper."""
    folder = work_folder("sheets")
    (folder / "reading.pdf").write_bytes(reading)
    kept = {name: pages.data[name] for name in ("title", "language", "page")}
    return Layout(folder, _TEMPLATE, {**kept, "sides": order}).pdf()
