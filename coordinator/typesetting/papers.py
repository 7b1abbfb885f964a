"""The sizes of paper, and of the pages that a sheet folds into."""

Size = tuple[float, float]

# Width and height in millimetres.
PAPERS: dict[str, Size] = {
    "a4": (210.0, 297.0),
    "letter": (215.9, 279.4),
    "a3": (297.0, 420.0),
    "tabloid": (279.4, 431.8),
    "a2": (420.0, 594.0),
    "ansi-c": (431.8, 558.8),
}
_DOUBLE = {"a4": "a3", "letter": "tabloid", "a3": "a2", "tabloid": "ansi-c"}

# What a column of four measures at least: some six words.
_NARROWEST = 38.0


def half_of(paper: str) -> Size:
    """The page of a sheet that is folded once."""
    width, height = PAPERS[paper]
    return height / 2, width


def quarter_of(paper: str) -> Size:
    """The page of a sheet that is folded twice, or cut and folded."""
    width, height = PAPERS[paper]
    return width / 2, height / 2


def twice(paper: str) -> str:
    """The paper that folds into two of this one; only for `a4`, `letter`, `a3` and `tabloid`."""
    return _DOUBLE[paper]


def columns_that_fit(wanted: int, page: Size, margin: float, text_size: float) -> int:
    """Four columns only where each is at least 38 millimetres wide; else three. `text_size` is in points."""
    gutter = max(5.0, 1.5 * text_size * 25.4 / 72)
    width = (page[0] - 2 * margin - (wanted - 1) * gutter) / wanted
    return 3 if wanted > 3 and width < _NARROWEST else wanted
