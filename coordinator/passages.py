"""Stored safe HTML cut into its paragraphs and other blocks, so that a part of it can be quoted."""

import re
from collections.abc import Iterable

from coordinator import footnotes

_TAG = re.compile(r'<(/?)([a-z0-9]+)(?:"[^"]*"|[^">])*>')
_VOID = {"br", "hr"}


def blocks(safe_html: str) -> list[str]:
    """The outermost blocks (paragraphs, lists, tables, quotations) of HTML that `markup.render` made, in order."""
    found: list[str] = []
    depth, start = 0, 0
    for tag in _TAG.finditer(safe_html):
        closes, name = tag.group(1), tag.group(2)
        if name not in _VOID:
            depth += -1 if closes else 1
        if depth == 0:
            found.append(safe_html[start : tag.end()].strip())
            start = tag.end()
    rest = safe_html[start:].strip()
    return [*found, rest] if rest else found


def chosen_blocks(safe_html: str, numbers: set[int]) -> str:
    """The blocks with these numbers, counted from 1, in their own order; '' where none of them exists."""
    return together(block for number, block in enumerate(blocks(safe_html), start=1) if number in numbers)


def together(blocks: Iterable[str]) -> str:
    """Some blocks of a text as HTML; marks of footnotes whose notes are not among them become words."""
    found = "\n".join(blocks)
    return found if footnotes.has_notes(found) else footnotes.marks_as_words(found)
