"""What is typed about a round: so many rows of the same fields."""

from collections.abc import Mapping

from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.newsletters.rounds.actions import COPIES_AT_MOST, STOPS_AT_MOST, Stop

FIELDS = ("place", "taken_by", "copies", "left_over", "heard")
Row = dict[str, str]


def rows_of(fields: Mapping[str, str]) -> list[Row]:
    """The rows as they were typed, to be shown again or read."""
    numbers = (number for number in range(2 * STOPS_AT_MOST) if f"place-{number}" in fields)
    return [{name: fields.get(f"{name}-{number}", "") for name in FIELDS} for number in numbers]


def stop_of(row: Row, number: int) -> Stop:
    """One row as a stop; refuses (Invalid, with the field of the row of that number) copies that are no number."""
    return Stop(
        row["place"].strip(),
        row["taken_by"].strip(),
        _count(row["copies"], f"copies-{number}"),
        _count(row["left_over"], f"left_over-{number}"),
        row["heard"].strip(),
    )


def _count(typed: str, field: str) -> int | None:
    text = typed.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(COPIES_AT_MOST))):
        raise Invalid(_("Copies are a whole number, such as 20."), field)
    return int(text)
