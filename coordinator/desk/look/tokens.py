"""The tokens of the stylesheet, read from it as it is shipped, so that the style page cannot say anything else."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import coordinator

STYLE = Path(coordinator.__file__).parent / "static" / "style.css"
THEMES = ("red", "amber", "green", "teal", "blue", "plum")
DARK, CONTRAST = "(prefers-color-scheme: dark)", "(prefers-contrast: more)"
# The writing and its ground, as the pages of a theme use them.
PAIRS = (
    ("ink", "paper"), ("ink-soft", "paper"), ("accent", "paper"), ("accent", "sheet"), ("accent", "wash"),
    ("ink", "accent-wash"), ("on-accent", "accent"), ("good", "good-wash"), ("warn", "warn-wash"), ("bad", "bad-wash"),
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """One way in which a page can be shown: the name of its class, and what the device asks for."""

    name: str
    wishes: frozenset[str] = frozenset()


LIGHT = Look("light")
LOOKS = (
    LIGHT,
    Look("dark", frozenset({DARK})),
    Look("contrast", frozenset({CONTRAST})),
    Look("dark-contrast", frozenset({DARK, CONTRAST})),
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_COLOUR = re.compile(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?")


@cache
def _blocks() -> list[tuple[frozenset[str], str]]:
    """The parts of the stylesheet outside of any condition, or under the wishes for dark and contrast alone."""
    found, depth, start = [], 0, 0
    style = _COMMENT.sub("", STYLE.read_text(encoding="utf-8"))
    for mark in re.finditer(r"[{}]", style):
        depth += 1 if mark.group() == "{" else -1
        if depth:
            continue
        whole = style[start : mark.end()].strip()
        start = mark.end()
        head, _brace, body = whole.partition("{")
        wishes = frozenset(wish for wish in (DARK, CONTRAST) if wish in head)
        if not head.startswith("@"):
            found.append((wishes, whole))
        elif wishes:
            found.append((wishes, body.removesuffix("}")))
    return found


@cache
def tokens(look: Look = LIGHT, theme: str = "red") -> dict[str, str]:
    """Every token by its name, with the value that it has in this look and theme."""
    values: dict[str, str] = {}
    for wishes, text in _blocks():
        if wishes <= look.wishes:
            for selectors, rules in _RULE.findall(text):
                if {each.strip() for each in selectors.split(",")} & {":root", f".theme-{theme}"}:
                    values.update(_TOKEN.findall(rules))
    return values


def colours(look: Look, theme: str = "red") -> dict[str, str]:
    """The tokens that are colours."""
    return {name: value for name, value in tokens(look, theme).items() if _COLOUR.fullmatch(value)}


def measured(look: Look, theme: str) -> list[tuple[str, str, float]]:
    """The contrast of each pair of writing and ground, 1 to 21, rounded down to a tenth."""
    values = colours(look, theme)
    return [(ink, ground, int(contrast(values[ink], values[ground]) * 10) / 10) for ink, ground in PAIRS]


def contrast(one: str, other: str) -> float:
    """The ratio of two colours as WCAG 2.2 defines it, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
