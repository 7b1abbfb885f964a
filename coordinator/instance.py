"""Makes an instance folder: settings with comments, and keys that nobody else can read."""

import os
import secrets
from pathlib import Path

import pyrage

from coordinator.config import Settings, file_settings
from coordinator.errors import Invalid

RECOVERY_KEY = "recovery-sheet-once"
PUBLIC_KEY = "backup.pub"
FILES_KEY = "files.key"


def init_instance(folder: Path) -> bool:
    """Makes `folder` (mode 0700) with config.toml and keys (0600); what is there already stays as it is.

    True when keys were made. Refuses (Invalid) a folder that cannot be written to.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        (folder / "keys").mkdir(mode=0o700, exist_ok=True)
        _write_once(folder / "config.toml", _config_text().encode())
        return _make_keys(folder / "keys")
    except OSError as problem:
        raise Invalid(
            f"The folder {folder} cannot be written to ({problem.strerror}): "
            "choose another with --instance, or let your user own it."
        ) from problem


def _make_keys(keys: Path) -> bool:
    """Makes the missing keys; the backup pair only together, for a public key alone is the normal state."""
    made = _write_once(keys / "secret.key", secrets.token_hex(32).encode() + b"\n")
    made |= _write_once(keys / "database.key", secrets.token_hex(32).encode() + b"\n")
    if not (keys / FILES_KEY).exists():
        made |= _write_once(keys / FILES_KEY, f"{pyrage.x25519.Identity.generate()}\n".encode())
    if not (keys / PUBLIC_KEY).exists():
        pair = pyrage.x25519.Identity.generate()
        _write_once(keys / RECOVERY_KEY, f"{pair}\n".encode())
        _write_once(keys / PUBLIC_KEY, f"{pair.to_public()}\n".encode())
        made = True
    return made


def _write_once(path: Path, content: bytes) -> bool:
    """Writes a file that only its owner reads, unless it is there; whole or not at all."""
    if path.exists():
        return False
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return True


def _config_text() -> str:
    lines = ["# Settings of this server. A line takes effect once its # is gone and the server was restarted.", ""]
    for each in file_settings():
        lines += [f"# {each.metadata['meaning']}", f"# {each.name} = {as_toml(each.default)}", ""]
    return "\n".join(lines)


def as_toml(value: object) -> str:
    """A setting's value as it is written in config.toml."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(as_toml, value))}]"
    return f'"{value or ""}"'


def waiting_recovery_key(settings: Settings) -> str | None:
    """The private half of the backup key, while the recovery sheet has not been shown yet."""
    try:
        return (settings.keys / RECOVERY_KEY).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None


def forget_recovery_key(settings: Settings) -> None:
    """The recovery key is on paper now: its one file on this machine goes."""
    path = settings.keys / RECOVERY_KEY
    if path.exists():
        with path.open("r+b") as file:
            file.write(b"\0" * path.stat().st_size)
            os.fsync(file.fileno())
        path.unlink()


def backup_public_key(settings: Settings) -> str:
    """The age public key that backups are encrypted to."""
    try:
        return (settings.keys / PUBLIC_KEY).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise Invalid(f"The key {settings.keys / PUBLIC_KEY} is missing: “coordinator init” makes one.") from None


def files_key(settings: Settings) -> str:
    """The age identity that seals uploaded and exported files inside the database."""
    path = settings.keys / FILES_KEY
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise Invalid(f"The key {path} is missing: put it back from a backup, or files cannot be opened.") from None
