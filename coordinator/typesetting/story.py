"""Turns an edition or a sheet into the data that the templates read, with its pictures as files beside it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from coordinator.plugin_contract import Article, Block, Edition, Picture, Settings, Sheet, Span
from coordinator.typesetting.papers import Size
from coordinator.typesetting.pictures import ready_for_paper
from coordinator.typesetting.words import carrying_on, long_date, number_line, picture_word

# A box of more characters may go on in the next column.
_LONG_BOX = 600


def edition_data(edition: Edition, settings: Settings, folder: Path, page: Size) -> dict[str, Any]:
    """What a template reads that sets a whole edition on pages of that size. Writes the pictures into `folder`.

    `settings` say at least `margin`, `columns`, `text_size`, `hyphenate` and `greyscale`.
    """
    order = _Order(has_footnotes=True)
    articles = [_part(part, settings, folder, order) for part in in_print_order(edition.articles)]
    return {
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
    return {
        "masthead": asdict(sheet.masthead),
        "articles": [_part(Part(sheet.article, sheet.article.blocks), settings, folder, _Order())],
        "settings": {**settings, "hyphenate": False},
        "language": sheet.language,
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


@dataclass(frozen=True)
class Part:
    """What stands of an article in one place: all of it, its beginning (`carries_on`), or its rest (`is_rest`)."""

    article: Article
    blocks: tuple[Block, ...]
    carries_on: bool = False
    is_rest: bool = False


def in_print_order(articles: tuple[Article, ...]) -> list[Part]:
    """The articles as they follow one another on paper, each rest behind the article that the editors chose.

    An article that would carry on before itself, or behind one that is not there, stays whole.
    """
    places = {article.id: place for place, article in enumerate(articles)}
    rests: dict[str, list[Part]] = {}
    order: list[Part] = []
    for place, article in enumerate(articles):
        cut = article.blocks_before
        # The notes stand at the foot of the pages, those of a box in itself.
        blocks = tuple(block for block in article.blocks if article.is_box or not block.notes)
        if places.get(article.carries_on_after, -1) > place and 0 < cut < len(blocks):
            order.append(Part(article, blocks[:cut], carries_on=True))
            rests.setdefault(article.carries_on_after, []).append(Part(article, blocks[cut:], is_rest=True))
        else:
            order.append(Part(article, blocks))
        order += rests.get(article.id, [])
    return order


def _part(part: Part, settings: Settings, folder: Path, order: _Order) -> dict[str, Any]:
    article = part.article
    order.of_article(article)
    if article.title:
        order.of_title()
    shown = () if part.is_rest else range(len(article.pictures))
    pictures = [_picture(article, place, settings, folder) for place in shown]
    data = asdict(replace(article, pictures=(), blocks=()))
    highest = min((block.level for block in _headings(article.blocks)), default=2)
    blocks = [_block(block, order, highest) for block in part.blocks]
    ways = carrying_on(article.language) if part.carries_on or part.is_rest else ("", "")
    marks = {"is_rest": part.is_rest, "on": ways[0] if part.carries_on else "", "back": ways[1] if part.is_rest else ""}
    return {**data, **marks, "pictures": pictures, "blocks": blocks}


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
        "children": [_block(child, order, highest) for child in block.children],
        "level": level,
        "place": order.of_paragraph() if block.kind == "paragraph" else -1,
        "ordered": block.ordered,
        "start": block.start,
        "is_long": len(_text(block)) > _LONG_BOX,
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


def _text(block: Block) -> str:
    return "".join(span.text for span in block.spans) + "".join(_text(child) for child in block.children)


def _picture(article: Article, place: int, settings: Settings, folder: Path) -> dict[str, Any]:
    picture: Picture = article.pictures[place]
    content, ending, width, height = ready_for_paper(picture, bool(settings["greyscale"]))
    name = f"picture-{article.id}-{place}.{ending}"
    (folder / name).write_bytes(content)
    alt = picture.alt or picture.caption or picture_word(article.language)
    return {"name": name, "alt": alt, "caption": picture.caption, "width": width, "height": height}
