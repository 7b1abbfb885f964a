"""Writes text and the blocks of an article as XHTML that is well-formed whatever stands in them."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from coordinator.plugin_contract import Block, Span

# What XML 1.0 has no room for.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*")
_KEPT_IN_ADDRESS = "%/:?#@!$&'()*+,;=~-._"
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HIGHEST, _DEEPEST = 2, 6
# By number, which every reader understands; some know few of the names.
_ESCAPED = str.maketrans({letter: f"&#{ord(letter)};" for letter in "&<>\"'"})


def clean(text: str) -> str:
    """The text with every character that XML cannot hold taken out, not yet escaped."""
    return _NO_XML.sub("", text)


def plain(text: str) -> str:
    """Text for between tags and in attributes."""
    return clean(text).translate(_ESCAPED)


def lines(text: str) -> str:
    """Text with its line breaks."""
    return plain(text).replace("\n", "<br/>")


def paragraphs(text: str) -> str:
    """Plain text as paragraphs, which blank lines divide."""
    pieces = re.split(r"\n\s*\n", text.strip())
    return "\n".join(f"<p>{lines(piece.strip())}</p>" for piece in pieces if piece.strip())


def written(blocks: Iterable[Block]) -> str:
    """The blocks of an article whose title is the heading above them: theirs follow it without a gap."""
    blocks = tuple(blocks)
    text = "\n".join(_Writer(blocks).all_of(block for block in blocks if not block.notes))
    notes = list(_notes(blocks))
    for number in range(1, len(notes) + 1):
        # The way back leads to the first of its marks.
        text = text.replace(f'<a href="#note-{number}"', f'<a id="mark-{number}" href="#note-{number}"', 1)
    return "\n".join([text, *notes])


def _notes(blocks: Iterable[Block]) -> Iterator[str]:
    """What the footnotes say, each with the way back to its first mark; every article is a file of its own."""
    items = (item for block in blocks if block.notes for item in block.children)
    for number, item in enumerate(items, start=1):
        said = _inline(span for block in item.children for span in block.spans)
        back = f'<a href="#mark-{number}" role="doc-backlink">{number}</a>'
        yield f'<aside epub:type="footnote" role="doc-footnote" id="note-{number}"><p>{back} {said}</p></aside>'


class _Writer:
    """Keeps the levels of the headings that have been written."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._shift = _HIGHEST - min((block.level for block in _headings(blocks)), default=_HIGHEST)
        self._last = _HIGHEST - 1

    def all_of(self, blocks: Iterable[Block]) -> Iterator[str]:
        return (self._one(block) for block in blocks)

    def _one(self, block: Block) -> str:
        writing = {"heading": self._heading, "quote": self._quote, "list": self._list}.get(block.kind)
        return writing(block) if writing else _written_alone(block)

    def _heading(self, block: Block) -> str:
        level = self._level(block)
        return f"<h{level}>{_inline(block.spans)}</h{level}>"

    def _quote(self, block: Block) -> str:
        return f"<blockquote>{self._children(block)}</blockquote>"

    def _level(self, block: Block) -> int:
        self._last = min(max(block.level + self._shift, _HIGHEST), self._last + 1, _DEEPEST)
        return self._last

    def _children(self, block: Block) -> str:
        return "\n".join(self.all_of(block.children))

    def _list(self, block: Block) -> str:
        opening = f'ol start="{block.start}"' if block.ordered and block.start != 1 else "ol" if block.ordered else "ul"
        items = "\n".join(f"<li>{self._children(item)}</li>" for item in block.children)
        return f"<{opening}>{items}</{opening[:2]}>"


def _written_alone(block: Block) -> str:
    """A block that holds no other blocks, or rows and cells only."""
    if block.kind == "code":
        return f"<pre><code>{plain(''.join(span.text for span in block.spans))}</code></pre>"
    if block.kind == "rule":
        return "<hr/>"
    return _table(block) if block.kind == "table" else f"<p>{_inline(block.spans)}</p>"


def _table(block: Block) -> str:
    # Whoever writes a table here writes its headings first; blocks do not tell headings from other cells.
    has_head = len(block.children) > 1
    rows = [_row(row, is_head=has_head and not place) for place, row in enumerate(block.children)]
    head = f"<thead>{rows.pop(0)}</thead>" if has_head else ""
    return f"<table>{head}<tbody>{''.join(rows)}</tbody></table>"


def _headings(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "heading":
            yield block
        yield from _headings(block.children)


def _row(row: Block, is_head: bool) -> str:
    opening = 'th scope="col"' if is_head else "td"
    return f"<tr>{''.join(f'<{opening}>{_inline(cell.spans)}</{opening[:2]}>' for cell in row.children)}</tr>"


def _inline(spans: Iterable[Span]) -> str:
    """The spans in their styles; those of one link stand in one link."""
    text, link = "", ""
    for span in spans:
        if span.link != link:
            text += _end_of(link) + _start_of(span.link)
            link = span.link
        text += _styled(span)
    return text + _end_of(link)


def _start_of(link: str) -> str:
    address = followable(link)
    return f'<a href="{plain(address)}">' if address else ""


def _end_of(link: str) -> str:
    return "</a>" if followable(link) else ""


def followable(link: str) -> str:
    """The link as strict readers take it; '' where it is none that a book may follow."""
    address = _BARE_PERCENT.sub("%25", quote(clean(link).strip(), safe=_KEPT_IN_ADDRESS))
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        return address if "@" in parts.path else ""
    is_page = parts.scheme in ("http", "https") and _HOST.fullmatch(host or "")
    # A second number sign ends an address for strict readers.
    return address if is_page and "@" not in parts.netloc and "#" not in parts.fragment else ""


def _styled(span: Span) -> str:
    text = lines(span.text)
    if span.note:
        text = f'<sup><a href="#note-{text}" epub:type="noteref" role="doc-noteref">{text}</a></sup>'
    styles = ((span.code, "code"), (span.struck, "s"), (span.strong, "strong"), (span.emphasis, "em"))
    for is_on, tag in styles:
        text = f"<{tag}>{text}</{tag}>" if is_on else text
    return text
