"""Queries whose text is made once: the hottest pages fill in values and run them."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import peewee

from coordinator import db
from coordinator.db import Row

Model = TypeVar("Model", bound=Row)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value will stand in a statement."""

    name: str


class Prepared:
    """A peewee query rendered once for each engine, run with the values of the moment.

    `build` takes named places and returns the query; a place may be handed to any condition that takes a
    value, such as `Report.visible_to(account_id)`. Nobody's account (None) is NULL there and equals nothing.
    """

    def __init__(self, build: Callable[..., Any], places: tuple[str, ...] | None = None) -> None:
        self._build = build
        self._places = tuple(inspect.signature(build).parameters) if places is None else places
        self._made: dict[bool, tuple[str, list[Any]]] = {}

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """All rows as plain tuples; dates and booleans come as the engine gives them."""
        return list(db.database.execute_sql(*self._filled(values)).fetchall())

    def row(self, **values: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        rows = self.rows(**values)
        return rows[0] if rows else None

    def of(self, model: type[Model], **values: Any) -> list[Model]:
        """All rows as rows of a model, whose columns the query selects."""
        sql, filled = self._filled(values)
        return list(model.raw(sql, *filled))

    def one_of(self, model: type[Model], **values: Any) -> Model | None:
        """The first row as a row of a model, or None."""
        found = self.of(model, **values)
        return found[0] if found else None

    def _filled(self, values: dict[str, Any]) -> tuple[str, list[Any]]:
        sql, parameters = self._statement()
        return sql, [values[each.name] if isinstance(each, _Place) else each for each in parameters]

    def _statement(self) -> tuple[str, list[Any]]:
        engine = db.is_sqlite()
        if engine not in self._made:
            places = {name: peewee.Value(_Place(name), converter=False) for name in self._places}
            self._made[engine] = db.constant_sql(self._build(**places))
        return self._made[engine]


class PreparedShapes:
    """A query with values that may be left out: rendered once for each set of those that are given.

    `build(account, **options)` gets a place for each value that is given and None for each that is not; a list,
    which is for `IN` alone, becomes a list of places, and a truth value stays what it is. So the condition for a
    given set of options is always the same text.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build
        self._made: dict[tuple[Any, ...], Prepared] = {}

    def rows(self, account: int | None, **options: Any) -> list[tuple[Any, ...]]:
        """All rows as plain tuples, as `Prepared.rows` gives them."""
        options = {name: _filled_up(value) for name, value in options.items()}
        shape = tuple((name, _shape(value)) for name, value in options.items())
        if shape not in self._made:
            self._made[shape] = self._prepare(options)
        return self._made[shape].rows(account=account, **_flat(options))

    def _prepare(self, options: dict[str, Any]) -> Prepared:
        def build(account: Any, **places: Any) -> Any:
            return self._build(account, **{name: _standing_for(name, value, places) for name, value in options.items()})

        return Prepared(build, ("account", *_flat(options)))


def _filled_up(value: Any) -> Any:
    """A list brought to one of few lengths by its last value: as many shapes are enough for lists of any length."""
    if not isinstance(value, list | tuple) or not value:
        return value
    return [*value, *[value[-1]] * (2 ** (len(value) - 1).bit_length() - len(value))]


def _shape(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return len(value)
    return value if value is None or isinstance(value, bool) else ""


def _flat(options: dict[str, Any]) -> dict[str, Any]:
    """Every value that gets a place, lists taken apart, under the name of its place."""
    flat: dict[str, Any] = {}
    for name, value in options.items():
        if isinstance(value, list | tuple):
            flat |= {f"{name}_{number}": each for number, each in enumerate(value)}
        elif value is not None and not isinstance(value, bool):
            flat[name] = value
    return flat


def _standing_for(name: str, value: Any, places: dict[str, Any]) -> Any:
    if isinstance(value, list | tuple):
        return [places[f"{name}_{number}"] for number in range(len(value))]
    return value if value is None or isinstance(value, bool) else places[name]
