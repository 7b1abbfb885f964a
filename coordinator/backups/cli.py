"""The commands that save, prove, bring back and look after an instance."""

import sys
from pathlib import Path

import click

from coordinator.backups import checks
from coordinator.backups.archive import read_backup
from coordinator.backups.recovery import recovery_key
from coordinator.backups.restoring import remember_drill, restore_backup
from coordinator.backups.saving import made_here, make_backup
from coordinator.config import find_instance
from coordinator.console import Console, pass_console
from coordinator.errors import Invalid

FILE = click.Path(path_type=Path, dir_okay=False)
KEY_FILE = click.option(
    "--key-file", type=FILE, help="A file with the recovery key (or COORDINATOR_RECOVERY_KEY, or typed when asked)."
)


@click.command()
@click.option("--to", type=FILE, help="The file to make; without it one in the backup folder.")
@pass_console
def backup(console: Console, to: Path | None) -> None:
    """Save everything into one file that only the recovery key on the printed sheet opens."""
    path = make_backup(console.settings, to)
    size = path.stat().st_size
    console.answer({"file": str(path), "bytes": size}, f"Saved to {path} ({size:,} bytes).")


@click.command("verify-backup")
@click.argument("file", type=FILE)
@KEY_FILE
@pass_console
def verify_backup(console: Console, file: Path, key_file: Path | None) -> None:
    """Read FILE from end to end and restore nothing.

    Without the recovery key, only whether it is still the file that this server made.
    """
    key = recovery_key(key_file, console.settings)
    if key is None:
        _verify_by_sum(console, file)
        return
    summary = read_backup(file, key)
    data = {"made": summary.made, "rows": summary.row_count, "digest": summary.digest, "read": True}
    console.answer(
        data, f"Whole and readable: {summary.row_count:,} rows, made {summary.made[:16].replace('T', ' ')} UTC."
    )


def _verify_by_sum(console: Console, file: Path) -> None:
    made = made_here(console.settings, file)
    if made is None:
        raise Invalid(f"{file} is not a backup as this server made it: damaged, or from elsewhere. Do not rely on it.")
    text = (
        f"Unchanged since it was made ({made.made[:16].replace('T', ' ')} UTC). To read it too, give the recovery key."
    )
    console.answer({"made": made.made, "rows": None, "digest": None, "read": False}, text)


@click.command()
@click.argument("file", type=FILE)
@click.option("--database-url", help="Another database than the backup's own; '' for the encrypted file.")
@KEY_FILE
@pass_console
def restore(console: Console, file: Path, database_url: str | None, key_file: Path | None) -> None:
    """Make a new instance, named by --instance, out of the backup FILE; an old one is never overwritten."""
    key = recovery_key(key_file)
    if key is None:
        raise Invalid("This needs the recovery key from the printed sheet: give it with --key-file.")
    folder = find_instance(console.instance)
    summary = restore_backup(file, key, folder, database_url)
    data = {"instance": str(folder), "rows": summary.row_count, "digest": summary.digest, "made": summary.made}
    console.answer(data, f"Restored {summary.row_count:,} rows into {folder}; everybody signs in anew.")


@click.command()
@click.option("--drilled", is_flag=True, help="Say that a backup was restored today, on another machine.")
@pass_console
def check(console: Console, drilled: bool) -> None:
    """Look for whatever is unsafe, broken or forgotten; ends with status 1 where something must be done."""
    folder = find_instance(console.instance)
    if drilled:
        remember_drill(folder)
    findings = checks.findings(folder)
    good = not any(finding.is_problem for finding in findings)
    lines = [f"{finding.level:8} {finding.sentence}" for finding in findings]
    data = {"good": good, "findings": [finding.as_data() for finding in findings]}
    console.answer(data, "\n".join([*lines, "Nothing must be done." if good else "Something must be done."]))
    sys.exit(0 if good else 1)
