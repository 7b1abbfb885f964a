"""Writing a round down, and deleting what was written once its day has come."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator import clock, db, jobs, markup
from coordinator.access import Permission, Reader, require
from coordinator.errors import Invalid, NotAllowed
from coordinator.language import _
from coordinator.newsletters.actions.saving import save
from coordinator.newsletters.models import Edition
from coordinator.newsletters.rounds.models import Round, RoundStop
from coordinator.newsletters.rounds.queries import KEPT_FOR, stops_of
from coordinator.spaces import redaction
from coordinator.spaces.queries import members_of, sites_of

LINE_BYTES = 120
HEARD_BYTES = 1000
COPIES_AT_MOST = 99_999
STOPS_AT_MOST = 40


@dataclass(frozen=True, slots=True)
class Stop:
    """One place of a round, as it is wanted; None where nobody counted."""

    place: str = ""
    taken_by: str = ""
    copies: int | None = None
    left_over: int | None = None
    heard: str = ""


def save_round(actor: Reader, edition: Edition, stops: list[Stop], version: int, today: date | None = None) -> Round:
    """Write the round of a number that is out down: all of its stops, in their order. What is empty is left out.

    Refuses (NotAllowed) a number that is not out and a round whose lines are deleted, (Invalid, with the field and
    the number of the stop) names of people and figures that cannot be, and (Conflict) to overwrite what somebody else
    saved since `version`.
    """
    require(actor, Permission.EDIT_NEWSLETTER, edition.space_id)
    if not edition.is_published:
        raise NotAllowed(_("This number is not out yet. Publish it first."))
    names = [*redaction.load_names(edition.space_id), *((each.pen_name, "") for each in members_of(edition.space_id))]
    sites = {site.name for site in sites_of(edition.space_id)}
    for number, stop in enumerate(stops):
        _require_no_name(stop.taken_by, f"taken_by-{number}", names)
        if stop.place not in sites:
            _require_no_name(stop.place, f"place-{number}", names)
    rows = [_values(stop, number) for number, stop in enumerate(stops) if stop != Stop(place=stop.place)]
    if len(rows) > STOPS_AT_MOST:
        raise Invalid(_("A round has forty places at most. Put some of them together."))
    with db.write():
        found, _made = Round.get_or_create(
            edition=edition.id, defaults={"goes_on": (today or clock.today()) + KEPT_FOR, "version": version}
        )
        if found.goes_on is None:
            raise NotAllowed(_("What was written about this round is deleted already."))
        save(Round, found.id, version, _figures(rows), _said(found))
        RoundStop.delete().where(RoundStop.round == found.id).execute()
        for position, values in enumerate(rows):
            RoundStop.create(round=found.id, position=position, **values)
    return Round.get_by_id(found.id)


def _require_no_name(typed: str, field: str, names: list[tuple[str, str]]) -> None:
    if redaction.names_in(typed, names):
        raise Invalid(
            _("“%(words)s” is a name. Write down a role or a word that tells nobody who it is.", words=typed), field
        )


def _values(stop: Stop, number: int) -> dict[str, Any]:
    heard = markup.normalise(stop.heard)
    markup.require_length(heard, HEARD_BYTES, f"heard-{number}")
    if (stop.left_over or 0) > (stop.copies or 0):
        raise Invalid(
            _("More copies were left over than were taken along: look at the figures once more."), f"left_over-{number}"
        )
    return {
        "place": markup.one_line(stop.place, LINE_BYTES, f"place-{number}"),
        "taken_by": markup.one_line(stop.taken_by, LINE_BYTES, f"taken_by-{number}"),
        "copies": stop.copies,
        "left_over": stop.left_over,
        "heard": heard,
    }


def _figures(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {name: sum(row[name] or 0 for row in rows) for name in ("copies", "left_over")}


def _said(found: Round) -> str:
    """A round in lines, for somebody who saved at the same time."""
    lines = ((stop.place, stop.taken_by, stop.copies, stop.left_over, stop.heard) for stop in stops_of(found))
    return "\n".join(" · ".join(str(part) for part in line if part not in ("", None)) for line in lines)


def purge(today: date | None = None) -> int:
    """Delete for good what was written about rounds whose day is over; how many. Their figures stay."""
    over = Round.goes_on < (today or clock.today())
    with db.write():
        keys = [row.id for row in Round.select().where(over)]
        RoundStop.delete().where(RoundStop.round.in_(keys)).execute()
        Round.update(goes_on=None).where(Round.id.in_(keys)).execute()
    return len(keys)


@jobs.daily("rounds_that_are_over")
def purge_rounds() -> None:
    """What was written about a round goes when the day comes that editors were told."""
    purge()
