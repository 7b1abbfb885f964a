"""What changed between two texts, word by word, in a time that does not grow with the square of a long text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Above so many pairs of words (or lines) a changed passage is shown as a whole: the old one, then the new one.
PAIRS_AT_MOST = 250_000
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stand in both texts (`same`), only in the old (`del`), or only in the new (`ins`)."""

    kind: str
    text: str


def differences(old: str, new: str) -> list[list[Piece]]:
    """The lines of both texts in one, each a list of pieces; empty lines are left out."""
    lines: list[list[Piece]] = [[]]
    for piece in _pieces(old.splitlines(keepends=True), new.splitlines(keepends=True), by_words=True):
        first, *more = piece.text.split("\n")
        for position, text in enumerate((first, *more)):
            if position:
                lines.append([])
            if text:
                lines[-1].append(Piece(piece.kind, text))
    return [line for line in lines if line]


def _pieces(old: list[str], new: list[str], by_words: bool) -> Iterator[Piece]:
    for kind, start, end, new_start, new_end in _steps(old, new):
        before, after = "".join(old[start:end]), "".join(new[new_start:new_end])
        if kind == "equal":
            yield Piece("same", before)
        elif kind == "replace" and by_words:
            yield from _pieces(_WORDS.findall(before), _WORDS.findall(after), by_words=False)
        else:
            yield from (Piece(name, text) for name, text in (("del", before), ("ins", after)) if text)


def _steps(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if len(old) * len(new) > PAIRS_AT_MOST:
        return _ends(old, new)
    return SequenceMatcher(None, old, new).get_opcodes()


def _ends(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Only what both begin and end with is the same."""
    head = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - head
    backwards = zip(reversed(old), reversed(new), strict=False)
    tail = min(rest, next((at for at, (a, b) in enumerate(backwards) if a != b), rest))
    steps = [
        ("equal", 0, head, 0, head),
        ("replace", head, len(old) - tail, head, len(new) - tail),
        ("equal", len(old) - tail, len(old), len(new) - tail, len(new)),
    ]
    return [step for step in steps if step[1] < step[2] or step[3] < step[4]]
