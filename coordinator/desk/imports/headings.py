"""Finds the headings of a Markdown or plain text, a short line standing alone included."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import Literal

from coordinator.desk.imports.section_kinds import kind_of

LONGEST_HEADING = 150

Certainty = Literal["sure", "maybe", "text"]


@dataclass(frozen=True)
class Block:
    """Some lines that belong together: a heading, what may be one, or text; `level` 1 is a Markdown title."""

    certainty: Certainty
    first: int
    after: int
    heading: str = ""
    level: int = 2


_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_LIST_OR_QUOTE = re.compile(r"^(?:[-–—•·‣>|#]|[*+]\s)")
_NUMBERED = re.compile(r"^\(?\w{1,3}[.)]\s")
_ADDRESS = re.compile(r"\w://|^www\.|\S@\S")
_LETTER = re.compile(r"[^\W\d_]")
_EMPHASIS = re.compile(r"^(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1$")
_QUOTED = re.compile(r"^[\"'“”„«‘].*[\"'“”»’]$")
_SENTENCE_ENDS = tuple(".,;…。．，、؛،۔।")
_CLOSERS = "\"'”’»)]*_"
_LONGEST_LINE = 80
_MOST_WORDS = 12
_MOST_WORDS_BEFORE_COLON = 6
_UNDERLINE_DIFFERENCE = 2


def find_blocks(lines: Sequence[str]) -> list[Block]:
    """Return the blocks of a text in order, blank lines left out, each decided: its certainty is `sure` or `text`."""
    return _decided(list(_blocks(lines, _fences(lines))))


def _fences(lines: Sequence[str]) -> dict[int, int]:
    """First line of each closed code fence → the line after its end. A fence that never closes is none."""
    found: dict[int, int] = {}
    number = 0
    while number < len(lines):
        end = _fence_end(lines, number)
        if end:
            found[number] = end
        number = end or number + 1
    return found


def _fence_end(lines: Sequence[str], first: int) -> int:
    opening = _FENCE.match(lines[first])
    if not opening:
        return 0
    closing = re.compile(r"^ {0,3}" + re.escape(opening[1]) + opening[1][0] + r"*\s*$")
    return next((number + 1 for number in range(first + 1, len(lines)) if closing.match(lines[number])), 0)


def _blocks(lines: Sequence[str], fences: dict[int, int]) -> Iterator[Block]:
    number = _front_matter_end(lines)
    if number:
        yield Block("text", 0, number)
    while number < len(lines):
        if not lines[number].strip():
            number += 1
            continue
        block = _block_at(lines, fences, number)
        yield block
        number = block.after


def _front_matter_end(lines: Sequence[str]) -> int:
    """The line after a block of settings between two lines `---` at the very top; 0 where there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    ends = (number + 1 for number in range(1, len(lines)) if lines[number].rstrip() == "---")
    end = next(ends, 0)
    return end if all(":" in line or line.startswith((" ", "-")) for line in lines[1 : end - 1]) else 0


def _block_at(lines: Sequence[str], fences: dict[int, int], first: int) -> Block:
    if first in fences:
        return Block("text", first, fences[first])
    atx = _atx_at(lines, first)
    if atx:
        return atx
    after = first + 1
    while after < len(lines) and lines[after].strip() and after not in fences and not _atx_at(lines, after):
        after += 1
    return _paragraph(lines, first, after)


def _atx_at(lines: Sequence[str], number: int) -> Block | None:
    """The heading that a line with `#` signs and a space is, if it has a fitting name."""
    match = _ATX.match(lines[number])
    name = _clean(match[2]) if match else ""
    if not match or not name or len(name) > LONGEST_HEADING:
        return None
    return Block("sure", number, number + 1, name, len(match[1]))


def _paragraph(lines: Sequence[str], first: int, after: int) -> Block:
    """Lines without a blank one between: a heading with its underline, a kind's name above its text, or text."""
    name = _clean(lines[first])
    level = _underline_level(lines, first, after)
    if level and _may_be_name(lines[first]):
        return Block("sure", first, first + 2, name, level)
    if kind_of(name) and not _LIST_OR_QUOTE.match(lines[first].strip()):
        return Block("sure", first, first + 1, name)
    if after - first == 1 and _may_be_name(lines[first]):
        return Block("maybe", first, after, name)
    return Block("text", first, after)


def _underline_level(lines: Sequence[str], first: int, after: int) -> int:
    """1 for `===`, 2 for dashes as long as the lone line above them, else 0: dashes are mostly dashes."""
    underline = lines[first + 1].rstrip() if first + 1 < after else ""
    if re.fullmatch(r"={3,}", underline):
        return 1
    is_alone = after - first == 2 and re.fullmatch(r"-{4,}", underline)
    return 2 if is_alone and abs(len(underline) - len(lines[first].strip())) <= _UNDERLINE_DIFFERENCE else 0


def _may_be_name(line: str) -> bool:
    """Whether a line on its own reads as a heading: short, with letters, no sentence, list item, quote or address."""
    text = line.strip()
    words = len(text.split())
    unlike = _LIST_OR_QUOTE.match(text) or _ADDRESS.search(text) or _QUOTED.match(text) or not _LETTER.search(text)
    if unlike or len(text) > _LONGEST_LINE or words > _MOST_WORDS:
        return False
    if text.endswith(":"):
        return words <= _MOST_WORDS_BEFORE_COLON
    return not text.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS)


def _clean(line: str) -> str:
    """A heading's own words, without the emphasis round it and the colon after it."""
    text = line.strip()
    emphasised = _EMPHASIS.match(text)
    return (emphasised[2] if emphasised else text).removesuffix(":").strip()


def _decided(blocks: list[Block]) -> list[Block]:
    """Settle what may be a heading by what stands below it: a heading has something to head."""
    decided: list[Block] = []
    for certainty, group in groupby(blocks, key=lambda block: block.certainty):
        run = list(group)
        below = blocks[len(decided) + len(run) :]
        is_top = not decided
        decided += _settle(run, below[0].certainty if below else None, is_top) if certainty == "maybe" else run
    return decided


def _settle(run: list[Block], below: Certainty | None, is_top: bool) -> list[Block]:
    """Of short lines one after another, the last heads the text below it, and one above that may be its title.

    Longer runs are verses, names or messages, numbered ones a list, and a last line is a greeting: text.
    """
    if below == "sure" and is_top:
        return [_as("sure", run[0]), *(_as("text", block) for block in run[1:])]
    lines = len(run) - _list_length(run)
    headings = 0 if below != "text" else lines if lines <= 2 else 1
    return [_as("sure" if lines - headings <= number < lines else "text", block) for number, block in enumerate(run)]


def _list_length(run: list[Block]) -> int:
    """How many lines at the end of the run are the items of a numbered list; one number alone may be a heading's."""
    items = list(takewhile(lambda block: _NUMBERED.match(block.heading), reversed(run)))
    return len(items) if len(items) > 1 else 0


def _as(certainty: Certainty, block: Block) -> Block:
    return replace(block, certainty=certainty)
