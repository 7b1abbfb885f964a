"""Fills the empty tables of either engine from plain rows."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import peewee

from coordinator.backups.tables import BATCH, WORDS, quoted, tables_of
from coordinator.errors import Invalid


class Filler:
    """Fills tables row by row, in batches; to be used inside `filling`."""

    def __init__(self, database: peewee.Database) -> None:
        self.database = database
        self.tables = {table.name: table for table in tables_of(database)}
        self._statement = ""
        self._convert: list[Callable[[Any], Any]] = []
        self._waiting: list[list[Any]] = []

    def table(self, name: str, columns: list[str]) -> None:
        """The rows that follow belong to this table. Refuses (Invalid) one that this version does not have."""
        self.flush()
        table = self.tables.get(name)
        if table is None or set(columns) - set(table.columns):
            raise Invalid(f"The backup holds a table {name} that this version does not know: it cannot be restored.")
        kinds = dict(zip(table.columns, table.kinds, strict=True)) if table.kinds else {}
        self._convert = [_converter(kinds.get(column, "")) for column in columns]
        self._statement = _insert(self.database, name, columns)

    def row(self, values: list[Any]) -> None:
        """One row more."""
        self._waiting.append([make(value) for make, value in zip(self._convert, values, strict=True)])
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if self._waiting:
            _execute_many(self.database, self._statement, self._waiting)
            self._waiting = []


@contextmanager
def filling(database: peewee.Database) -> Iterator[Filler]:
    """One transaction in which all tables are emptied and may be filled in any order.

    At its end all references hold, or nothing was written (Invalid).
    """
    keep = _sqlite_filling if isinstance(database, peewee.SqliteDatabase) else _postgresql_filling
    with keep(database):
        filler = Filler(database)
        for name in filler.tables:
            database.execute_sql(f"DELETE FROM {quoted(name)}")  # noqa: S608
        yield filler
        filler.flush()


def _converter(kind: str) -> Callable[[Any], Any]:
    """What turns a plain value into one that the engine takes for a column of that kind."""
    if kind == "boolean":
        return lambda value: None if value is None else bool(value)
    return lambda value: base64.b64decode(value["b64"]) if isinstance(value, dict) else value


def _insert(database: peewee.Database, name: str, columns: list[str]) -> str:
    if name == WORDS:
        if isinstance(database, peewee.SqliteDatabase):
            return f"INSERT INTO {WORDS}(rowid, words) VALUES (?, ?)"  # noqa: S608
        return f"INSERT INTO {WORDS}(entry_id, vector) VALUES (%s, to_tsvector('simple', %s))"  # noqa: S608
    mark = "?" if isinstance(database, peewee.SqliteDatabase) else "%s"
    places = ", ".join(mark for _column in columns)
    return f"INSERT INTO {quoted(name)} ({', '.join(map(quoted, columns))}) VALUES ({places})"  # noqa: S608


def _execute_many(database: peewee.Database, statement: str, rows: list[list[Any]]) -> None:
    cursor = database.cursor()
    try:
        cursor.executemany(statement, rows)
    finally:
        cursor.close()


@contextmanager
def _sqlite_filling(database: peewee.Database) -> Iterator[None]:
    database.execute_sql("PRAGMA foreign_keys = OFF")
    try:
        with database.atomic():
            yield
            broken = database.execute_sql("PRAGMA foreign_key_check").fetchone()
            if broken:
                raise Invalid(f"In the backup a row of {broken[0]} belongs to nothing: it was not restored.")
    finally:
        database.execute_sql("PRAGMA foreign_keys = ON")


_REFERENCES = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
"""
_SEQUENCES = """
SELECT quote_ident(c.relname), quote_ident(a.attname), pg_get_serial_sequence(quote_ident(c.relname), a.attname)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL
"""


@contextmanager
def _postgresql_filling(database: peewee.Database) -> Iterator[None]:
    with database.atomic():
        # Only a superuser may switch references off; the owner of the tables may take them away and set them again.
        references = database.execute_sql(_REFERENCES).fetchall()
        for table, name, _definition in references:
            database.execute_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        for table, name, definition in references:
            database.execute_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for table, column, sequence in database.execute_sql(_SEQUENCES).fetchall():
            database.execute_sql(
                f"SELECT setval('{sequence}', coalesce((SELECT max({column}) FROM {table}), 0) + 1, false)"  # noqa: S608
            )
