"""The schema, built and changed by numbered files only, by one process at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playhouse.migrations import Runner

from coordinator import db
from coordinator.config import Settings
from coordinator.errors import Invalid
from coordinator.language import _

FOLDER = Path(__file__).parent / "migrations"
_LOCK_NUMBER = 7_221_009


def _runner() -> Runner:
    return Runner(db.database.obj, directory=str(FOLDER))


def pending() -> list[str]:
    """The names of the migrations that this database still wants, in order.

    Refuses (Invalid) a database that a newer version of the program has already changed.
    """
    runner = _runner()
    known, applied = {each.name for each in runner.migrations()}, set(runner.applied())
    if applied - known:
        raise Invalid(
            _("This database was made by a newer version. Install that version (make update), or restore a backup.")
        )
    return sorted(known - applied)


def known() -> set[str]:
    """The names of all migrations of this version."""
    return {path.stem for path in FOLDER.glob("[0-9]*.py")}


def is_empty() -> bool:
    """Whether there is no schema at all yet."""
    return not _runner().applied()


def migrate(settings: Settings, last: str | None = None) -> list[str]:
    """Bring the open database up to date, or up to the migration `last`; return the names of those that ran.

    Each is all or nothing. Two processes that try at the same moment run one after the other.
    """
    db.connect()
    with _alone(settings):
        if not pending():
            return []
        return list(_runner().up(last))


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    if not db.is_sqlite():
        db.database.execute_sql("SELECT pg_advisory_lock(%s)", (_LOCK_NUMBER,))
        try:
            yield
        finally:
            db.database.execute_sql("SELECT pg_advisory_unlock(%s)", (_LOCK_NUMBER,))
        return
    with (settings.instance / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
