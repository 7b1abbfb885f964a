"""Makes backups, remembers their sums, and lets old ones go."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from coordinator import clock, db, schema
from coordinator.backups.archive import lines_of
from coordinator.backups.sealed import digest_of, write_sealed
from coordinator.config import Settings
from coordinator.errors import Invalid
from coordinator.instance import backup_public_key

SUMS = "sums"
BY_HAND, DAILY, BEFORE_MIGRATE = "backup", "daily", "before-migrate"
# More sums than backups are kept, so that one that was carried elsewhere can still be recognised.
SUMS_KEPT = 1000


@dataclass(frozen=True)
class Made:
    """One backup that was made here."""

    name: str
    sha256: str
    bytes: int
    made: str


def make_backup(settings: Settings, to: Path | None = None, why: str = BY_HAND) -> Path:
    """Save everything into one encrypted file and return where it lies: `to`, or the backup folder.

    Not one byte of it is written unencrypted. Refuses (Invalid) a name that is taken and a folder that is not there.
    """
    path = (to or _new_name(settings, why)).absolute()
    if not path.parent.is_dir():
        raise Invalid(f"The folder {path.parent} is not there: make it first.")
    sha256 = write_sealed(path, lines_of(settings), backup_public_key(settings))
    _remember(settings, Made(path.name, sha256, path.stat().st_size, clock.now().isoformat()))
    _drop_old(settings)
    return path


def _new_name(settings: Settings, why: str) -> Path:
    settings.backups.mkdir(mode=0o700, exist_ok=True)
    stamp = clock.now().strftime("%Y-%m-%d-%H%M%S-%f")
    return settings.backups / f"{why}-{stamp}.age"


def backups_here(settings: Settings, why: str = "*") -> list[Path]:
    """The backups in the backup folder, oldest first."""
    return sorted(settings.backups.glob(f"{why}-[0-9]*.age"), key=lambda path: path.stat().st_mtime)


def backups_made(settings: Settings) -> Iterator[Made]:
    """What was made here, as remembered, oldest first."""
    path = settings.backups / SUMS
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Made(**json.loads(line))


def made_here(settings: Settings, path: Path) -> Made | None:
    """What is remembered of a file that is, byte for byte, a backup made here."""
    digest = digest_of(path)
    return next((made for made in backups_made(settings) if made.sha256 == digest), None)


def _remember(settings: Settings, made: Made) -> None:
    settings.backups.mkdir(mode=0o700, exist_ok=True)
    kept = [*backups_made(settings), made][-SUMS_KEPT:]
    draft = settings.backups / f".{SUMS}"
    draft.write_text("".join(json.dumps(asdict(each)) + "\n" for each in kept), encoding="utf-8")
    draft.chmod(0o600)
    draft.replace(settings.backups / SUMS)


def _drop_old(settings: Settings) -> None:
    """Of each kind that is made by itself the newest stay; one made by hand is the operator's own."""
    for why in (DAILY, BEFORE_MIGRATE):
        for path in backups_here(settings, why)[: -settings.backups_kept]:
            path.unlink(missing_ok=True)


def migrate_after_backup(settings: Settings) -> list[str]:
    """Bring the database up to date, with a backup first where there is something to lose; the names of what ran."""
    db.connect()
    if not schema.pending():
        return []
    if not schema.is_empty():
        make_backup(settings, why=BEFORE_MIGRATE)
    return schema.migrate(settings)
