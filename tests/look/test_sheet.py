"""The stylesheet as a text: it works in both directions of writing, and leaves nobody out."""

import re

import pytest

from coordinator.desk.look.tokens import STYLE, tokens

SHEET = re.sub(r"/\*.*?\*/", "", STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)
# What holds for one direction of writing alone may say left or right.
DECLARATIONS = [
    (name, value.strip())
    for selector, block in re.findall(r"([^{}]*)\{([^{}]*)\}", SHEET)
    if "[dir=" not in selector
    for name, _colon, value in (each.strip().partition(":") for each in block.split(";"))
    if value
]
SIDES = re.compile(
    r"(?:margin|padding|border|inset|scroll-padding)-(?:left|right|top|bottom)\b.*|left|right|top|bottom"
)
# `height` and `width` as they are named by who writes from left to right; min-width of a window is no property.
MEASURES = re.compile(r"(?:min-|max-)?(?:width|height)")


def test_nothing_stands_to_the_left_or_right() -> None:
    assert len(DECLARATIONS) > 500
    assert [name for name, _value in DECLARATIONS if SIDES.fullmatch(name) or MEASURES.fullmatch(name)] == []
    sided = [(name, value) for name, value in DECLARATIONS if name in ("float", "clear", "text-align")]
    assert [each for each in sided if re.search(r"\b(left|right)\b", each[1])] == []


def test_no_shorthand_has_a_left_that_differs_from_its_right() -> None:
    four = [
        (name, value.split())
        for name, value in DECLARATIONS
        if name in ("margin", "padding", "inset", "border-radius") and len(value.split()) == 4 and "(" not in value
    ]
    assert [each for each in four if each[1][1] != each[1][3]] == []


@pytest.mark.parametrize(
    "wish",
    [
        "(prefers-color-scheme: dark)",
        "(prefers-contrast: more)",
        "(prefers-reduced-motion: no-preference)",
        "(forced-colors: active)",
        "print",
    ],
)
def test_each_wish_of_a_device_is_heard(wish: str) -> None:
    assert re.search(rf"@media[^{{]*{re.escape(wish)}", SHEET)


def test_nothing_moves_for_those_who_asked_for_rest() -> None:
    still, _at, moving = SHEET.partition("@media (prefers-reduced-motion: no-preference)")
    assert "@view-transition" in moving and "@view-transition" not in still
    assert "animation" not in still and "transition:" not in still


def test_paper_has_page_numbers_links_written_out_and_no_lonely_headings() -> None:
    paper = SHEET.split("@media print", 1)[1]
    for wanted in ("counter(page)", "attr(href)", "break-after: avoid", "orphans: 3", ".top, .space-nav"):
        assert wanted in paper


@pytest.mark.parametrize("beginning", ["size-", "gap", "radius", "lift", "shadow", "touch", "measure", "accent"])
def test_what_repeats_has_a_name(beginning: str) -> None:
    assert [name for name in tokens() if name.startswith(beginning)]
