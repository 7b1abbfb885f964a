"""What other floors put below a report: what is discussed about it, what was made of it."""

from collections.abc import Callable

from coordinator.access import Reader

# What other floors put below a report: (account's reader, report's key) to (title, address, how many) each.
Beneath = Callable[[Reader, int], list[tuple[str, str, int]]]
_beneath: list[Beneath] = []


def add_beneath(load: Beneath) -> Beneath:
    """Have what `load(reader, report_id)` returns shown below each report: what is discussed or was made of it."""
    _beneath.append(load)
    return load


def beneath(reader: Reader, report_id: int) -> list[tuple[str, str, int]]:
    """What stands below a report for this reader: title, address and a number of entries (0: not counted)."""
    return [row for load in _beneath for row in load(reader, report_id)]
