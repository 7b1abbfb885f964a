"""Reads all tables of either engine, row by row, in one plain form that both can be filled from."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import peewee

# Filled by the migrations themselves.
HISTORY = "schema_migration"
# Whoever signed out since must not be signed in again by a restored backup.
SESSIONS = "session"
# The words of the search index; each engine keeps them in its own way.
WORDS = "search_text"
WORD_COLUMNS = ("entry_id", "words")
BATCH = 500


@dataclass(frozen=True)
class Table:
    """One table: its name, its columns in order, and what kind of value PostgreSQL keeps in each."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    kinds: tuple[str, ...] = ()


@contextmanager
def snapshot(database: peewee.Database) -> Iterator[None]:
    """What is read inside is as it was at one moment, while others go on writing."""
    is_sqlite = isinstance(database, peewee.SqliteDatabase)
    database.execute_sql("BEGIN" if is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        yield
    finally:
        database.execute_sql("ROLLBACK")


def tables_of(database: peewee.Database) -> list[Table]:
    """Every table that holds data, by name; the search index as if it were a table of words."""
    is_sqlite = isinstance(database, peewee.SqliteDatabase)
    found = _sqlite_tables(database) if is_sqlite else _postgresql_tables(database)
    found = [table for table in found if table.name not in (HISTORY, SESSIONS, WORDS)]
    if _has_words(database, is_sqlite):
        found.append(Table(WORDS, WORD_COLUMNS, WORD_COLUMNS[:1]))
    return sorted(found, key=lambda table: table.name)


def rows_of(database: peewee.Database, table: Table) -> Iterator[list[Any]]:
    """The rows of a table in the order of its key, each a list of numbers, texts, nothings and {"b64": …}."""
    if isinstance(database, peewee.SqliteDatabase):
        cursor = database.execute_sql(_sqlite_select(table))
    else:
        # A cursor on the server: a big table never lies in memory whole.
        cursor = database.connection().cursor(name="coordinator_backup")
        cursor.execute(_postgresql_select(table))
    try:
        while batch := cursor.fetchmany(BATCH):
            for row in batch:
                yield [_plain(value) for value in row]
    finally:
        cursor.close()


def _plain(value: Any) -> Any:
    """A value as it stands in a backup; both engines give the same for the same."""
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, int | float | str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return {"b64": base64.b64encode(bytes(value)).decode("ascii")}


def quoted(name: str) -> str:
    """A name as both engines quote it."""
    return '"' + name.replace('"', '""') + '"'


def _list(names: tuple[str, ...], ending: str = "") -> str:
    return ", ".join(quoted(name) + ending for name in names)


def _has_words(database: peewee.Database, is_sqlite: bool) -> bool:
    where = "sqlite_master WHERE name = ?" if is_sqlite else "pg_tables WHERE tablename = %s"
    return bool(database.execute_sql(f"SELECT 1 FROM {where}", (WORDS,)).fetchone())  # noqa: S608


def _sqlite_tables(database: peewee.Database) -> list[Table]:
    names = database.execute_sql(
        "SELECT name FROM pragma_table_list"
        " WHERE schema = 'main' AND type = 'table' AND substr(name, 1, 7) <> 'sqlite_'"
    ).fetchall()
    found = []
    for (name,) in names:
        info = database.execute_sql("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
        columns = tuple(column for column, _pk in info)
        key = tuple(column for column, pk in sorted(info, key=lambda each: each[1]) if pk)
        found.append(Table(name, columns, key or columns))
    return found


def _sqlite_select(table: Table) -> str:
    if table.name == WORDS:
        return f"SELECT rowid, words FROM {WORDS} ORDER BY rowid"  # noqa: S608
    return f"SELECT {_list(table.columns)} FROM {quoted(table.name)} ORDER BY {_list(table.key)}"  # noqa: S608


_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL), array_position(i.indkey::int2[], a.attnum)
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
ORDER BY c.relname, a.attnum
"""


def _postgresql_tables(database: peewee.Database) -> list[Table]:
    columns: dict[str, list[tuple[str, str, int | None]]] = {}
    for name, column, kind, place in database.execute_sql(_COLUMNS).fetchall():
        columns.setdefault(name, []).append((column, kind, place))
    found = []
    for name, infos in columns.items():
        keyed = sorted((place, column) for column, _kind, place in infos if place is not None)
        all_columns = tuple(column for column, _kind, _place in infos)
        key = tuple(column for _place, column in keyed)
        found.append(Table(name, all_columns, key or all_columns, tuple(kind for _column, kind, _place in infos)))
    return found


def _postgresql_select(table: Table) -> str:
    if table.name == WORDS:
        # The index keeps places of words and no text: put in order, they are the text that it was made from.
        return f"""
            SELECT entry_id, coalesce((
                SELECT string_agg(w.lexeme, ' ' ORDER BY p.place)
                FROM unnest(vector) AS w, unnest(w.positions) AS p(place)), '')
            FROM {WORDS} ORDER BY entry_id"""  # noqa: S608
    kinds = dict(zip(table.columns, table.kinds, strict=True))
    # Texts in the order of their bytes, as the other engine sorts them.
    order = ", ".join(
        quoted(name) + (' COLLATE "C"' if kinds[name] in ("text", "character varying") else "") for name in table.key
    )
    return f"SELECT {_list(table.columns)} FROM {quoted(table.name)} ORDER BY {order}"  # noqa: S608
