"""Breaks text into lines that every mail program shows whole; an address is never divided."""

import unicodedata
from collections.abc import Iterator

WIDTH = 72


def wrapped(text: str, width: int = WIDTH) -> str:
    """The text in lines no wider than `width`; the line breaks in it stay.

    Words too wide for a line are divided, but addresses stand whole.
    """
    return "\n".join(line for part in text.split("\n") for line in _lines(part, width))


def underlined(text: str, sign: str, width: int = WIDTH) -> str:
    """A heading: the text in lines, and a line of that sign below it as wide as the widest of them."""
    lines = wrapped(text, width)
    return f"{lines}\n{sign * max(_wide(line) for line in lines.split(chr(10)))}".strip()


def _lines(text: str, room: int) -> Iterator[str]:
    line = ""
    for word in (piece for given in text.split() for piece in _pieces(given, room)):
        if line and _wide(line) + 1 + _wide(word) > room:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _pieces(word: str, room: int) -> Iterator[str]:
    if _wide(word) <= room or "://" in word or "@" in word:
        yield word
        return
    piece = ""
    for letter in word:
        if _wide(piece + letter) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _wide(text: str) -> int:
    """Columns of a terminal: two for Chinese, Japanese, Korean and emoji, none for marks on letters."""
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
