"""Filters by space, line and period, as addresses carry them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coordinator import clock
from coordinator.access import Reader
from coordinator.language import _
from coordinator.spaces.models import Line, Openness, Space
from coordinator.spaces.queries import lines_for

PERIODS = {"": _("Any time"), "1": _("The last week"), "4": _("The last four weeks"), "13": _("The last three months")}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list is narrowed to, and the choices that there are: (value, words) each."""

    space_id: int | None
    line_id: int | None
    since: date | None
    chosen: dict[str, str]
    spaces: list[tuple[str, str]]
    lines: list[tuple[str, str]]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return self.space_id is not None or self.line_id is not None or self.since is not None


def narrowed(reader: Reader, asked: Mapping[str, Any]) -> Narrowed:
    """Read the filters `space` (a code), `line` (a slug) and `weeks`; what this reader does not know is no filter."""
    spaces, lines = known_spaces(reader), lines_for(reader)
    space = next((each for each in spaces if each.code == asked.get("space")), None)
    line = next((each for each in lines if each.slug == asked.get("line")), None)
    weeks = asked.get("weeks", "") if asked.get("weeks", "") in PERIODS else ""
    return Narrowed(
        space_id=None if space is None else space.id,
        line_id=None if line is None else line.id,
        since=clock.today() - timedelta(weeks=int(weeks)) if weeks else None,
        chosen={"space": space.code if space else "", "line": line.slug if line else "", "weeks": weeks},
        spaces=[(each.code, name_for(reader, each)) for each in spaces],
        lines=_as_choices(lines),
    )


def _as_choices(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line.slug, line.name) for line in lines]


def known_spaces(reader: Reader) -> list[Space]:
    """The reader's own spaces, and those that members of every space may know of."""
    own = [each.space_id for each in reader.memberships]
    is_listed = Space.openness != Openness.UNLISTED.value
    spaces = Space.select().where(Space.id.in_(own) | is_listed) if own else Space.select().where(False)
    return sorted(spaces, key=lambda each: (each.id not in own, name_for(reader, each)))


def name_for(reader: Reader, space: Space) -> str:
    """A space's own name for its members, its outward name for everybody else."""
    if reader.standing_in(space.id) is not None:
        return str(space.name)
    return str(_("a space")) if space.openness == Openness.UNLISTED.value else str(space.outward_name)
