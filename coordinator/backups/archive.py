"""What stands in a backup: a heading, the settings and keys, every table, and a sum that proves it whole."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import peewee

from coordinator import clock, db
from coordinator.backups.sealed import DAMAGED, read_sealed
from coordinator.backups.tables import HISTORY, WORDS, rows_of, snapshot, tables_of
from coordinator.config import Settings
from coordinator.errors import Invalid

FORMAT = 1


@dataclass
class Summary:
    """What a backup that was read from end to end holds."""

    made: str = ""
    migrations: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    # The same for the same data, whichever engine it came from.
    digest: str = ""

    @property
    def row_count(self) -> int:
        """All rows together."""
        return sum(self.rows.values())


def lines_of(settings: Settings) -> Iterator[bytes]:
    """Everything that the instance is, as lines, at one moment; on a connection of its own."""
    database = db.new_database(settings)
    with database.connection_context(), snapshot(database):
        yield _line({"backup": FORMAT, "made": clock.now().isoformat(), "migrations": _applied(database)})
        for name, text in _own_files(settings).items():
            yield _line({"file": name, "text": text})
        total = _Total()
        for table in tables_of(database):
            yield total.table(_line({"table": table.name, "columns": list(table.columns)}), table.name)
            for row in rows_of(database, table):
                yield total.row(_line(row))
        yield _line({"end": total.count, "digest": total.digest})


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _applied(database: peewee.Database) -> list[str]:
    if not database.table_exists(HISTORY):
        return []
    return sorted(name for (name,) in database.execute_sql(f"SELECT name FROM {HISTORY}").fetchall())  # noqa: S608


def _own_files(settings: Settings) -> dict[str, str]:
    """config.toml and the keys, by their place in the instance; the recovery key is not among them."""
    found = {"keys/secret.key": f"{settings.secret_key}\n", "keys/database.key": f"{settings.database_key}\n"}
    for place in ("config.toml", "keys/files.key", "keys/backup.pub"):
        path = settings.instance / place
        if path.exists():
            found[place] = path.read_text(encoding="utf-8")
    return found


class _Total:
    """Counts rows and sums up tables while they go by. Words of the search index are not data: they are made anew."""

    def __init__(self) -> None:
        self.count = 0
        self._sum = hashlib.sha256()
        self._counts = False

    def table(self, line: bytes, name: str) -> bytes:
        self._counts = name != WORDS
        return self._add(line)

    def row(self, line: bytes) -> bytes:
        self.count += 1
        return self._add(line)

    def _add(self, line: bytes) -> bytes:
        if self._counts:
            self._sum.update(line + b"\n")
        return line

    @property
    def digest(self) -> str:
        return self._sum.hexdigest()


class Reader:
    """Takes the lines of a backup in order, refuses what does not belong, and may be made to keep what it reads."""

    def __init__(self) -> None:
        self.summary = Summary()
        self._total = _Total()
        self._table = ""
        self._is_begun = self._is_over = False

    def heading(self, made: str, migrations: list[str]) -> None:
        """A backup begins."""

    def file(self, place: str, text: str) -> None:
        """One file of the instance."""

    def table(self, name: str, columns: list[str]) -> None:
        """The rows that follow belong to this table."""

    def row(self, values: list[Any]) -> None:
        """One row of the last table."""

    def end(self) -> None:
        """Everything was read and is whole."""

    def take(self, line: bytes) -> None:
        """Read one line. Refuses (Invalid) one that is not what must stand there."""
        try:
            value = json.loads(line)
            if isinstance(value, list):
                self._take_row(line, value)
            else:
                self._take_mark(line, value)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Invalid(DAMAGED) from None

    def _take_row(self, line: bytes, values: list[Any]) -> None:
        if self._is_over or not self._table:
            raise ValueError(self._table)
        self._total.row(line)
        self.summary.rows[self._table] += 1
        self.row(values)

    def _take_mark(self, line: bytes, value: dict[str, Any]) -> None:
        if self._is_over or self._is_begun == ("backup" in value):
            raise ValueError(self._table)
        if "backup" in value:
            self._begin(value)
        elif "file" in value:
            self.file(value["file"], value["text"])
        elif "table" in value:
            self._table = value["table"]
            self._total.table(line, self._table)
            self.summary.rows[self._table] = 0
            self.table(self._table, value["columns"])
        else:
            self._finish(value)

    def _begin(self, value: dict[str, Any]) -> None:
        if value["backup"] != FORMAT:
            raise Invalid("This backup was made by another version: restore it with the version that made it.")
        self._is_begun = True
        self.summary.made, self.summary.migrations = value["made"], value["migrations"]
        self.heading(self.summary.made, self.summary.migrations)

    def _finish(self, value: dict[str, Any]) -> None:
        if value["end"] != self._total.count or value["digest"] != self._total.digest:
            raise ValueError(self._table)
        self._is_over = True
        self.summary.digest = self._total.digest
        self.end()


def read_backup(path: Path, recovery_key: str, reader: Reader | None = None) -> Summary:
    """Read a backup from end to end and return what it holds. Refuses (Invalid) a damaged one and a wrong key."""
    reader = reader or Reader()
    read_sealed(path, recovery_key, reader.take)
    if not reader.summary.digest:
        raise Invalid(DAMAGED)
    return reader.summary
