"""Every pair of colours that text is set in, computed from the tokens of the stylesheet."""

import re

import pytest

from tests.look.sheet import STATIC

THEMES = ("red", "amber", "green", "teal", "blue", "plum")
SCHEMES = ("light", "dark")
TEXT = 4.5
LARGE_OR_LINE = 3.0
# The writing, and what it is written on.
PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "accent") for ground in ("paper", "sheet", "wash")],
    *[(ink, "accent-wash") for ink in ("ink", "ink-soft", "accent")],
    *[(f"{state}", f"{state}-wash") for state in ("good", "warn", "bad")],
    *[(ink, f"{state}-wash") for ink in ("ink", "accent") for state in ("good", "warn", "bad")],
    *[(state, ground) for state in ("good", "warn", "bad") for ground in ("paper", "sheet", "wash")],
    ("on-accent", "accent"),
    ("paper", "ink"),
]
LINES = [
    ("edge", "paper"),
    ("edge", "sheet"),
    ("edge", "wash"),
    ("focus", "paper"),
    ("focus", "sheet"),
    ("focus", "wash"),
]


def declared(block: str) -> dict[str, str]:
    """The colour tokens set in one block of the stylesheet."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))


def tokens(scheme: str, theme: str) -> dict[str, str]:
    """The colours as a page in this theme has them."""
    style = (STATIC / "style.css").read_text()
    light, dark = style.split("@media screen and (prefers-color-scheme: dark)", 1)
    dark = dark.split("@media (prefers-contrast", 1)[0]
    found: dict[str, str] = {}
    for part in (light, dark) if scheme == "dark" else (light,):
        for selector, block in re.findall(r"([^{}]+)\{([^{}]*)\}", part):
            names = {name.strip().split("\n")[-1].strip() for name in selector.split(",")}
            if names & {":root", f".theme-{theme}"}:
                found.update(declared(block))
    return found


def luminance(colour: str) -> float:
    """The relative luminance of `#rgb` or `#rrggbb`, as WCAG 2.2 defines it."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_is_computed_as_the_standard_says() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_writing_stands_out_from_its_ground(scheme: str, theme: str) -> None:
    colours = tokens(scheme, theme)
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_of_fields_and_the_focus_ring_can_be_seen(scheme: str) -> None:
    colours = tokens(scheme, "red")
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in LINES}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < LARGE_OR_LINE} == {}


def test_each_theme_has_a_colour_of_its_own() -> None:
    for scheme in SCHEMES:
        assert len({tokens(scheme, theme)["accent"] for theme in THEMES}) == len(THEMES)
