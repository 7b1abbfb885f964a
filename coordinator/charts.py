"""Charts as pictures that the server draws: where each bar stands, so that a template only writes it down."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 336, 132
# Room above the bars for their numbers, and below them for the names of the columns.
ABOVE, BELOW = 16, 20
# A bar that stands alone would else be a block.
WIDEST = 44
KINDS = ("first", "second")


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle; `kind` says how it is filled."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One place on the line of time: its short name, its bars, and what they add up to."""

    label: str
    middle: float
    top: float
    bars: list[Bar]
    total: int


@dataclass(frozen=True, slots=True)
class Chart:
    """One or two series, stacked, with the same numbers for a table: a row for each column."""

    width: int
    height: int
    ground: int
    names: list[str]
    columns: list[Column]
    rows: list[tuple[str, list[int]]]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(column.total for column in self.columns)


def stacked(
    labels: Sequence[tuple[str, str]], series: Sequence[tuple[str, Sequence[int]]], is_rtl: bool = False
) -> Chart:
    """A chart of at most two named series; `labels` are (short, whole) names of the columns, the first one first.

    Where one reads from right to left, time does so too.
    """
    ground, step = HEIGHT - BELOW, WIDTH / max(len(labels), 1)
    width = min(step * 0.68, WIDEST)
    totals = [sum(values[number] for _name, values in series) for number in range(len(labels))]
    unit = (ground - ABOVE) / max([*totals, 1])
    columns = []
    for number, (short, _whole) in enumerate(labels):
        place = len(labels) - 1 - number if is_rtl else number
        bars = _bars([values[number] for _name, values in series], (place + 0.5) * step - width / 2, width, unit)
        top = ground - totals[number] * unit
        columns.append(Column(short, round((place + 0.5) * step, 1), round(top - 4, 1), bars, totals[number]))
    rows = [(whole, [values[number] for _name, values in series]) for number, (_short, whole) in enumerate(labels)]
    return Chart(WIDTH, HEIGHT, ground, [name for name, _values in series], columns, rows)


def _bars(values: Sequence[int], x: float, width: float, unit: float) -> list[Bar]:
    """The bars of one column, from the ground up."""
    foot, bars = float(HEIGHT - BELOW), []
    for kind, value in zip(KINDS, values, strict=False):
        height = value * unit
        foot -= height
        if value:
            bars.append(Bar(kind, round(x, 1), round(foot, 1), round(width, 1), round(height, 1)))
    return bars
