"""All numbers of a newsletter: their front pages in small, and the search in them."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator.access import Permission
from coordinator.door import guard, reader
from coordinator.language import say_day
from coordinator.newsletters import archive, queries
from coordinator.newsletters.archive import FoundPieces, Shelf
from coordinator.newsletters.covers import Cover, cover_of, first_headlines
from coordinator.newsletters.models import Edition
from coordinator.newsletters.views.web import for_anybody
from coordinator.newsletters.web.public import public_covers, public_masthead, public_pieces_with
from coordinator.newsletters.web.queries import Front, front_for

bp = Blueprint("archive", __name__)
WORDS_BYTES = 400


@bp.get("/s/<space>/newsletter/numbers")
@guard(Permission.READ, front_for)
def numbers(front: Front) -> Any:
    """Every number that one may read, twelve on a page, or those of one year."""
    year = request.args.get("year", type=int)
    years = archive.years_of(reader(), front.space_id)
    return _shelf_page(front, years, year if year in years else None, request.args.get("before", type=_whole))


@bp.post("/s/<space>/newsletter/numbers")
@guard(Permission.OPEN, front_for)
def search(front: Front) -> Any:
    """What was found in the numbers that one may read; the words stand in no address."""
    words = request.form.get("words", "").strip()[:WORDS_BYTES]
    before = request.form.get("before", type=_whole)
    years = archive.years_of(reader(), front.space_id)
    if not words:
        return _shelf_page(front, years)
    return _page(front, years=years, words=words, found=_pieces_with(front, words, before))


def _is_member(front: Front) -> bool:
    return reader().standing_in(front.space_id) is not None


def _pieces_with(front: Front, words: str, before: int | None) -> FoundPieces:
    if _is_member(front):
        return archive.pieces_with(reader(), front.space_id, words, before)
    return public_pieces_with(front.space_id, words, before)


def _shelf_page(front: Front, years: list[int], year: int | None = None, before: int | None = None) -> Any:
    shelf = archive.shelf(reader(), front.space_id, year, before)
    return _page(front, years=years, year=year, shelf=shelf)


def _page(front: Front, shelf: Shelf | None = None, **more: Any) -> Any:
    newsletter = queries.newsletter_of(front.space_id)
    there = shelf.numbers if shelf else []
    if _is_member(front):
        name, covers = newsletter.name, _covers(newsletter.name, there)
    else:
        name = public_masthead(newsletter).name
        covers = public_covers(front.space_id, name, there)
    page = {"space": front.space, "name": name, "shelf": shelf, "covers": covers, **more}
    if _is_member(front):
        return render_template("newsletters/numbers.html", **page)
    return for_anybody(front.space_id, "newsletters/public_numbers.html", **page)


def _covers(name: str, found: list[Edition]) -> list[tuple[Edition, Cover]]:
    headlines = first_headlines(each.id for each in found)
    return [
        (each, cover_of(name, say_day(each.date), headlines.get(each.id, []), each.space.language)) for each in found
    ]


def _whole(typed: str) -> int:
    """A number of at most nine figures; refuses (ValueError) what no row can have."""
    number = int(typed)
    if not 0 < number < 10**9:
        raise ValueError(typed)
    return number
