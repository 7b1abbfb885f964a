"""Who takes the disk and not the keys reads nothing."""

import sqlite3
from pathlib import Path

from coordinator import db
from coordinator.backups.saving import make_backup
from coordinator.config import Settings

CANARIES = ["Nachtschicht", "heron-oak-lamp", "Heron", "poster.png", "a warehouse", "nachtschicht und was wir"]


def found_in(folder: Path) -> set[str]:
    """The canaries that stand in any file of a folder, keys and settings aside."""
    files = [path for path in folder.rglob("*") if path.is_file() and "keys" not in path.parts]
    return {word for word in CANARIES for path in files if word.encode() in path.read_bytes()}


def test_no_file_of_a_running_or_ended_server_holds_what_members_wrote(filled: Settings) -> None:
    make_backup(filled)
    assert (filled.instance / "coordinator.sqlite3-wal").exists()
    assert found_in(filled.instance) == set()
    db.close_all()
    assert found_in(filled.instance) == set()


def test_the_same_without_a_key_would_be_found(filled: Settings, tmp_path: Path) -> None:
    assert filled
    twin = sqlite3.connect(tmp_path / "plain.sqlite3")
    twin.execute("CREATE TABLE text (words)")
    twin.executemany("INSERT INTO text VALUES (?)", [(word,) for word in CANARIES])
    twin.commit()
    twin.close()
    (tmp_path / "twin").mkdir()
    (tmp_path / "plain.sqlite3").rename(tmp_path / "twin" / "plain.sqlite3")
    assert found_in(tmp_path / "twin") == set(CANARIES)
