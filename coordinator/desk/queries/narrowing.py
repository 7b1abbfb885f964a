"""Filters by space, line and period, as addresses carry them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import peewee

from coordinator import clock
from coordinator.access import Reader
from coordinator.language import _
from coordinator.prepared import Prepared
from coordinator.spaces.models import Line, Openness, Space, spaces_of
from coordinator.threads.page import place_of

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


def _spaces_query(account_id: Any) -> Any:
    is_listed = Space.openness != Openness.UNLISTED.value
    mine = spaces_of(account_id)
    return Space.select(Space.id, Space.code, Space.name, Space.outward_name, Space.openness).where(
        Space.id.in_(mine) | (is_listed & peewee.fn.EXISTS(mine))
    )


def _lines_query(account_id: Any) -> Any:
    return Line.select(Line.id, Line.slug, Line.name).where(Line.visible_to(account_id)).order_by(Line.name, Line.id)


_spaces = Prepared(_spaces_query)
_lines = Prepared(_lines_query)


def narrowed(reader: Reader, asked: Mapping[str, Any]) -> Narrowed:
    """Read the filters `space` (a code), `line` (a slug) and `weeks`; what this reader does not know is no filter."""
    spaces, lines = known_spaces(reader), _lines.rows(account_id=reader.account_id)
    space = next((each for each in spaces if each.code == asked.get("space")), None)
    line = next((row for row in lines if row[1] == asked.get("line")), None)
    weeks = asked.get("weeks", "") if asked.get("weeks", "") in PERIODS else ""
    return Narrowed(
        space_id=None if space is None else space.key,
        line_id=None if line is None else line[0],
        since=clock.today() - timedelta(weeks=int(weeks)) if weeks else None,
        chosen={"space": space.code if space else "", "line": line[1] if line else "", "weeks": weeks},
        spaces=[(each.code, each.name) for each in spaces],
        lines=[(slug, name) for _key, slug, name in lines],
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A space as the reader knows it: by its own name, or by its outward name."""

    key: int
    code: str
    name: str


def known_spaces(reader: Reader) -> list[Known]:
    """The reader's own spaces, and those that members of every space may know of."""
    known = [
        Known(key, code, place_of(reader, key, outward_name, openness, name))
        for key, code, name, outward_name, openness in _spaces.rows(account_id=reader.account_id)
    ]
    return sorted(known, key=lambda each: (reader.standing_in(each.key) is None, each.name))
