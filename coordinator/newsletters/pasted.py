"""Takes a pasted newsletter apart: each heading begins an article."""

import re
from dataclasses import dataclass

LONGEST_HEADING = 90
_MARKED = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+•–—]|\d{1,3}[.)])\s+")
_ENDS_A_SENTENCE = (".", ",", ";", ":", "…", "-")


@dataclass(frozen=True, slots=True)
class PastedArticle:
    """One piece of a pasted text."""

    title: str
    text: str


def split_at_headings(text: str) -> list[PastedArticle]:
    """The articles of a pasted text; no word of it is dropped.

    Where the text has headings marked with #, those of the highest rank begin articles; else every short
    line that stands alone does. Words before the first heading become an article under their first line.
    """
    lines = text.split("\n")
    starts = _marked(lines) or _standing_alone(lines)
    if not starts:
        return _one(lines) if text.strip() else []
    pieces = _one(lines[: starts[0]]) if any(line.strip() for line in lines[: starts[0]]) else []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        pieces.append(_article(_heading(lines[start]), lines[start + 1 : end]))
    return pieces


def _heading(line: str) -> str:
    marked = _MARKED.match(line)
    return (marked.group(1) if marked else line).strip()


def _article(title: str, lines: list[str]) -> PastedArticle:
    # An article without words of its own says its heading, so that nothing is lost.
    return PastedArticle(title, "\n".join(lines).strip() or title)


def _one(lines: list[str]) -> list[PastedArticle]:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    first = lines[filled[0]].strip()
    if len(first) <= LONGEST_HEADING and len(filled) > 1:
        return [_article(first, lines[filled[0] + 1 :])]
    words = first[:LONGEST_HEADING].rsplit(" ", 1)[0] if len(first) > LONGEST_HEADING else first
    return [_article(words, lines)]


def _marked(lines: list[str]) -> list[int]:
    ranks = {
        number: len(line.lstrip()) - len(line.lstrip().lstrip("#"))
        for number, line in enumerate(lines)
        if _MARKED.match(line)
    }
    highest = min(ranks.values(), default=0)
    return [number for number, rank in ranks.items() if rank == highest]


def _standing_alone(lines: list[str]) -> list[int]:
    return [number for number in range(len(lines)) if _is_heading(lines, number)]


def _is_heading(lines: list[str], number: int) -> bool:
    line = lines[number].strip()
    if (
        not line
        or len(line) > LONGEST_HEADING
        or line.endswith(_ENDS_A_SENTENCE)
        or _ITEM.match(line)
        or line[0] == ">"
    ):
        return False
    before = number == 0 or not lines[number - 1].strip()
    after = number + 1 < len(lines) and not lines[number + 1].strip()
    has_text = any(each.strip() for each in lines[number + 1 :])
    return before and after and has_text
