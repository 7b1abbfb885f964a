"""All files of the site, by their names: pages, stylesheet, feed, pictures."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from coordinator.plugin_contract import Edition, Settings, Sheet
from coordinator.typesetting.words import direction_of_language

from .body import page_body, rows_of
from .colours import colour_rules
from .numbers import Number, Piece, number_of_sheet, numbers_of, permanent_id
from .sides import row_rules
from .words import words_in

# So many articles stand in the feed; the newest number stands there whole.
FEED_ARTICLES = 60
_HERE = Path(__file__).parent
# What neither HTML nor XML takes.
_FORBIDDEN = re.compile("[^\\t\\n\\r\\x20-\\x7e\\xa0-\\ud7ff\\ue000-\\ufdcf\\ufdf0-\\ufffd\\U00010000-\\U0010fffd]")
_MORE_FORBIDDEN = re.compile(
    "[" + "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(1, 17)) + "]"
)


def edition_files(edition: Edition, settings: Settings) -> dict[str, bytes]:
    """The front page first, then what hangs on it."""
    numbers = numbers_of(edition, int(settings["archive"]))
    write = _Writer(edition, settings, numbers)
    is_side = settings["translations"] == "side"
    files = {
        "index.html": write("front.html", number=numbers[0]),
        "archive.html": write("archive.html", numbers=numbers),
        "feed.xml": write("feed.xml", **_feed(edition, numbers)),
        "style.css": _style(settings, numbers if is_side else []),
    }
    for number in numbers:
        pairs = number.side_by_side() if is_side else [(piece, None) for piece in number.pieces]
        files[number.address] = write("number.html", up="../", number=number, pairs=pairs)
        for place, piece in enumerate(number.pieces):
            before = number.pieces[place - 1] if place else None
            after = next(iter(number.pieces[place + 1 :]), None)
            around = {"before": before, "after": after, "beside": number.beside(piece) if is_side else None}
            files[piece.address] = write("article.html", up="../", number=number, piece=piece, **around)
        files |= _pictures(number)
    return files


def sheet_files(sheet: Sheet, settings: Settings) -> dict[str, bytes]:
    """One page, its stylesheet and its pictures."""
    number = number_of_sheet(sheet)
    write = _Writer(number.edition, settings, [])
    page = write("article.html", number=number, piece=number.pieces[0], before=None, after=None, beside=None)
    return {"index.html": page, "style.css": _style(settings, []), **_pictures(number)}


class _Writer:
    """Fills templates with what stands on every page."""

    def __init__(self, edition: Edition, settings: Settings, numbers: list[Number]) -> None:
        self._say = words_in(edition.language)
        address = str(settings["address"])
        self._always: dict[str, Any] = {
            "masthead": edition.masthead,
            "language": edition.language,
            "direction": direction_of_language(edition.language),
            "say": self._say,
            "address": address if not address or address.endswith("/") else f"{address}/",
            "bylines": settings["bylines"],
            "newest": numbers[0] if numbers else None,
            "up": "",
            "rows": _rows,
        }
        loader = jinja2.FileSystemLoader(_HERE / "templates")
        self._templates = jinja2.Environment(
            loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
        )
        self._templates.filters["body"] = self._body

    def __call__(self, template: str, **values: object) -> bytes:
        page = self._templates.get_template(template).render(self._always | values)
        return _MORE_FORBIDDEN.sub("", _FORBIDDEN.sub("", page)).encode("utf-8")

    def _body(self, piece: Piece, top: int = 2, has_ids: bool = True) -> Markup:
        notes = f"note-{piece.article.id}" if has_ids else ""
        return Markup(page_body(piece.article.html, top, self._say["table"], notes))  # noqa: S704 - escaped piece by piece


def _feed(edition: Edition, numbers: list[Number]) -> dict[str, object]:
    entries = list(_entries(numbers))
    days = [piece.article.corrected_on or number.edition.date for number, piece in entries] or [edition.date]
    return {"entries": entries, "updated": max(days), "feed_id": permanent_id(edition.masthead.name)}


def _entries(numbers: list[Number]) -> Iterator[tuple[Number, Piece]]:
    """Whole numbers, as many as there is room for, the newest in any case."""
    count = 0
    for number in numbers:
        count += len(number.pieces)
        if count > FEED_ARTICLES and number is not numbers[0]:
            return
        yield from ((number, piece) for piece in number.pieces)


def _rows(piece: Piece, beside: Piece) -> int:
    """How many rows two texts side by side have: as many as elements, if those are as many, else one."""
    own, other = rows_of(piece.article.html), rows_of(beside.article.html)
    return own if own == other else 1


def _style(settings: Settings, with_sides: list[Number]) -> bytes:
    pairs = [pair for number in with_sides for pair in number.side_by_side()]
    counts = {_rows(piece, beside) for piece, beside in pairs if beside}
    rules = colour_rules(settings["accent"]) + (_HERE / "style.css").read_text(encoding="utf-8") + row_rules(counts)
    return rules.encode("utf-8")


def _pictures(number: Number) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for piece in number.pieces:
        for shown in piece.pictures:
            found |= shown.files
    return found
