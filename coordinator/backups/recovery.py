"""Where the recovery key comes from: a file, the environment, the waiting sheet, or somebody who types it."""

import os
import sys
from pathlib import Path

import click

from coordinator.config import PREFIX, Settings
from coordinator.errors import Invalid
from coordinator.instance import waiting_recovery_key


def given_recovery_key(key_file: Path | None) -> str | None:
    """The key from `key_file`, COORDINATOR_RECOVERY_KEY or COORDINATOR_RECOVERY_KEY_FILE, if one was given."""
    named = key_file or os.environ.get(f"{PREFIX}RECOVERY_KEY_FILE")
    if not named:
        return os.environ.get(f"{PREFIX}RECOVERY_KEY")
    try:
        return Path(named).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise Invalid(f"The file with the recovery key cannot be read: {problem}.") from problem


def recovery_key(key_file: Path | None, settings: Settings | None = None) -> str | None:
    """The key that was given, or that still waits to be printed, or that somebody types now; else None."""
    key = given_recovery_key(key_file) or (waiting_recovery_key(settings) if settings else None)
    if key is None and sys.stdin.isatty():
        key = click.prompt("The recovery key from the sheet", hide_input=True, err=True)
    return key
