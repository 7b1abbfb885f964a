"""Reads an article's safe HTML into the contract's blocks, for plugins that set type themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

from coordinator.plugin_contract import Article, Block, Edition, Sheet, Span

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LEAVES = {"p": "paragraph", "pre": "code", "td": "cell", "th": "cell", "dt": "paragraph"} | dict.fromkeys(
    _HEADINGS, "heading"
)
_HOLDERS = {
    "blockquote": "quote",
    "ul": "list",
    "ol": "list",
    "li": "item",
    "dd": "quote",
    "table": "table",
    "tr": "row",
}
_STYLES = {
    "em": "emphasis",
    "i": "emphasis",
    "strong": "strong",
    "b": "strong",
    "code": "code",
    "pre": "code",
    "s": "struck",
    "del": "struck",
}
# Stands at the mark of a footnote until the notes, which come last, are read.
_MARKED = (Span(""),)
_SILENT = {"script", "style", "head", "title", "template"}
_NUMBER = re.compile(r"[0-9]{1,6}")
_SPACES = re.compile(r"[ \t\r\n\f]+")
# Deeper than anybody writes, and shallow enough for every reader of the blocks.
_DEEPEST = 30


def blocks_of(html: str) -> tuple[Block, ...]:
    """The blocks of a piece of safe HTML; text outside any paragraph becomes one, unknown tags leave their text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finish()


def with_blocks(value: Edition | Sheet) -> Edition | Sheet:
    """The same edition or sheet with the blocks of every article read off its HTML."""
    if isinstance(value, Sheet):
        return replace(value, article=_article_with_blocks(value.article))
    return _edition_with_blocks(value)


def _edition_with_blocks(value: Edition) -> Edition:
    return replace(
        value,
        articles=tuple(_article_with_blocks(article) for article in value.articles),
        earlier=tuple(_edition_with_blocks(number) for number in value.earlier),
    )


def _article_with_blocks(article: Article) -> Article:
    return replace(article, blocks=blocks_of(article.html))


@dataclass
class _Open:
    """A block that is still being read."""

    tag: str
    kind: str
    spans: list[Span] = field(default_factory=list)
    children: list[Block] = field(default_factory=list)
    start: int = 1
    notes: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._stack = [_Open("", "")]
        self._styles: list[tuple[str, str]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._write("\n")
        elif tag == "hr":
            self._close_leaf()
            self._stack[-1].children.append(Block("rule"))
        elif tag in _LEAVES or tag in _HOLDERS:
            self._open(tag, dict(attrs))
        if tag in _STYLES or tag == "sup":
            self._styles.append((tag, ""))
        elif tag == "a":
            self._styles.append((tag, dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _STYLES or tag in ("a", "sup"):
            self._end_style(tag)
        if any(block.tag == tag for block in self._stack[1:]):
            while self._stack[-1].tag != tag:
                self._close()
            self._close()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._write(data if self._in_code_block() else _joined(data))

    def finish(self) -> tuple[Block, ...]:
        while len(self._stack) > 1:
            self._close()
        return _noted(tuple(self._stack[0].children))

    def _open(self, tag: str, attrs: dict[str, str | None]) -> None:
        self._close_leaf()
        if len(self._stack) > _DEEPEST:
            return
        start = attrs.get("start") or ""
        kind = _LEAVES.get(tag) or _HOLDERS[tag]
        opened = _Open(tag, kind, start=int(start) if _NUMBER.fullmatch(start) else 1)
        opened.notes = tag == "ol" and attrs.get("class") == "notes"
        self._stack.append(opened)

    def _close_leaf(self) -> None:
        """A paragraph cannot hold another block: it ends where the next one begins."""
        if self._stack[-1].tag == "loose" or (self._stack[-1].tag in _LEAVES and self._stack[-1].kind != "cell"):
            self._close()

    def _close(self) -> None:
        done = self._stack.pop()
        block, around = _finished(done), self._stack[-1]
        if block is not None and around.kind == "cell":
            around.spans.extend([Span("\n"), *_all_spans(block)])
        elif block is not None:
            around.children.append(block)

    def _end_style(self, tag: str) -> None:
        for place in range(len(self._styles) - 1, -1, -1):
            if self._styles[place][0] == tag:
                del self._styles[place]
                return

    def _in_code_block(self) -> bool:
        return self._stack[-1].kind == "code"

    def _write(self, text: str) -> None:
        top = self._stack[-1]
        if top.tag != "loose" and top.tag not in _LEAVES:
            if not text.strip():
                return
            top = _Open("loose", "paragraph")
            self._stack.append(top)
        top.spans.append(self._span(text))

    def _span(self, text: str) -> Span:
        styles: dict[str, Any] = {_STYLES[tag]: True for tag, _href in self._styles if tag in _STYLES}
        link = next((href for tag, href in reversed(self._styles) if tag == "a"), "")
        return Span(text, link=link, note=_MARKED if any(tag == "sup" for tag, _href in self._styles) else (), **styles)


def _noted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with what each footnote says at its mark; a mark without a note is its number in brackets."""
    items = (item for block in blocks if block.notes for item in block.children)
    notes = {str(number): tuple(_all_spans(item)) for number, item in enumerate(items, start=1)}
    return tuple(_block_noted(block, notes) for block in blocks)


def _block_noted(block: Block, notes: dict[str, tuple[Span, ...]]) -> Block:
    children = tuple(_block_noted(child, notes) for child in block.children)
    return replace(block, spans=tuple(_span_noted(span, notes) for span in block.spans), children=children)


def _span_noted(span: Span, notes: dict[str, tuple[Span, ...]]) -> Span:
    if span.note is not _MARKED:
        return span
    note = notes.get(span.text, ())
    return replace(span, note=note, text=span.text if note else f"[{span.text}]")


def _joined(text: str) -> str:
    """Text with every run of plain white space as one space, as a browser shows it."""
    return _SPACES.sub(" ", text)


def _finished(done: _Open) -> Block | None:
    if done.kind in ("quote", "list", "item", "table", "row"):
        return _holder(done)
    spans = tuple(done.spans) if done.kind == "code" else _trimmed(done.spans)
    if not spans and done.kind != "cell":
        return None
    return Block(done.kind, spans=spans, level=_HEADINGS.get(done.tag, 0))  # type: ignore[arg-type]


def _all_spans(block: Block) -> Iterator[Span]:
    """The text of a block and of all in it, for a cell, which holds no blocks."""
    yield from block.spans
    for child in block.children:
        yield from _all_spans(child)


def _holder(done: _Open) -> Block | None:
    if not done.children:
        return None
    return Block(done.kind, children=tuple(done.children), ordered=done.tag == "ol", start=done.start, notes=done.notes)  # type: ignore[arg-type]


def _trimmed(spans: list[Span]) -> tuple[Span, ...]:
    """The spans without white space at either end, and without spaces beside a line break."""
    kept: list[Span] = []
    for span in spans:
        at_start = not kept or kept[-1].text.endswith(("\n", " "))
        text = span.text.lstrip(" ") if at_start and span.text != "\n" else span.text
        if text == "\n" and kept:
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
        if text:
            kept.append(replace(span, text=text))
    while kept and not kept[-1].text.strip():
        kept.pop()
    while kept and not kept[0].text.strip():
        kept.pop(0)
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    return tuple(kept)
