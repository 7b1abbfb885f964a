"""What a template by itself cannot do: squares that phones read, and sheets to print, fold and cut from its pages."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import segno

from coordinator.typesetting.imposition import filled, four_up_to_cut, four_up_to_fold, leaves, two_up
from coordinator.typesetting.sheets import on_sheets

# How many pages one side of the paper holds twice over, and the order in which they stand on it.
_WAYS = {"once": (4, two_up), "cut": (4, four_up_to_cut), "twice": (8, four_up_to_fold)}
# The letters that such a square takes and a phone still reads from paper.
_LONGEST = 300


def written_codes(addresses: Iterable[str], folder: Path) -> dict[str, dict[str, Any]]:
    """Writes a square for each address; says by the address which `file` it is and how many `modules` wide."""
    found: dict[str, dict[str, Any]] = {}
    for address in addresses:
        if address and len(address) <= _LONGEST and address not in found:
            code = segno.make(address, error="m", micro=False)
            name = f"code-{len(found) + 1}.svg"
            code.save(str(folder / name), kind="svg", border=0, xmldecl=False, svgns=True, nl=False)
            found[address] = {"file": name, "modules": int(code.symbol_size(border=0)[0])}
    return found


def is_folding(stated: Any) -> bool:
    """Whether a template stated how its pages are to be folded, in a way that there is."""
    return (
        isinstance(stated, Mapping)
        and stated.get("way") in _WAYS
        and isinstance(stated.get("pages"), int)
        and isinstance(stated.get("page"), list)
        and len(stated["page"]) == 2
        and all(isinstance(side, int | float) and 20 < side < 2000 for side in stated["page"])
    )


def folded(reading: bytes, stated: Mapping[str, Any], title: str, language: str, right_to_left: bool) -> bytes:
    """The sheets to print on both sides from pages to read.

    `stated` says the `way` of folding (`once`, `cut` or `twice`, as in a booklet), the size of a `page` in millimetres,
    the number of `pages`, and whether there are `marks` for folding and cutting.
    """
    multiple, laid_out = _WAYS[stated["way"]]
    order = laid_out(leaves(filled(stated["pages"], multiple), right_to_left))
    frame = {"title": title, "language": language, "page": tuple(stated["page"])}
    return on_sheets(reading, order, frame, folding=stated["way"], has_marks=bool(stated.get("marks")))
