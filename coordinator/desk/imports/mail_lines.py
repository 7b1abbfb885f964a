"""The lines of a mail with how deep each is quoted, taken from plain text."""

import re
from typing import NamedTuple

# Deeper quotes are shown at this depth: a page has only so much room, and Markdown drops what is nested too far.
DEEPEST_QUOTE = 8

_QUOTE_SIGNS = re.compile(r"^ ?(?:> ?)*>(?: |$|(?=[^>]))")
_FLOWED_SIGNS = re.compile(r"^>*")
_SIGNATURE_MARK = "-- "


class Line(NamedTuple):
    """One line of text, and in how many quotes it stands."""

    depth: int
    text: str


def lines_of_text(text: str, is_flowed: bool = False, is_space_deleted: bool = False) -> list[Line]:
    """The lines of a plain text; of a flowed one (RFC 3676) those that belong together are joined again."""
    lines = text.rstrip("\n").split("\n")
    return _unflowed(lines, is_space_deleted) if is_flowed else [quoted_line(line) for line in lines]


def quoted_line(line: str, depth: int = 0) -> Line:
    """The line without the signs of quoting in front of it, which count on top of `depth`."""
    match = _QUOTE_SIGNS.match(line)
    signs = match[0] if match else ""
    return Line(min(depth + signs.count(">"), DEEPEST_QUOTE), line[len(signs) :].rstrip())


def _unflowed(lines: list[str], is_space_deleted: bool) -> list[Line]:
    joined: list[Line] = []
    is_open = False
    for line in lines:
        depth, text = _flowed_line(line)
        if is_open and joined[-1].depth == depth and text != _SIGNATURE_MARK:
            text = (joined.pop().text.removesuffix(" ") if is_space_deleted else joined.pop().text) + text
        is_open = text.endswith(" ") and text != _SIGNATURE_MARK
        joined.append(Line(depth, text))
    return [Line(depth, text.rstrip()) if text != _SIGNATURE_MARK else Line(depth, "--") for depth, text in joined]


def _flowed_line(line: str) -> Line:
    """A line's depth, and its text without the space that keeps it from being taken for something else."""
    match = _FLOWED_SIGNS.match(line)
    signs = match[0] if match else ""
    return Line(min(len(signs), DEEPEST_QUOTE), line[len(signs) :].removeprefix(" "))
