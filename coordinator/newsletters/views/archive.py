"""All numbers of a newsletter: their front pages in small, and the search in them."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator.access import Permission, Standing
from coordinator.door import guard, reader
from coordinator.language import say_day
from coordinator.newsletters import archive, queries
from coordinator.newsletters.archive import Shelf
from coordinator.newsletters.covers import Cover, cover_of, first_headlines
from coordinator.newsletters.models import Edition

bp = Blueprint("archive", __name__)
WORDS_BYTES = 400


@bp.get("/s/<space>/newsletter/numbers")
@guard(Permission.READ_SPACE)
def numbers(here: Standing) -> Any:
    """Every number that is out, twelve on a page, or those of one year."""
    years = archive.years_of(reader(), here.space_id)
    year = request.args.get("year", type=int)
    chosen = year if year in years else None
    before = request.args.get("before", type=_whole)
    return _page(here, years=years, year=chosen, shelf=archive.shelf(reader(), here.space_id, chosen, before))


@bp.post("/s/<space>/newsletter/numbers")
@guard(Permission.READ_SPACE)
def search(here: Standing) -> Any:
    """What was found in the numbers that are out; the words stand in no address."""
    words = request.form.get("words", "").strip()[:WORDS_BYTES]
    before = request.form.get("before", type=_whole)
    years = archive.years_of(reader(), here.space_id)
    if not words:
        return _page(here, years=years, shelf=archive.shelf(reader(), here.space_id))
    return _page(here, years=years, words=words, found=archive.pieces_with(reader(), here.space_id, words, before))


def _page(here: Standing, shelf: Shelf | None = None, **more: Any) -> str:
    newsletter = queries.newsletter_of(here.space_id)
    covers = _covers(newsletter.name, shelf.numbers) if shelf else []
    return render_template("newsletters/numbers.html", newsletter=newsletter, shelf=shelf, covers=covers, **more)


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
