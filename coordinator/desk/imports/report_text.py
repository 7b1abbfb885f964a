"""Turns a Markdown or plain text into a report's title and sections, and drops no word of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from coordinator.desk.imports.headings import Block, find_blocks
from coordinator.desk.imports.pieces import split_text
from coordinator.desk.imports.section_kinds import kind_of
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.markup import FIELD_BYTES
from coordinator.text_file import plain_lines

# A report takes 200 sections. Beyond that, those after the 130th become one text, which needs fewer than 70 of its own.
MOST_SECTIONS = 200
_KEPT_APART = 130

_NUMBERED = re.compile(r"^(\s*)(\d{1,9})([.)])(?=\s)", re.MULTILINE)
_HAS_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class ParsedSection:
    """A heading (empty for text above the first one), its kind if it plainly has one, and its text in Markdown."""

    heading: str
    kind: str | None
    body_markdown: str


@dataclass(frozen=True)
class ParsedReport:
    """A title, sections in order, and how many words the text has."""

    title: str
    sections: tuple[ParsedSection, ...]
    words: int


def parse_report(text: str, fallback_title: str, section_bytes: int = FIELD_BYTES) -> ParsedReport:
    """Return the report that a text is: every word of it stands in the title, a heading or a section's text.

    A section longer than `section_bytes` of UTF-8 goes on in further ones under the same name and a number. A text
    without a title of its own gets `fallback_title`. A text without any word is refused (Invalid).
    """
    text = plain_lines(text)
    words = count_words(text)
    if not words:
        raise Invalid(_("There is no word in this text. Choose the file that holds the report."))
    lines = text.split("\n")
    title, blocks = _title(find_blocks(lines))
    sections = _in_parts(_sections(lines, blocks), section_bytes)
    if len(sections) > MOST_SECTIONS:
        sections = _in_parts([*sections[:_KEPT_APART], _as_one(sections[_KEPT_APART:])], section_bytes)
    return ParsedReport(title or fallback_title, sections, words)


def count_words(text: str) -> int:
    """How many words a text has: what stands between white space and holds a letter or a digit."""
    return sum(1 for word in text.split() if _HAS_WORD.search(word))


def _title(blocks: list[Block]) -> tuple[str, list[Block]]:
    """The title that stands above everything, and the blocks that are still to be sections.

    A heading above another heading, or the only one of the first level, is the title alone; any other first heading
    gives its name to the report and stays a section.
    """
    first = blocks[0]
    if first.certainty != "sure" or kind_of(first.heading):
        return "", blocks
    is_above_heading = len(blocks) > 1 and blocks[1].certainty == "sure" and first.level <= blocks[1].level
    is_only_one = first.level == 1 and len(blocks) > 1 and not any(block.level == 1 for block in blocks[1:])
    return first.heading, blocks[1:] if is_above_heading or is_only_one else blocks


def _sections(lines: list[str], blocks: list[Block]) -> Iterator[ParsedSection]:
    """One section a heading, with the lines down to the next one; text above the first heading comes under none."""
    heads = [block for block in blocks if block.certainty == "sure"]
    if blocks[0].certainty != "sure":
        heads.insert(0, Block("sure", blocks[0].first, blocks[0].first))
    ends = [head.first for head in heads[1:]] + [len(lines)]
    for head, end in zip(heads, ends, strict=True):
        body = "\n".join(line.rstrip() for line in lines[head.after : end]).strip("\n")
        yield ParsedSection(head.heading, kind_of(head.heading), _with_own_numbers(body))


def _with_own_numbers(body: str) -> str:
    """The text with a backslash after each number that opens a line and is no item of a list of several.

    Markdown would count anew what has a number of its own, such as a note at the end or the steps 3, 5 and 9.
    """
    found = [] if "```" in body or "~~~" in body else list(_NUMBERED.finditer(body))
    for number, match in reversed(list(enumerate(found))):
        neighbours = [*found[max(number - 1, 0) : number], *found[number + 1 : number + 2]]
        if not any(_are_neighbours(match, other) for other in neighbours):
            body = f"{body[: match.end(2)]}\\{body[match.end(2) :]}"
    return body


def _are_neighbours(one: re.Match[str], other: re.Match[str]) -> bool:
    is_alike = (one[1].strip("\n"), one[3]) == (other[1].strip("\n"), other[3])
    return is_alike and abs(int(one[2]) - int(other[2])) == 1


def _in_parts(sections: Iterable[ParsedSection], section_bytes: int) -> tuple[ParsedSection, ...]:
    return tuple(part for section in sections for part in _parts(section, section_bytes))


def _parts(section: ParsedSection, section_bytes: int) -> Iterator[ParsedSection]:
    """The section itself, or as many continued ones as its text needs."""
    for number, body in enumerate(split_text(section.body_markdown, section_bytes), start=1):
        heading = section.heading if number == 1 else f"{section.heading} ({number})".strip()
        yield replace(section, heading=heading, body_markdown=body)


def _as_one(sections: tuple[ParsedSection, ...]) -> ParsedSection:
    """The sections as one text without a heading, with theirs as headings in it."""
    parts = (part for section in sections for part in (f"### {section.heading}", section.body_markdown))
    return ParsedSection("", None, "\n\n".join(part for part in parts if part.strip("# ")))
