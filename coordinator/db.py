"""The database: encrypted SQLite by default or PostgreSQL, one connection a thread, one way to write."""

import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase

from coordinator.config import Settings

database = peewee.DatabaseProxy()
_on_write: list[Callable[[], None]] = []
# The number of PostgreSQL's advisory lock for whoever writes.
_WRITERS = 7_206_201


class Row(peewee.Model):
    """What every model is: a row with an integer key, kept on `database`."""

    id = peewee.AutoField()

    class Meta:
        database = database
        legacy_table_names = False


class UtcDateTimeField(peewee.DateTimeField):
    """An aware moment, stored as naive UTC alike on both engines; a naive one is refused."""

    def db_value(self, value: datetime | None) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return super().db_value(value.astimezone(UTC).replace(tzinfo=None))

    def python_value(self, value: Any) -> datetime | None:
        moment = super().python_value(value)
        return None if moment is None else moment.replace(tzinfo=UTC)


class BytesField(peewee.BlobField):
    """Bytes that come back as `bytes` on both engines."""

    def python_value(self, value: Any) -> bytes | None:
        return None if value is None else bytes(value)


def is_sqlite() -> bool:
    """Whether the store of this process is the embedded one."""
    return isinstance(database.obj, peewee.SqliteDatabase)


def open_database(settings: Settings) -> None:
    """Point all models at the store that the settings name; connects on first use in each thread."""
    database.initialize(new_database(settings))
    _turn.path = None if settings.database_url else settings.database_file.parent / "writing.lock"
    _turn.store = _store_of(settings)


def is_open_on(settings: Settings) -> bool:
    """Whether all models are pointed already at the store that the settings name."""
    return database.obj is not None and _turn.store == _store_of(settings)


def _store_of(settings: Settings) -> tuple[str | None, str, str]:
    return settings.database_url, str(settings.database_file), settings.database_key


def new_database(settings: Settings) -> peewee.Database:
    """The store that the settings name, unconnected and apart from the one that the models are pointed at."""
    if settings.database_url:
        return _postgresql(settings.database_url)
    return _sqlite(settings.database_file, settings.database_key)


def _sqlite(path: Path, key: str) -> peewee.SqliteDatabase:
    store: peewee.SqliteDatabase = SqlCipherDatabase(
        str(path),
        # A raw key skips the derivation that would cost a fifth of a second a connection.
        passphrase=f"x'{key}'",
        pragmas={
            # It would write to the console by itself; what it finds comes as an error of ours.
            "cipher_log_level": "none",
            "journal_mode": "wal",
            "synchronous": "full",
            "foreign_keys": 1,
            "secure_delete": 1,
            "temp_store": "memory",
            "cache_size": -16000,
        },
        timeout=15,
        # The driver keeps the statements that were used most often, so that, once its hundred places are taken,
        # the large ones of a page would be made anew at each request, at a millisecond each.
        cached_statements=500,
        lock_type="IMMEDIATE",
        check_same_thread=False,
    )
    return store


def _postgresql(url: str) -> peewee.PostgresqlDatabase:
    parts = urlsplit(url)
    options: dict[str, Any] = {"host": parts.hostname, "port": parts.port, "user": parts.username}
    for pair in filter(None, parts.query.split("&")):
        name, _sign, value = pair.partition("=")
        options[name] = unquote(value)
    if parts.password:
        options["password"] = unquote(parts.password)
    options = {name: value for name, value in options.items() if value is not None}
    # No prepared statements, so that a pooler between may hand each transaction another connection.
    return peewee.PostgresqlDatabase(parts.path.lstrip("/"), prefer_psycopg3=True, prepare_threshold=None, **options)


def connect() -> None:
    """Have a live connection in this thread; it stays open for the thread's next request."""
    database.connect(reuse_if_open=True)


def close_all() -> None:
    """Close this thread's connection, as must be done before a process forks."""
    if database.obj is not None and not database.is_closed():
        database.close()


def on_write(listener: Callable[[], None]) -> Callable[[], None]:
    """Have `listener` called inside each outermost write transaction, at its beginning."""
    _on_write.append(listener)
    return listener


class _Turn:
    """Who writes next on SQLite, in the order of asking: SQLite itself lets whoever looks at the right moment in."""

    def __init__(self) -> None:
        self._here = threading.Lock()
        self.path: Path | None = None
        self.store: tuple[str | None, str, str] | None = None

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Wait for one's turn, among the threads of this process and then among the processes, and hold it."""
        if self.path is None:
            yield
            return
        with self._here:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield
            finally:
                os.close(file)


_turn = _Turn()


@contextmanager
def turn() -> Iterator[None]:
    """One's turn to write a statement outside of `write`; inside a transaction it is one's turn already."""
    if database.in_transaction():
        yield
        return
    with _turn():
        yield


@contextmanager
def write() -> Iterator[None]:
    """The one write transaction of an action; inside another action's it is a part of that one.

    All or nothing: an exception undoes it. The lock for writing is taken at once, so that a transaction never
    fails half way for want of it, and what it reads is what stands until it ends.
    """
    if database.in_transaction():
        with database.atomic():
            yield
        return
    with turn(), database.atomic():
        if not is_sqlite():
            # One writer at a time, as on SQLite: otherwise two could read the same version, and both save.
            database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_WRITERS,))
        for listener in _on_write:
            listener()
        yield


def constant_sql(query: Any) -> tuple[str, list[Any]]:
    """The text and the parameters of a query, for pages that render them once and fill in later."""
    sql, parameters = query.sql()
    return sql, list(parameters)


def fetch_all(sql: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """All rows of a statement with `?` places, as tuples; the fastest way that there is here."""
    if not is_sqlite():
        sql = sql.replace("?", "%s")
    return list(database.execute_sql(sql, parameters).fetchall())


def fetch_one(sql: str, parameters: tuple[Any, ...] = ()) -> tuple[Any, ...] | None:
    """The first row of a statement with `?` places, or None."""
    rows = fetch_all(sql, parameters)
    return rows[0] if rows else None
