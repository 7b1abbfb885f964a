"""The colours that a page may have: each readable on light paper and on dark."""

from typing import NamedTuple

PAPER, PAPER_DARK = "#fdfcf8", "#15161a"


class Accent(NamedTuple):
    """One colour, as it is on light paper and on dark."""

    light: str
    dark: str


ACCENTS = {
    "red": Accent("#a3161c", "#ff9a92"),
    "blue": Accent("#1a4f8f", "#8fbcf2"),
    "green": Accent("#1d5e3a", "#83d1a3"),
    "purple": Accent("#6a2c81", "#d2a6e8"),
    "brown": Accent("#74420f", "#e3b284"),
    "black": Accent("#1b1b1b", "#ece9e2"),
}


def colour_rules(name: object) -> str:
    """The first lines of the stylesheet: paper and accent, light and dark."""
    accent = ACCENTS[str(name)]
    light = f":root{{--paper:{PAPER};--accent:{accent.light}}}"
    dark = f":root{{--paper:{PAPER_DARK};--accent:{accent.dark}}}"
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{{dark}}}\n"
