"""Writes the blocks of an article as Markdown."""

import re
from collections.abc import Iterable, Iterator

from coordinator.plugin_contract import Block, Span

from .inline import inline
from .letters import TEMPLATE_MARK, as_text

_HIGHEST, _DEEPEST = 2, 6
_FENCES = re.compile(r"`{3,}")
_NO_BREAK = "\u00a0"


def written(blocks: Iterable[Block]) -> str:
    """The blocks one below the other; their highest heading is of the second level, since the title is the first."""
    blocks = tuple(blocks)
    highest = min((block.level for block in _headings(blocks)), default=_HIGHEST)
    return "\n\n".join(_all(blocks, _HIGHEST - highest))


def _headings(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "heading":
            yield block
        yield from _headings(block.children)


def _all(blocks: Iterable[Block], shift: int) -> Iterator[str]:
    lists = 0
    for block in blocks:
        # Of two lists in a row the second has other marks, else they would be one.
        lists = lists + 1 if block.kind == "list" else 0
        yield _one(block, shift, is_other=lists % 2 == 0)


def _one(block: Block, shift: int, is_other: bool) -> str:
    if block.kind == "heading":
        level = min(max(block.level + shift, _HIGHEST), _DEEPEST)
        return f"{'#' * level} {inline(block.spans, is_one_line=True)}"
    if block.kind == "quote":
        return _led("\n\n".join(_all(block.children, shift)), "> ", "> ")
    if block.kind == "list":
        return _notes(block) if block.notes else _list(block, shift, is_other)
    return _without_children(block)


def _without_children(block: Block) -> str:
    if block.kind == "code":
        return _code(as_code_text(block))
    if block.kind == "rule":
        # Of stars or dashes it could be taken for items of a list.
        return "___"
    return _table(block) if block.kind == "table" else inline(block.spans)


def as_code_text(block: Block) -> str:
    """The lines of a block of code."""
    return as_text("".join(span.text for span in block.spans)).rstrip("\n")


def _code(text: str) -> str:
    if TEMPLATE_MARK.search(text):
        # Templates look into code too: this must be ordinary text, whose blanks hold their places.
        return inline([Span(re.sub("^ +", lambda found: _NO_BREAK * len(found.group()), text, flags=re.MULTILINE))])
    fence = "`" * max((len(found) + 1 for found in _FENCES.findall(text)), default=3)
    return f"{fence}\n{text}\n{fence}"


def _list(block: Block, shift: int, is_other: bool) -> str:
    is_tight = all(len(item.children) == 1 for item in block.children)
    items = []
    for number, item in enumerate(block.children, start=block.start):
        mark = f"{number}{')' if is_other else '.'} " if block.ordered else f"{'*' if is_other else '-'} "
        items.append(_led("\n\n".join(_all(item.children, shift)), mark, " " * len(mark)))
    return ("\n" if is_tight else "\n\n").join(items)


def _notes(block: Block) -> str:
    """What the footnotes say, under the names that their marks have."""
    said = (inline(span for child in item.children for span in child.spans) for item in block.children)
    return "\n\n".join(_led(text, f"[^{number}]: ", "    ") for number, text in enumerate(said, start=1))


def _led(text: str, first: str, others: str) -> str:
    """The text with something before its first line and something before each other, but no blanks at an end."""
    lines = text.split("\n")
    led = [first + lines[0], *(others + line if line else others.rstrip() for line in lines[1:])]
    return "\n".join(led)


def _table(block: Block) -> str:
    # Whoever writes a table here writes its headings first; Markdown knows no table without them.
    width = max(len(row.children) for row in block.children)
    rows = [[inline(cell.spans, is_one_line=True) for cell in row.children] for row in block.children]
    head, *others = [[*row, *[""] * (width - len(row))] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * width, *others])
