"""Looks at an instance from all sides: settings, files, machine, backups, and the database."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from coordinator import clock, mail
from coordinator.backups.database_checks import database_findings
from coordinator.backups.finding import Finding, good, problem, warning
from coordinator.backups.restoring import DRILL
from coordinator.backups.saving import backups_here, backups_made
from coordinator.config import Settings, load_settings
from coordinator.errors import DomainError
from coordinator.instance import PUBLIC_KEY, RECOVERY_KEY, waiting_recovery_key
from coordinator.language import _, say_number
from coordinator.plugin_host.sandbox import sandbox_state

BACKUP_LATE = timedelta(hours=30)
DRILL_LATE = timedelta(days=366)
FREE_BYTES = 500 * 1024 * 1024
OWN_NAMES = {
    "config.toml",
    "keys",
    "backups",
    "coordinator.sqlite3",
    "coordinator.sqlite3-wal",
    "coordinator.sqlite3-shm",
    "hashing-0.lock",
    "hashing-1.lock",
    "migrate.lock",
    "run.lock",
    "writing.lock",
    DRILL,
    "README.md",
    ".gitignore",
}
KEY_NAMES = {"secret.key", "database.key", "files.key", PUBLIC_KEY, RECOVERY_KEY}


def findings(folder: Path) -> list[Finding]:
    """Everything that was looked at in the instance `folder`, in the order in which one should read it."""
    try:
        settings = load_settings(folder)
    except DomainError as refusal:
        return [problem("settings", refusal.sentence)]
    looks: list[Callable[[Settings], Iterator[Finding]]] = [
        _settings,
        _permissions,
        _strange_files,
        _keys,
        _machine,
        _sandbox,
        _mail,
        _backups,
        _drill,
        database_findings,
    ]
    return [finding for look in looks for finding in look(settings)]


def _settings(settings: Settings) -> Iterator[Finding]:
    yield good("settings", _("The settings in %(folder)s are safe to start with.", folder=settings.instance))
    if not settings.plugins:
        yield warning("plugins", _("Plugins are switched off: no number can be exported."))


def _permissions(settings: Settings) -> Iterator[Finding]:
    open_paths = [path for path in _inside(settings) if path.lstat().st_mode & 0o077]
    if open_paths:
        names = ", ".join(str(path) for path in sorted(open_paths)[:3])
        yield problem(
            "permissions",
            _(
                "Other users of this machine can read %(names)s: type “chmod -R go= %(folder)s”.",
                names=names,
                folder=settings.instance,
            ),
        )
    else:
        yield good("permissions", _("Nobody but the server's user can read the instance."))
    if os.geteuid() == 0:
        yield warning("root", _("This runs as root; a user of its own is safer (deploy/README.md)."))


def _inside(settings: Settings) -> Iterator[Path]:
    """The instance and all that lies in it; the page and the list that git keeps there are no secret."""
    yield settings.instance
    for path in settings.instance.rglob("*"):
        if path.name not in ("README.md", ".gitignore") and not path.is_symlink():
            yield path


def _strange_files(settings: Settings) -> Iterator[Finding]:
    known = OWN_NAMES | {settings.backup_folder.split("/")[0]}
    strange = [path for path in settings.instance.iterdir() if path.name not in known]
    strange += [path for path in settings.keys.iterdir() if path.name not in KEY_NAMES]
    if settings.backups.is_dir():
        strange += settings.backups.glob(".*.part")
    for path in sorted(strange):
        yield warning(
            "strange_file", _("%(path)s is not a file of the server's: look at it, and take it away.", path=path)
        )


def _keys(settings: Settings) -> Iterator[Finding]:
    for name in ("files.key", PUBLIC_KEY):
        if not (settings.keys / name).exists():
            yield problem(
                "keys", _("The key %(path)s is missing: put it back from a backup.", path=settings.keys / name)
            )
    if waiting_recovery_key(settings):
        yield warning(
            "recovery_sheet", _("The recovery sheet was not printed yet: the operator's first page shows it.")
        )
    else:
        yield good("recovery_sheet", _("The recovery key lies on paper and not on this machine."))


def _machine(settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.instance).free
    if free < FREE_BYTES:
        yield problem(
            "disk",
            _("Only %(megabytes)s MB are free on the disk: make room before it is full.", megabytes=free // 2**20),
        )
    else:
        yield good("disk", _("%(megabytes)s MB are free on the disk.", megabytes=say_number(free // 2**20)))
    # The program cannot have been installed, nor a backup made, in the future.
    last = max([Path(__file__).stat().st_mtime, *(path.stat().st_mtime for path in backups_here(settings))])
    if datetime.fromtimestamp(last, UTC) > clock.now() + timedelta(hours=1):
        yield problem(
            "clock", _("The clock says %(day)s, which has been already: set it right (timedatectl).", day=clock.today())
        )
    else:
        yield good("clock", _("The clock says %(moment)s UTC.", moment=f"{clock.now():%Y-%m-%d %H:%M}"))


def _sandbox(settings: Settings) -> Iterator[Finding]:
    state = sandbox_state()
    if state.is_whole:
        yield good("sandbox", _("Plugins run locked in."))
    elif settings.plugins:
        yield warning("sandbox", str(state.sentence))


def _mail(settings: Settings) -> Iterator[Finding]:
    if not settings.smtp_host:
        return
    try:
        mail.try_line(settings)
    except mail.NotSent as refusal:
        yield warning("mail", refusal.sentence)
    else:
        yield good("mail", _("The mail server answers."))


def _backups(settings: Settings) -> Iterator[Finding]:
    made = [datetime.fromisoformat(each.made) for each in backups_made(settings)]
    if not made:
        yield problem(
            "backup", _("There is no backup yet: type “coordinator backup”; a running server makes one daily.")
        )
    elif clock.now() - max(made) > BACKUP_LATE:
        yield problem(
            "backup",
            _("The last backup is %(days)s days old: is the server running?", days=(clock.now() - max(made)).days),
        )
    else:
        yield good("backup", _("The last backup was made %(moment)s UTC.", moment=f"{max(made):%Y-%m-%d %H:%M}"))
    if settings.backups.is_dir() and settings.backups.stat().st_dev == settings.instance.stat().st_dev:
        yield warning(
            "backup_place", _("The backups lie on the same disk as the data: carry one elsewhere now and then.")
        )


def _drill(settings: Settings) -> Iterator[Finding]:
    try:
        day = date.fromisoformat((settings.instance / DRILL).read_text(encoding="ascii").strip())
    except (FileNotFoundError, ValueError):
        yield warning(
            "drill", _("No backup has been restored yet, so nobody knows that it can be (docs/operating.md).")
        )
        return
    if clock.today() - day > DRILL_LATE:
        yield warning("drill", _("A backup was last restored on %(day)s: try it again (docs/operating.md).", day=day))
    else:
        yield good("drill", _("A backup was restored on %(day)s.", day=day))
