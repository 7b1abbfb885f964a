"""Queries whose text is made once: the hottest pages fill in values and run them."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import peewee

from coordinator import db


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value will stand in a statement."""

    name: str


class Prepared:
    """A peewee query rendered once for each engine, run with the values of the moment.

    `build` takes named places and returns the query; a place may be handed to any condition that takes a
    value, such as `Report.visible_to(account_id)`. Nobody's account (None) is NULL there and equals nothing.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build
        self._made: dict[bool, tuple[str, list[Any]]] = {}

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """All rows as plain tuples; dates and booleans come as the engine gives them."""
        sql, parameters = self._statement()
        filled = [values[each.name] if isinstance(each, _Place) else each for each in parameters]
        return list(db.database.execute_sql(sql, filled).fetchall())

    def row(self, **values: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        rows = self.rows(**values)
        return rows[0] if rows else None

    def _statement(self) -> tuple[str, list[Any]]:
        engine = db.is_sqlite()
        if engine not in self._made:
            names = inspect.signature(self._build).parameters
            places = {name: peewee.Value(_Place(name), converter=False) for name in names}
            self._made[engine] = db.constant_sql(self._build(**places))
        return self._made[engine]
