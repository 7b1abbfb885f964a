"""Pages for the round of a number: where its copies go, a sheet to take along, and the figures over time."""

from typing import Any

from babel import Locale
from flask import Blueprint, render_template, request

from coordinator import pages
from coordinator.access import Permission, Standing
from coordinator.charts import Chart, stacked
from coordinator.door import guard, reader, see
from coordinator.errors import Conflict, Invalid, NotFound
from coordinator.forms import Confirm
from coordinator.language import _, spoken
from coordinator.newsletters import queries
from coordinator.newsletters.models import Edition
from coordinator.newsletters.rounds import actions
from coordinator.newsletters.rounds.forms import FIELDS, Row, rows_of, stop_of
from coordinator.newsletters.rounds.models import Round
from coordinator.newsletters.rounds.queries import places_without_a_stop, round_of, rounds_of, stops_of
from coordinator.spaces.queries import sites_of

bp = Blueprint("rounds", __name__)
EMPTY_ROWS = 2
pages.tell("round_saved", _("Saved."))


@bp.get("/editions/<edition_id>/round")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def show(edition: Edition) -> Any:
    """The round as it was written down, with rows for sites that it does not come to yet."""
    return _page(edition, _stands(edition))


def _stands(edition: Edition) -> list[Row]:
    stops = stops_of(round_of(edition))
    rows = [{name: str(_none_is_empty(getattr(stop, name))) for name in FIELDS} for stop in stops]
    places = [*places_without_a_stop(edition, stops), *[""] * EMPTY_ROWS]
    return [*rows, *({name: place if name == "place" else "" for name in FIELDS} for place in places)]


def _none_is_empty(value: Any) -> Any:
    return "" if value is None else value


def _page(edition: Edition, rows: list[Row], problem: str = "", field: str = "", theirs: str = "") -> str:
    if not edition.is_published:
        raise NotFound()
    found = round_of(edition)
    words = {"problem": problem, "field": field, "theirs": theirs, "form": Confirm(formdata=None)}
    sites = {site.name for site in sites_of(edition.space_id)}
    return render_template("newsletters/round.html", edition=edition, round=found, rows=rows, sites=sites, **words)


@bp.post("/editions/<edition_id>/round")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def save(edition: Edition) -> Any:
    """Write it down."""
    rows = rows_of(request.form)
    try:
        stops = [stop_of(row, number) for number, row in enumerate(rows)]
        actions.save_round(reader(), edition, stops, request.form.get("version", type=int) or 0)
    except (Conflict, Invalid) as problem:
        theirs = problem.theirs if isinstance(problem, Conflict) else ""
        field = (problem.field or "") if isinstance(problem, Invalid) else ""
        return _page(edition, rows, _at_its_place(rows, problem.sentence, field), field, theirs), problem.status
    return see(f"/editions/{edition.public_id}/round", done="round_saved")


def _at_its_place(rows: list[Row], sentence: str, field: str) -> str:
    """What is wrong, with the place that it is about in front of it."""
    place = rows[int(field.rpartition("-")[2])]["place"] if field else ""
    return f"{place}: {sentence}" if place else sentence


@bp.get("/editions/<edition_id>/round/sheet")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def sheet(edition: Edition) -> Any:
    """A page to print and take along."""
    if not edition.is_published:
        raise NotFound()
    newsletter, stops = queries.newsletter_of(edition.space_id), stops_of(round_of(edition))
    places = places_without_a_stop(edition, stops)
    return render_template(
        "newsletters/round_sheet.html", edition=edition, newsletter=newsletter, stops=stops, places=places
    )


@bp.get("/s/<space>/newsletter/rounds")
@guard(Permission.EDIT_NEWSLETTER)
def index(here: Standing) -> Any:
    """What was handed out of each number, and what was left over."""
    found = rounds_of(here.space_id)
    return render_template("newsletters/rounds.html", rounds=found[::-1], chart=_chart(found))


def _chart(found: list[Round]) -> Chart:
    """Copies by number: those that found readers, and those that were left over."""
    labels = [(str(each.edition.number), str(_("Number %(number)s", number=each.edition.number))) for each in found]
    taken = [each.copies - each.left_over for each in found]
    series = [(str(_("Taken")), taken), (str(_("Left over")), [each.left_over for each in found])]
    return stacked(labels, series, is_rtl=Locale.parse(spoken()).text_direction == "rtl")
