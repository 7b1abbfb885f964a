"""Looks at the database: that it opens, is up to date, safe in its settings, whole, and without loose ends."""

from collections.abc import Iterator

import peewee
import pyrage

from coordinator import db, files, schema
from coordinator.backups.finding import Finding, good, problem, warning
from coordinator.backups.tables import WORDS
from coordinator.config import Settings
from coordinator.errors import DomainError
from coordinator.instance import files_key
from coordinator.jobs import Job, JobState
from coordinator.language import _

# The first SQLite whose full-text index forgets deleted words, and the first PostgreSQL that is tried.
OLDEST_SQLITE = (3, 50)
OLDEST_POSTGRESQL = 15
# PostgreSQL's own log must not hold what members wrote.
SILENT = {
    "log_statement": ("none",),
    "log_min_duration_statement": ("-1",),
    "log_min_error_statement": ("panic", "fatal"),
}


def database_findings(settings: Settings) -> Iterator[Finding]:
    """What is to be said of the database; one sentence where it cannot be opened at all."""
    # In a running server the queue holds on to the store that is open: another one would lock it out.
    is_open = db.is_open_on(settings)
    if not is_open:
        db.open_database(settings)
    try:
        db.connect()
        yield from _schema()
        yield from _engine()
        if not schema.is_empty():
            yield from _loose_ends()
            yield from _files(settings)
            yield from _jobs()
    except DomainError as refusal:
        yield problem("database", refusal.sentence)
    except peewee.PeeweeException as fault:
        yield problem(
            "database",
            _(
                "The database does not open (%(fault)s): is its key the right one, is it on?",
                fault=type(fault).__name__,
            ),
        )
    finally:
        if not is_open:
            db.close_all()


def _one(statement: str) -> str:
    row = db.fetch_one(statement)
    return str(row[0]) if row else ""


def _schema() -> Iterator[Finding]:
    waiting = schema.pending()
    if waiting:
        yield problem(
            "schema",
            _("The database is %(steps)s steps behind the program: type “coordinator migrate”.", steps=len(waiting)),
        )
    else:
        yield good("schema", _("The database fits the program."))


def _engine() -> Iterator[Finding]:
    yield from _sqlite() if db.is_sqlite() else _postgresql()


def _sqlite() -> Iterator[Finding]:
    version = _one("SELECT sqlite_version()")
    if tuple(map(int, version.split(".")))[:2] < OLDEST_SQLITE:
        yield problem(
            "engine", _("SQLite %(version)s is too old: install the packages anew (make run).", version=version)
        )
    if _one("PRAGMA synchronous") != "2" or _one("PRAGMA journal_mode") != "wal":
        yield problem("engine", _("The database file is not opened safely against power cuts."))
    broken = [row[0] for row in db.fetch_all("PRAGMA quick_check(5)") if row[0] != "ok"]
    if broken:
        yield problem("database", _("The database file is damaged: restore the last backup (docs/operating.md)."))
    else:
        yield good("database", _("The encrypted database file is whole (SQLite %(version)s).", version=version))


def _postgresql() -> Iterator[Finding]:
    version = int(_one("SHOW server_version_num")) // 10000
    if version < OLDEST_POSTGRESQL:
        yield problem(
            "engine",
            _(
                "PostgreSQL %(version)s is too old: %(oldest)s or newer is needed.",
                version=version,
                oldest=OLDEST_POSTGRESQL,
            ),
        )
    else:
        yield good(
            "database",
            _("PostgreSQL %(version)s answers; encrypt the disk that it keeps its data on.", version=version),
        )
    loud = [name for name, fine in SILENT.items() if _one(f"SHOW {name}") not in fine]
    if loud:
        yield warning(
            "database_log",
            _(
                "PostgreSQL may write members' texts into its log: see %(settings)s in docs/operating.md.",
                settings=", ".join(loud),
            ),
        )


def _loose_ends() -> Iterator[Finding]:
    broken = db.fetch_all("PRAGMA foreign_key_check") if db.is_sqlite() else []
    if broken:
        yield problem(
            "references",
            _(
                "%(rows)s rows belong to nothing, the first in %(table)s: restore a backup.",
                rows=len(broken),
                table=broken[0][0],
            ),
        )
    key = "rowid" if db.is_sqlite() else "entry_id"
    words = f"SELECT {key} FROM {WORDS}"  # noqa: S608
    unfound = _one(f"SELECT count(*) FROM search_entry WHERE id NOT IN ({words})")  # noqa: S608
    loose = _one(f"SELECT count(*) FROM {WORDS} WHERE {key} NOT IN (SELECT id FROM search_entry)")  # noqa: S608
    if unfound != "0" or loose != "0":
        yield problem(
            "search",
            _(
                "The search index is not whole (%(unfound)s things not found, %(loose)s words of nothing).",
                unfound=unfound,
                loose=loose,
            ),
        )
    else:
        yield good("references", _("Every row belongs where it points, and the search index is whole."))


def _files(settings: Settings) -> Iterator[Finding]:
    """Every stored file opens with the key: opened one by one, so that none stays in memory."""
    files.seal.use(files_key(settings))
    damaged = total = 0
    for (key,) in db.fetch_all("SELECT id FROM stored_file ORDER BY id"):
        total += 1
        file = files.StoredFile.get_by_id(key)
        try:
            damaged += len(files.content_of(file)) != file.size
        except pyrage.DecryptError:
            damaged += 1
    if damaged:
        yield problem(
            "files",
            _(
                "%(damaged)s of %(total)s stored files do not open: restore a backup, or put keys/files.key back.",
                damaged=damaged,
                total=total,
            ),
        )
    else:
        yield good("files", _("All %(total)s stored files open.", total=total))


def _jobs() -> Iterator[Finding]:
    failed = Job.select().where(Job.state == JobState.FAILED.value).count()
    if failed:
        yield warning(
            "jobs",
            _(
                "%(failed)s pieces of long work ended with a refusal; those who asked for them were told.",
                failed=failed,
            ),
        )
