"""What can be read of rounds; whoever asks has been found to edit the newsletter."""

from datetime import date, timedelta

from coordinator import clock
from coordinator.newsletters.models import Edition
from coordinator.newsletters.rounds.models import Round, RoundStop
from coordinator.spaces.queries import sites_of

# What is written down about a round is deleted so long after it was begun.
KEPT_FOR = timedelta(weeks=6)
NUMBERS_AT_MOST = 12


def round_of(edition: Edition, today: date | None = None) -> Round:
    """The round of a number; one that nobody has begun is no row yet, and would be kept from today on."""
    found = Round.get_or_none(Round.edition == edition.id)
    return found or Round(edition=edition, goes_on=(today or clock.today()) + KEPT_FOR)


def stops_of(found: Round) -> list[RoundStop]:
    """The stops of a round, in their order."""
    if found.id is None:
        return []
    return list(RoundStop.select().where(RoundStop.round == found.id).order_by(RoundStop.position, RoundStop.id))


def places_without_a_stop(edition: Edition, stops: list[RoundStop]) -> list[str]:
    """The sites of the space that the round does not come to yet."""
    there = {stop.place for stop in stops}
    return [site.name for site in sites_of(edition.space_id) if site.name not in there]


def rounds_of(space_id: int) -> list[Round]:
    """The rounds of the newest numbers of a space, the oldest of them first."""
    rows = Round.select(Round, Edition).join(Edition)
    chosen = (Edition.space == space_id) & Edition.deleted_on.is_null()
    return list(rows.where(chosen).order_by(Edition.number.desc()).limit(NUMBERS_AT_MOST))[::-1]
