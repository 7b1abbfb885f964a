"""Writes a letter as plain text: headings underlined, by-lines below them, links written out."""

from collections.abc import Iterable, Iterator

from coordinator.plugin_contract import Block, Span

from .letter import Letter, Piece, one_line
from .lines import WIDTH, underlined, wrapped
from .pictures import Enclosed

_INDENT = "    "
_RULE = "* * *"


def plain(letter: Letter) -> str:
    """The whole text, ended by a line break."""
    parts = [_head(letter), *_contents(letter)]
    for piece in letter.pieces:
        parts.extend(_piece(piece, letter))
    if not letter.pieces:
        parts.append(letter.words["empty"])
    return "\n\n".join([*parts, *_end(letter)]) + "\n"


def _head(letter: Letter) -> str:
    lines = (underlined(letter.head, "="), wrapped(letter.motto), letter.day)
    return "\n".join(line for line in lines if line)


def _contents(letter: Letter) -> Iterator[str]:
    """The headlines, where there is more than one."""
    pieces = [piece for piece in letter.pieces if not piece.article.is_box]
    if len(pieces) < 2:
        return
    lines = (
        _led(wrapped(one_line(piece.article.title), WIDTH - 5), f"{place:>3}. ", " " * 5)
        for place, piece in enumerate(pieces, start=1)
    )
    yield "\n".join([f"{letter.words['contents']}:", *lines])


def _piece(piece: Piece, letter: Letter) -> Iterator[str]:
    heading = underlined(one_line(piece.article.title), "=")
    # The empty line before a heading makes the gap above it wider than the one below.
    yield "\n" + "\n".join(line for line in (heading, wrapped(piece.byline)) if line)
    yield from (_picture(each, letter) for each in piece.pictures if each.alt or each.caption)
    yield from _texts(piece.article.blocks)
    if piece.corrected:
        yield wrapped(piece.corrected)


def _picture(picture: Enclosed, letter: Letter) -> str:
    said = " · ".join(dict.fromkeys(text for text in (picture.alt, picture.caption) if text))
    return wrapped(f"[{letter.words['picture']}: {one_line(said)}]")


def _end(letter: Letter) -> Iterator[str]:
    ending = [text for text in (letter.how_to_reach, letter.imprint, letter.closing) if text]
    if not ending:
        return
    yield "\n" + _RULE
    if letter.how_to_reach:
        yield underlined(letter.words["reach"], "-")
    yield from (wrapped(text) for text in ending)


def _texts(blocks: Iterable[Block], width: int = WIDTH) -> Iterator[str]:
    for block in blocks:
        text = _text(block, width)
        if text.strip():
            yield text


def _text(block: Block, width: int) -> str:
    if block.kind == "quote":
        return _led("\n\n".join(_texts(block.children, width - 2)), "> ", "> ")
    if block.kind == "list":
        return "\n".join(_items(block, width))
    if block.kind == "table":
        return "\n".join(_row(row, width) for row in block.children)
    return _RULE if block.kind == "rule" else _words(block, width)


def _words(block: Block, width: int) -> str:
    said = "".join(_marked(span) if span.note else span.text for span in block.spans)
    if block.kind == "heading":
        return underlined(one_line(said), "-", width)
    if block.kind == "code":
        # Room before it, but its own lines: a divided command or address would be a wrong one.
        return _led(said.strip("\n"), _INDENT, _INDENT)
    return wrapped(_inline(block.spans), width)


def _items(block: Block, width: int) -> Iterator[str]:
    for number, item in enumerate(block.children, start=block.start):
        mark = f"[{number}] " if block.notes else f"{number}. " if block.ordered else "- "
        yield _led("\n".join(_texts(item.children, width - len(mark))), mark, " " * len(mark))


def _row(row: Block, width: int) -> str:
    return wrapped(" | ".join(one_line(_inline(cell.spans)) for cell in row.children), width)


def _led(text: str, first: str, others: str) -> str:
    """The text with a mark before its first line and room before the others."""
    return "\n".join(((others if place else first) + line).rstrip() for place, line in enumerate(text.split("\n")))


def _inline(spans: Iterable[Span]) -> str:
    text, spans = "", tuple(spans)
    for place, span in enumerate(spans):
        text += _marked(span)
        if span.link and (place + 1 == len(spans) or spans[place + 1].link != span.link):
            text += _written_out(span.link, "".join(each.text for each in spans if each.link == span.link))
    return text


def _marked(span: Span) -> str:
    if span.note:
        return f" [{span.text}]"
    inner = span.text.strip()
    mark = "*" if span.strong else "_" if span.emphasis else ""
    if not mark or not inner or "\n" in inner:
        return span.text
    start = span.text.index(inner)
    return f"{span.text[:start]}{mark}{inner}{mark}{span.text[start + len(inner) :]}"


def _written_out(link: str, said: str) -> str:
    address = link.removeprefix("mailto:")
    is_said = address.removeprefix("https://").removeprefix("http://").rstrip("/") in said
    return "" if is_said else f" <{address}>"
