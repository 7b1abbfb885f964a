"""Turns an edition or a sheet into the data that the templates read, with its pictures as files beside it."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from coordinator.plugin_contract import Article, Block, Edition, Picture, Settings, Sheet, Span
from coordinator.typesetting.papers import Size
from coordinator.typesetting.parts import Part, in_print_order
from coordinator.typesetting.pictures import ready_for_paper, share_on_paper
from coordinator.typesetting.words import carrying_on, long_date, number_line, picture_word

# A box of more characters may go on in the next column.
_LONG_BOX = 600
# The letters that a line of verse has on average at most.
_LONG_VERSE = 48
# How many bytes each picture may have, beside the settings that a person chose.
_PICTURE_BYTES = "picture_bytes"


def edition_data(edition: Edition, settings: Settings, folder: Path, page: Size) -> dict[str, Any]:
    """What a template reads that sets a whole edition on pages of that size. Writes the pictures into `folder`.

    It can be asked for once only: the pictures' own bytes are let go of.

    `settings` say at least `margin`, `columns`, `text_size`, `hyphenate` and `greyscale`. Where their `translations`
    are `side`, a translation stands in its original as `beside`, and `has_sides` says whether any does.
    """
    shown = [picture for article in edition.articles for picture in article.pictures]
    settings = {**settings, _PICTURE_BYTES: share_on_paper(shown)}
    order = _Order(has_footnotes=True)
    parts = in_print_order(edition.articles, settings.get("translations") == "side")
    articles = [_part(part, settings, folder, order) for part in parts]
    return {
        "has_sides": any(part.beside for part in parts),
        "heights": {},
        "masthead": asdict(edition.masthead),
        "articles": articles,
        "settings": dict(settings),
        "language": edition.language,
        "title": f"{edition.masthead.name}, {number_line(edition.number, edition.language)}",
        "number": number_line(edition.number, edition.language),
        "date": long_date(edition.date, edition.language),
        "page": page,
        "balance": 0,
        "watched": [],
        "whole": {},
    }


def sheet_data(sheet: Sheet, settings: Settings, folder: Path, page: Size) -> dict[str, Any]:
    """What a template reads that sets one article, its notes below it. Writes the pictures into `folder`."""
    settings = {**settings, _PICTURE_BYTES: share_on_paper(sheet.article.pictures)}
    return {
        "masthead": asdict(sheet.masthead),
        "articles": [_part(Part(sheet.article, sheet.article.blocks), settings, folder, _Order())],
        "settings": {**settings, "hyphenate": False},
        "language": sheet.language,
        "has_sides": False,
        "heights": {},
        "title": sheet.article.title or sheet.masthead.name,
        "number": "",
        "date": long_date(sheet.date, sheet.language),
        "page": page,
        "balance": 0,
        "watched": [],
        "whole": {},
    }


class _Order:
    """Numbers the paragraphs of the whole story, and keeps the levels of headings free of gaps for readers aloud.

    Where it `has_footnotes`, a note stands where its first mark is, and any other mark of it leads there. A box has
    its notes in itself.
    """

    def __init__(self, has_footnotes: bool = False) -> None:
        self._last = 0
        self._paragraphs = count()
        self._has_footnotes = has_footnotes
        self._noted: set[str] = set()
        self._article: Article | None = None

    def of_paragraph(self) -> int:
        return next(self._paragraphs)

    def of_article(self, article: Article) -> None:
        self._article = article

    def of_title(self) -> None:
        self._last = 1

    def of_mark(self, span: Span) -> dict[str, Any]:
        """How a mark of a footnote is set: as the note, as another mark of it, or as a number alone."""
        assert self._article is not None  # noqa: S101 - marks stand in articles
        name = f"note-{self._article.id}-{span.text}" if self._has_footnotes and not self._article.is_box else ""
        is_first = bool(name) and name not in self._noted
        self._noted.add(name)
        note = [{**asdict(each), "is_mark": False} for each in span.note] if is_first else []
        return {**asdict(replace(span, note=())), "note": note, "is_mark": True, "name": name, "of": self._article.id}

    def under(self, level: int) -> int:
        self._last = min(max(level, 2), self._last + 1)
        return self._last


def _part(part: Part, settings: Settings, folder: Path, order: _Order) -> dict[str, Any]:
    """What the template reads of a part, and of the part beside it."""
    pictures = [] if part.is_rest else _pictures(part, settings, folder)
    if part.article.title:
        order.of_title()
    if part.beside is None:
        return {**_said(part), "pictures": pictures, "blocks": _blocks(part, part.blocks, order), "beside": None}
    blocks, others = _in_rows(part, part.beside, order) if part.is_aligned else _in_columns(part, part.beside, order)
    beside = {**_said(part.beside), "pictures": [], "blocks": others}
    return {**_said(part), "pictures": pictures, "blocks": blocks, "beside": beside, "is_aligned": part.is_aligned}


def _in_rows(part: Part, beside: Part, order: _Order) -> tuple[list[Any], list[Any]]:
    """The blocks of both, numbered by turns as they are laid out."""
    rows = [
        (_blocks(part, (own,), order), _blocks(beside, (other,), order))
        for own, other in zip(part.blocks, beside.blocks, strict=True)
    ]
    return [own for (own,), _other in rows], [other for _own, (other,) in rows]


def _in_columns(part: Part, beside: Part, order: _Order) -> tuple[list[Any], list[Any]]:
    own = _blocks(part, part.blocks, order)
    order.of_title()
    return own, _blocks(beside, beside.blocks, order)


def _said(part: Part) -> dict[str, Any]:
    """What an article says of itself, and the words where it breaks off and goes on."""
    # Its correction stands among the blocks; a day is nothing that templates are handed.
    data = asdict(replace(part.article, pictures=(), blocks=(), corrected_on=None))
    ways = carrying_on(part.article.language) if part.carries_on or part.is_rest else ("", "")
    on, back = ways[0] if part.carries_on else "", ways[1] if part.is_rest else ""
    return {**data, "is_rest": part.is_rest, "on": on, "back": back}


def _blocks(part: Part, blocks: tuple[Block, ...], order: _Order) -> list[dict[str, Any]]:
    order.of_article(part.article)
    highest = min((block.level for block in _headings(part.article.blocks)), default=2)
    return _series(blocks, order, highest)


def _series(blocks: tuple[Block, ...], order: _Order, highest: int) -> list[dict[str, Any]]:
    """Blocks one after another; stanzas, which no first line sets off, stand apart from the paragraphs around them."""
    made = [_block(block, order, highest) for block in blocks]
    for (before, above), (block, below) in pairwise(zip(blocks, made, strict=True)):
        is_text = before.kind == block.kind == "paragraph"
        below["is_apart"] = is_text and (above["is_verse"] or below["is_verse"])
    return made


def _headings(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "heading":
            yield block
        yield from _headings(block.children)


def _block(block: Block, order: _Order, highest: int) -> dict[str, Any]:
    level = order.under(block.level - highest + 2) if block.kind == "heading" else 0
    return {
        "kind": _kind(block),
        "spans": [_span(span, order) for span in block.spans],
        "children": _series(block.children, order, highest),
        "level": level,
        "place": order.of_paragraph() if block.kind == "paragraph" else -1,
        "ordered": block.ordered,
        "start": block.start,
        "is_long": len(_text(block)) > _LONG_BOX,
        "is_verse": _is_verse(block),
        "is_apart": False,
    }


def _span(span: Span, order: _Order) -> dict[str, Any]:
    return order.of_mark(span) if span.note else {**asdict(span), "is_mark": False}


def _kind(block: Block) -> str:
    """The kind of a block on paper: a quote that begins with a heading is a box, one all in bold is a pull quote."""
    if block.kind != "quote":
        return block.kind
    if block.children[0].kind == "heading":
        return "box"
    return "pull" if all(_is_bold(child) for child in block.children) else "quote"


def _is_bold(block: Block) -> bool:
    return block.kind == "paragraph" and all(span.strong or span.note or not span.text.strip() for span in block.spans)


def _is_verse(block: Block) -> bool:
    """Whether a paragraph is broken into short lines; prose that came with its lines broken has longer ones."""
    lines = _text(block).split("\n")
    return block.kind == "paragraph" and len(lines) > 1 and sum(map(len, lines)) <= _LONG_VERSE * len(lines)


def _text(block: Block) -> str:
    return "".join(span.text for span in block.spans) + "".join(_text(child) for child in block.children)


def _pictures(part: Part, settings: Settings, folder: Path) -> list[dict[str, Any]]:
    """The pictures of an article, each once with the caption of its like beside it, then those of the beside alone."""
    article, other = part.article, part.beside.article if part.beside else None
    likes = {each.content: each.caption for each in other.pictures} if other else {}
    captions = [likes.pop(picture.content, "") for picture in article.pictures]
    alone = [place for place, each in enumerate(other.pictures) if each.content in likes] if other else []
    own = [_picture(article, place, settings, folder) for place in range(len(article.pictures))]
    more = [_picture(other, place, settings, folder) for place in alone] if other else []
    return [
        *({**each, "beside": caption} for each, caption in zip(own, captions, strict=True)),
        *({**each, "caption": "", "beside": each["caption"]} for each in more),
    ]


def _picture(article: Article, place: int, settings: Settings, folder: Path) -> dict[str, Any]:
    picture: Picture = article.pictures[place]
    content, ending, width, height = ready_for_paper(
        picture, bool(settings["greyscale"]), int(settings[_PICTURE_BYTES])
    )
    name = f"picture-{article.id}-{place}.{ending}"
    (folder / name).write_bytes(content)
    # Eighty originals would leave the pages no room in memory, and whoever called keeps the edition.
    object.__setattr__(picture, "content", b"")
    alt = picture.alt or picture.caption or picture_word(article.language)
    return {"name": name, "alt": alt, "caption": picture.caption, "width": width, "height": height}
