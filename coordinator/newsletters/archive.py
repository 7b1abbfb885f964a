"""The numbers of a newsletter that came out: by year, page by page, and found by the words of their pieces."""

import textwrap
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator import markup, search
from coordinator.access import Reader
from coordinator.newsletters.marks.models import Correction
from coordinator.newsletters.models import Article, Edition, EditionState

PAGE = 12
# In letters.
BEGINNING = 200
# A search that goes past everything found in the box ends somewhere.
_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of past numbers, the newest first; `older` is the last number on it where there are more behind it.

    `corrected` has the day on which something was last put right in a number, by its key.
    """

    numbers: list[Edition]
    corrected: dict[int, date]
    older: int | None


@dataclass(frozen=True, slots=True)
class FoundPiece:
    """A piece of a past number that has the words: where it is read, and how it begins."""

    title: str
    address: str
    excerpt: str
    number: int
    day: date
    corrected_on: date | None


@dataclass(frozen=True, slots=True)
class FoundPieces:
    """Pieces that have the words; `older` leads on to those before them, where there are any."""

    pieces: list[FoundPiece]
    older: int | None


def _out(reader: Reader, space_id: int) -> Any:
    """The condition that a number of a space is out and the reader may read it."""
    own = (Edition.space == space_id) & (Edition.state == EditionState.PUBLISHED.value)
    return own & Edition.visible_to(reader.account_id)


def years_of(reader: Reader, space_id: int) -> list[int]:
    """The years in which numbers came out, the newest first."""
    days: Any = Edition.select(Edition.date).where(_out(reader, space_id)).distinct().tuples()
    return sorted({day.year for (day,) in days}, reverse=True)


def shelf(reader: Reader, space_id: int, year: int | None = None, before: int | None = None) -> Shelf:
    """Twelve numbers that the reader may read, of one year or of all, before a number or the newest."""
    chosen = _out(reader, space_id)
    if year is not None:
        chosen &= Edition.date.between(date(year, 1, 1), date(year, 12, 31))
    if before is not None:
        chosen &= Edition.number < before
    found = list(Edition.select().where(chosen).order_by(Edition.number.desc()).limit(PAGE + 1))
    numbers = found[:PAGE]
    older = numbers[-1].number if len(found) > PAGE else None
    return Shelf(numbers, corrected_numbers([each.id for each in numbers]), older)


def corrected_numbers(edition_keys: list[int]) -> dict[int, date]:
    """The day on which something was last put right in each of the numbers, by its key; most are missing."""
    chosen = Article.edition.in_(edition_keys) & Article.deleted_on.is_null()
    rows: Any = Article.select(Article.edition, Correction.made_on).join(Correction).where(chosen)
    return dict(rows.order_by(Correction.made_on).tuples())


def corrected_pieces(article_keys: list[int]) -> dict[int, date]:
    """The same for pieces."""
    rows: Any = Correction.select(Correction.article, Correction.made_on).where(Correction.article.in_(article_keys))
    return dict(rows.order_by(Correction.made_on).tuples())


def pieces_with(reader: Reader, space_id: int, words: str, before: int | None = None) -> FoundPieces:
    """Pieces of past numbers that have all the words, the newest first; what is in no number that is out is not."""
    pieces: list[FoundPiece] = []
    for _round in range(_ROUNDS):
        hits = search.find(words, reader.account_id, ("article",), (space_id,), before=before, limit=PAGE)
        pieces += _printed(reader, space_id, [each.shown.address for each in hits])
        before = hits[-1].entry_id if len(hits) == PAGE else None
        if before is None or len(pieces) >= PAGE:
            break
    return FoundPieces(pieces, before)


def _printed(reader: Reader, space_id: int, addresses: list[str]) -> list[FoundPiece]:
    """Those of the pieces that stand in a number that is out, in the same order."""
    ids = [each.rpartition("/")[2] for each in addresses]
    rows = (
        Article.select(Article, Edition)
        .join(Edition)
        .where(Article.public_id.in_(ids) & Article.deleted_on.is_null() & _out(reader, space_id))
    )
    found = sorted(rows, key=lambda each: ids.index(each.public_id))
    corrected = corrected_pieces([each.id for each in found])
    return [_piece(each, corrected.get(each.id)) for each in found]


def beginning(text: str) -> str:
    """How a text begins, in some thirty words."""
    return textwrap.shorten(text, BEGINNING, placeholder=" …")


def _piece(article: Article, corrected_on: date | None) -> FoundPiece:
    excerpt = beginning(markup.plain_text(article.body_html))
    edition: Any = article.edition
    address = f"/articles/{article.public_id}"
    return FoundPiece(article.title, address, excerpt, edition.number, edition.date, corrected_on)
