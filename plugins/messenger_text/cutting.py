"""Cuts a text into numbered parts of a given length: between paragraphs, else between sentences, else between words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_SENTENCE_END = re.compile(r"(?<=[.!?…؟。”»)]) ")


class Paragraph(NamedTuple):
    """A paragraph; a head is never left as the last thing of a part."""

    text: str
    is_head: bool = False


class _Piece(NamedTuple):
    """What is not divided any more, with what joins it to the piece before."""

    text: str
    joint: str
    is_head: bool


def cut(paragraphs: Sequence[Paragraph], length: int) -> list[str]:
    """Parts of at most `length` characters, each but a single one headed by its number, as `(1/3)`.

    Nothing is lost and no word is divided, but for one that is longer than a whole part.
    """
    whole = joined(paragraphs)
    if len(whole) <= length:
        return [whole]
    # The head takes room, and the room decides how many parts there are: count until both agree.
    count = 1
    while True:
        parts = _filled(paragraphs, length - len(_head(count, count)))
        if len(_head(len(parts), len(parts))) <= len(_head(count, count)):
            return [_head(number, len(parts)) + part for number, part in enumerate(parts, start=1)]
        count = len(parts)


def joined(paragraphs: Iterable[Paragraph]) -> str:
    """All of it as one text."""
    return "\n\n".join(paragraph.text for paragraph in paragraphs)


def _head(number: int, count: int) -> str:
    return f"({number}/{count})\n"


def _filled(paragraphs: Sequence[Paragraph], room: int) -> list[str]:
    parts: list[list[_Piece]] = [[]]
    for paragraph in paragraphs:
        for piece in _pieces(paragraph, room):
            if _length([*parts[-1], piece]) > room:
                parts.append(_heads_taken_from(parts[-1], room - len(piece.text)))
            parts[-1].append(piece)
    return [_text(part) for part in parts if part]


def _heads_taken_from(part: list[_Piece], room: int) -> list[_Piece]:
    """The heads that end a part, taken away from it, unless they fill it or leave no room for what follows."""
    kept = len(part)
    while kept and part[kept - 1].is_head:
        kept -= 1
    heads = part[kept:]
    if not kept or _length(heads) + 2 > room:
        return []
    del part[kept:]
    return heads


def _length(part: list[_Piece]) -> int:
    return len(_text(part))


def _text(part: list[_Piece]) -> str:
    return "".join(piece.text if not place else piece.joint + piece.text for place, piece in enumerate(part))


def _pieces(paragraph: Paragraph, room: int) -> Iterator[_Piece]:
    """The paragraph, or where it is longer than a part its lines, sentences or words."""
    if len(paragraph.text) <= room:
        yield _Piece(paragraph.text, "\n\n", paragraph.is_head)
        return
    joint = "\n\n"
    for line in paragraph.text.split("\n"):
        for sentence in _SENTENCE_END.split(line) if len(line) > room else [line]:
            for piece in _words(sentence, room) if len(sentence) > room else [sentence]:
                yield _Piece(piece, joint, False)
                joint = " "
        joint = "\n"


def _words(sentence: str, room: int) -> Iterator[str]:
    for word in sentence.split(" "):
        yield from (word[start : start + room] for start in range(0, len(word), room))
