"""Makes the sheets to print on both sides, from pages that are laid out already and the order they go in."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any, Literal

from coordinator.typesetting.imposition import Side, Slot
from coordinator.typesetting.layout import Layout, work_folder
from coordinator.typesetting.papers import Size

Folding = Literal["once", "cut", "twice"]
_TEMPLATE = Path(__file__).parent / "imposed.typ"
# Marks stand in the outer margin, inside of what most printers leave white.
_MARK_FROM, _MARK_TO = 4.0, 8.0


def imposed(
    pages: Layout,
    reading: bytes,
    order: Sequence[Side],
    *,
    folding: Folding = "once",
    thickness: float = 0.0,
    has_marks: bool = False,
) -> bytes:
    """The PDF with the pages of `reading` on each side of the paper as `order` says, fronts and backs by turns.

    `thickness` is that of the paper, in millimetres: each leaf is moved towards the fold by it for every leaf around
    it. Marks stand on the fronts: dashes where to fold, whole lines where to cut.
    """
    pages.forget()
    frame = {name: pages.data[name] for name in ("title", "language", "page")}
    return on_sheets(reading, order, frame, folding=folding, thickness=thickness, has_marks=has_marks)


def on_sheets(
    reading: bytes,
    order: Sequence[Side],
    frame: Mapping[str, Any],
    *,
    folding: Folding = "once",
    thickness: float = 0.0,
    has_marks: bool = False,
) -> bytes:
    """The same from any PDF; `frame` says its title, its language, and the size of a page in millimetres."""
    folder = work_folder("sheets")
    (folder / "reading.pdf").write_bytes(reading)
    page: Size = frame["page"]
    sheet = (page[0] * 2, page[1] * (1 if folding == "once" else 2))
    marks = list(_marks(sheet, folding)) if has_marks else []
    sides = [
        {"slots": [_placed(slot, page, thickness) for slot in side if slot.page], "marks": [] if back else marks}
        for back, side in zip(cycle((False, True)), order, strict=False)
    ]
    return Layout(folder, _TEMPLATE, {**frame, "sheet": sheet, "sides": sides}).pdf(shows_pages=True)


def _placed(slot: Slot, page: Size, thickness: float) -> dict[str, Any]:
    """Where the page's upper left corner is, in millimetres; the fold is always in the middle."""
    creep = slot.depth * thickness * (1 if slot.column == 0 else -1)
    return {
        "page": slot.page,
        "x": slot.column * page[0] + creep,
        "y": slot.row * page[1],
        "turned": slot.is_turned,
    }


def _marks(sheet: Size, folding: Folding) -> Iterator[dict[str, Any]]:
    width, height = sheet
    across, down = width / 2, height / 2
    for near, far in ((_MARK_FROM, _MARK_TO), (height - _MARK_TO, height - _MARK_FROM)):
        yield _line((across, near), (across, far), is_cut=False)
    if folding == "once":
        return
    for near, far in ((_MARK_FROM, _MARK_TO), (width - _MARK_TO, width - _MARK_FROM)):
        yield _line((near, down), (far, down), is_cut=folding == "cut")
    if folding == "cut":
        yield _line((across, down - _MARK_TO), (across, down - _MARK_FROM), is_cut=False)
        yield _line((across, down + _MARK_FROM), (across, down + _MARK_TO), is_cut=False)


def _line(start: tuple[float, float], end: tuple[float, float], is_cut: bool) -> dict[str, Any]:
    return {"from": start, "to": end, "is_cut": is_cut}
