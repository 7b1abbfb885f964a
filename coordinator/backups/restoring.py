"""Makes a new instance out of a backup, after the whole of it was read once and nothing stood in the way."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from coordinator import clock, db, schema
from coordinator.backups.archive import Reader, Summary, read_backup
from coordinator.backups.filling import Filler, filling
from coordinator.backups.tables import quoted
from coordinator.config import Settings, load_settings
from coordinator.errors import Invalid

DRILL = "restore-drill"
PLACES = re.compile(r"config\.toml|keys/[a-z]+\.(key|pub)")


def restore_backup(path: Path, recovery_key: str, folder: Path, database_url: str | None = None) -> Summary:
    """Make the instance `folder` out of a backup; it is complete afterwards, or not there.

    `database_url` names another database than the backup's own; "" means the encrypted file.
    Refuses (Invalid), before anything is touched, a damaged backup, a wrong key, one that a newer version made,
    a folder with something in it and a database with something in it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Invalid(f"{folder} is not empty: name a folder that is not there yet, and nothing is overwritten.")
    first = _Files()
    summary = read_backup(path, recovery_key, first)
    _refuse_newer(summary)
    with _new_folder(folder):
        _write_files(folder, first.files, database_url)
        settings = load_settings(folder)
        with _new_database(settings):
            _fill(settings, path, recovery_key, summary)
        remember_drill(folder)
        _remember_at_source(path)
    return summary


class _Files(Reader):
    """Keeps the files of the instance."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, str] = {}

    def file(self, place: str, text: str) -> None:
        if not PLACES.fullmatch(place):
            raise ValueError(place)
        self.files[place] = text


class _Rows(Reader):
    """Puts rows into the tables."""

    def __init__(self, filler: Filler) -> None:
        super().__init__()
        self.filler = filler

    def table(self, name: str, columns: list[str]) -> None:
        self.filler.table(name, columns)

    def row(self, values: list[Any]) -> None:
        self.filler.row(values)


def _refuse_newer(summary: Summary) -> None:
    if set(summary.migrations) - schema.known():
        raise Invalid("This backup was made by a newer version: install that version, then restore it.")


@contextmanager
def _new_folder(folder: Path) -> Iterator[None]:
    """The folder, made for its owner alone; gone again when something fails."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        (folder / "keys").mkdir(mode=0o700)
    except OSError as problem:
        raise Invalid(f"The folder {folder} cannot be made: {problem.strerror}.") from problem
    try:
        yield
    except BaseException:
        db.close_all()
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write_files(folder: Path, files: dict[str, str], database_url: str | None) -> None:
    for place, text in files.items():
        path = folder / place
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
    if database_url is not None:
        config = folder / "config.toml"
        others = re.sub(r"(?m)^\s*database_url\s*=.*\n?", "", config.read_text(encoding="utf-8"))
        line = f'database_url = "{database_url}"\n' if database_url else ""
        config.write_text(line + others, encoding="utf-8")


@contextmanager
def _new_database(settings: Settings) -> Iterator[None]:
    """The database that the settings name, which must be empty; empty again when something fails."""
    db.close_all()
    db.open_database(settings)
    db.connect()
    if db.database.get_tables():
        raise Invalid(
            "The database that the backup names is in use: name an empty one with --database-url, "
            "or the encrypted file with --database-url ''."
        )
    try:
        yield
    except BaseException:
        if not db.is_sqlite():
            with suppress(Exception):
                _drop_tables()
        raise
    finally:
        db.close_all()


def _drop_tables() -> None:
    for name in db.database.get_tables():
        db.database.execute_sql(f"DROP TABLE IF EXISTS {quoted(name)} CASCADE")


def _fill(settings: Settings, path: Path, recovery_key: str, summary: Summary) -> None:
    """The tables as they were when the backup was made, then brought up to this version."""
    if summary.migrations:
        schema.migrate(settings, last=summary.migrations[-1])
    with filling(db.database.obj) as filler:
        again = read_backup(path, recovery_key, _Rows(filler))
        if again.digest != summary.digest:
            raise Invalid("The backup changed while it was read: nothing was restored.")
    schema.migrate(settings)


def remember_drill(folder: Path) -> None:
    """A backup of this instance was restored today, so it can be."""
    (folder / DRILL).write_text(f"{clock.today().isoformat()}\n", encoding="ascii")


def _remember_at_source(path: Path) -> None:
    """Where the backup was taken from the backup folder of an instance here, that instance has had its drill too."""
    for folder in path.absolute().parents[:3]:
        if (folder / "config.toml").is_file() and (folder / "keys").is_dir():
            with suppress(OSError):
                remember_drill(folder)
            return
