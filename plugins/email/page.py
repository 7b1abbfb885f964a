"""Writes a letter as HTML in one column, which stays readable where a mail program drops the style."""

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

from coordinator.plugin_contract import Block, Span
from coordinator.typesetting.words import direction_of_language, direction_of_text

from .letter import Letter, Piece
from .pictures import Enclosed

Address = Callable[[Enclosed], str]
_STYLE = Path(__file__).with_name("style.css")
# The masthead is the first heading, an article's title the second; what stands in an article comes below.
_FIRST_LEVEL = 3
_FORBID = "default-src 'none'; style-src 'unsafe-inline'; img-src data: cid:; base-uri 'none'; form-action 'none'"


def page(letter: Letter, address: Address) -> str:
    """The whole page; `address` says where each picture is found."""
    way = direction_of_language(letter.language)
    middle = "".join(_piece(place, piece, letter, address) for place, piece in enumerate(letter.pieces, start=1))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(letter.language)}" dir="{way}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_FORBID}">\n'
        f"<title>{escape(letter.subject)}</title>\n<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n"
        # Many mail programs drop <html>: the language and the direction are said once more.
        f'<body>\n<div class="page" lang="{escape(letter.language)}" dir="{way}">\n{_head(letter)}{_contents(letter)}'
        f"{middle or _paragraph(letter.words['empty'])}{_end(letter)}</div>\n</body>\n</html>\n"
    )


def _head(letter: Letter) -> str:
    return f"<h1>{escape(letter.head)}</h1>\n{_quiet(letter.motto)}{_quiet(letter.day)}"


def _quiet(text: str) -> str:
    return f'<p class="quiet">{escape(text)}</p>\n' if text else ""


def _paragraph(text: str) -> str:
    return f"<p>{escape(text).replace(chr(10), '<br>')}</p>\n"


def _contents(letter: Letter) -> str:
    """The headlines, where there is more than one."""
    if sum(not piece.article.is_box for piece in letter.pieces) < 2:
        return ""
    items = "".join(
        f'<li><a href="#piece-{place}"><bdi lang="{escape(piece.article.language)}">'
        f"{escape(piece.article.title)}</bdi></a></li>\n"
        for place, piece in enumerate(letter.pieces, start=1)
        if not piece.article.is_box
    )
    head = f"<p><strong>{escape(letter.words['contents'])}</strong></p>"
    return f'<div class="contents">\n{head}\n<ol>\n{items}</ol>\n</div>\n'


def _piece(place: int, piece: Piece, letter: Letter, address: Address) -> str:
    article = piece.article
    way = direction_of_text(article.title + article.text, article.language)
    pictures = "".join(_picture(each, letter, address) for each in piece.pictures)
    return (
        f'<div class="{"piece box" if article.is_box else "piece"}" lang="{escape(article.language)}" dir="{way}">\n'
        f'<h2 id="piece-{place}">{escape(article.title)}</h2>\n{_quiet(piece.byline)}{pictures}'
        f"{_Body(article.blocks).html()}{_quiet(piece.corrected)}</div>\n"
    )


def _picture(picture: Enclosed, letter: Letter, address: Address) -> str:
    if not picture.content:
        said = " · ".join(dict.fromkeys(text for text in (picture.alt, picture.caption) if text))
        return _quiet(f"[{letter.words['picture']}: {said}]") if said else ""
    caption = f"<figcaption>{escape(picture.caption)}</figcaption>" if picture.caption else ""
    return (
        f'<figure><img src="{escape(address(picture))}" alt="{escape(picture.alt)}" width="{picture.width}" '
        f'height="{picture.height}">{caption}</figure>\n'
    )


def _end(letter: Letter) -> str:
    reach = (
        f"<h2>{escape(letter.words['reach'])}</h2>\n{_paragraph(letter.how_to_reach)}" if letter.how_to_reach else ""
    )
    closing = _paragraph(letter.closing) if letter.closing else ""
    imprint = "".join(_quiet(line) for line in letter.imprint.split("\n"))
    return f'<div class="end">\n{reach}{imprint}{closing}</div>\n' if reach or imprint or closing else ""


class _Body:
    """The blocks of one article as HTML, with headings that never skip a level."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._blocks = blocks
        self._highest = min((block.level for block in blocks if block.kind == "heading"), default=1)
        self._last = _FIRST_LEVEL - 1

    def html(self) -> str:
        """All blocks, one after the other."""
        return self._all(self._blocks)

    def _all(self, blocks: Iterable[Block]) -> str:
        return "".join(self._one(block) for block in blocks)

    def _one(self, block: Block) -> str:
        inner = self._all(block.children)
        if block.kind == "list":
            notes = ' class="notes"' if block.notes else ""
            tag = f'<ol start="{block.start}"{notes}>' if block.ordered else "<ul>"
            return f"{tag}\n{inner}</{tag[1:3]}>\n"
        if block.kind in _AROUND:
            tag = _AROUND[block.kind]
            return f"<{tag}>{inner}</{tag}>\n"
        if block.kind == "rule":
            return "<hr>\n"
        if block.kind == "heading":
            level = self._level(block.level)
            return f"<h{level}>{_inline(block.spans)}</h{level}>\n"
        tag = {"cell": "td", "code": "pre"}.get(block.kind, "p")
        return f"<{tag}>{_inline(block.spans, is_code=block.kind == 'code')}</{tag}>\n"

    def _level(self, given: int) -> int:
        self._last = max(_FIRST_LEVEL, min(_FIRST_LEVEL + given - self._highest, self._last + 1, 6))
        return self._last


_AROUND = {"quote": "blockquote", "item": "li", "table": "table", "row": "tr"}


def _inline(spans: Iterable[Span], *, is_code: bool = False) -> str:
    return "".join(_span(span, is_code) for span in spans)


def _span(span: Span, is_code: bool) -> str:
    html = escape(span.text, quote=False)
    if span.note:
        html = f"<sup>{html}</sup>"
    if not is_code:
        html = html.replace("\n", "<br>")
    marks = ((span.code, "code"), (span.struck, "s"), (span.emphasis, "em"), (span.strong, "strong"))
    for is_marked, tag in marks:
        html = f"<{tag}>{html}</{tag}>" if is_marked else html
    if span.link.lower().startswith(("https://", "http://", "mailto:")):
        return f'<a href="{escape(span.link)}" rel="noreferrer">{html}</a>'
    return html
