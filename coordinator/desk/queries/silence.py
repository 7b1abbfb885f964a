"""From whom the coordinators of a space have heard, and how many weeks ago; never finer than weeks."""

from dataclasses import dataclass
from typing import Any

from coordinator import clock
from coordinator.access import Reader, Role
from coordinator.prepared import Prepared
from coordinator.reports.models import Report
from coordinator.spaces.models import Space, spaces_of
from coordinator.threads.page import place_of


@dataclass(frozen=True, slots=True)
class Heard:
    """A space that sent something to the reader's, and the weeks since it was last active (None: never)."""

    place: str
    weeks: int | None


def _heard_query(account_id: Any) -> Any:
    released = Report.select(Report.space).where(Report.outside_for(account_id))
    return Space.select(Space.id, Space.outward_name, Space.openness, Space.last_active_week).where(
        Space.id.in_(released) & Space.id.not_in(spaces_of(account_id))
    )


_heard = Prepared(_heard_query)


def heard_from(reader: Reader) -> list[Heard]:
    """The spaces that released something to spaces which the reader coordinates, the most silent first."""
    if not any(each.role is Role.COORDINATOR for each in reader.memberships):
        return []
    heard = [
        Heard(place_of(reader, key, outward_name, openness), weeks_since(week))
        for key, outward_name, openness, week in _heard.rows(account_id=reader.account_id)
    ]
    return sorted(heard, key=lambda each: (-(each.weeks if each.weeks is not None else 10_000), each.place))


def weeks_since(week: str) -> int | None:
    """How many weeks ago an ISO week was; None where there is none."""
    return clock.weeks_between(clock.monday_of(week), clock.today()) if week else None
