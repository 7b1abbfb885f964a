"""The rules by which two texts stand side by side, each paragraph beside its like."""

from collections.abc import Iterable

# Above the text stand the head and the pictures, below it what was wrong.
_ABOVE, _BELOW = 2, 1


def row_rules(counts: Iterable[int]) -> str:
    """The last lines of the stylesheet: for each number of rows that a pair has, where its parts stand."""
    rules = "".join(_rules(count) for count in sorted({*counts} - {1}))
    return f"@media (min-width: 48rem) {{\n{rules}}}\n" if rules else ""


def _rules(count: int) -> str:
    pair, whole = f".rows-{count}", _ABOVE + count + _BELOW
    return (
        f"  {pair} > .whole {{ grid-row: 1 / span {whole}; }}\n"
        f"  {pair} .body {{ display: grid; grid-template-rows: subgrid; grid-row: {_ABOVE + 1} / span {count}; }}\n"
        f"  {pair} .corrected {{ grid-row: {whole}; }}\n"
    )
