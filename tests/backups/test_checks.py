"""`check` finds what was made wrong on purpose, and only that."""

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from cast import Cast

from coordinator import clock, db, files, jobs
from coordinator.accounts import passwords
from coordinator.backups import checks
from coordinator.backups.finding import Finding
from coordinator.backups.restoring import remember_drill
from coordinator.backups.saving import make_backup
from coordinator.config import Settings
from coordinator.instance import forget_recovery_key


def looked_at(settings: Settings) -> dict[str, Finding]:
    """The findings by name; a bad one hides a good one of the same name."""
    found: dict[str, Finding] = {}
    for finding in sorted(checks.findings(settings.instance), key=lambda each: each.level != "good"):
        found[finding.name] = finding
    return found


@pytest.fixture
def healthy(filled: Settings) -> Settings:
    """An instance as it should be: private, backed up, tried, its recovery key on paper."""
    for path in [filled.instance, *filled.instance.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    os.umask(0o077)
    make_backup(filled)
    forget_recovery_key(filled)
    remember_drill(filled.instance)
    return filled


def test_a_healthy_instance_has_nothing_that_must_be_done(healthy: Settings) -> None:
    found = looked_at(healthy)
    not_good = {name for name, finding in found.items() if finding.level != "good"}
    # The test itself may run as root, on one disk, where the sandbox is forbidden.
    assert not_good <= {"root", "backup_place", "sandbox"}
    assert {"settings", "permissions", "database", "schema", "references", "files", "backup", "drill", "clock"} <= set(
        found
    )


def on_disk(name: str, content: str) -> Callable[[Settings], None]:
    def spoil(settings: Settings) -> None:
        path = settings.instance / name
        path.write_text(content)
        path.chmod(0o600)

    return spoil


def by_sql(*statements: str) -> Callable[[Settings], None]:
    def spoil(_settings: Settings) -> None:
        db.connect()
        db.database.execute_sql("PRAGMA foreign_keys = OFF")
        for statement in statements:
            db.database.execute_sql(statement)
        db.close_all()

    return spoil


def old_backups(settings: Settings) -> None:
    sums = settings.backups / "sums"
    sums.write_text(sums.read_text().replace(str(clock.today().year), "2020"))


def no_backups(settings: Settings) -> None:
    (settings.backups / "sums").unlink()


def cut_database(settings: Settings) -> None:
    db.close_all()
    content = bytearray(settings.database_file.read_bytes())
    for at in range(4096 * 3, len(content), 4096):
        content[at + 100] ^= 1
    settings.database_file.write_bytes(content)


def from_the_future(settings: Settings) -> None:
    later = (clock.now() + timedelta(days=3)).timestamp()
    os.utime(next(settings.backups.glob("*.age")), (later, later))


SPOILED: dict[str, tuple[Callable[[Settings], None], str]] = {
    "misspelt setting": (on_disk("config.toml", "wrokers = 2\n"), "settings"),
    "public without a proxy": (on_disk("config.toml", 'host = "0.0.0.0"\n'), "settings"),
    "short secret": (on_disk("keys/secret.key", "123"), "settings"),
    "another database key": (on_disk("keys/database.key", "0123456789abcdef" * 4), "database"),
    "another files key": (
        on_disk("keys/files.key", "AGE-SECRET-KEY-1P59URWZURQL59AJJXQ78TV6FJXGKLSZQCXW8YCYEYE0DH53SSGDQ0XLN2X"),
        "files",
    ),
    "readable database": (lambda settings: settings.database_file.chmod(0o644), "permissions"),
    "readable folder": (lambda settings: settings.instance.chmod(0o755), "permissions"),
    "readable backup": (lambda settings: next(settings.backups.glob("*.age")).chmod(0o640), "permissions"),
    "readable key": (lambda settings: (settings.keys / "secret.key").chmod(0o640), "settings"),
    "missing files key": (lambda settings: (settings.keys / "files.key").unlink(), "keys"),
    "missing public key": (lambda settings: (settings.keys / "backup.pub").unlink(), "keys"),
    "a file left lying": (on_disk("dump.sql", "everything"), "strange_file"),
    "half a backup": (on_disk("backups/.x.age.part", "half"), "strange_file"),
    "sheet not printed": (on_disk("keys/recovery-sheet-once", "x"), "recovery_sheet"),
    "plugins off": (on_disk("config.toml", "plugins = false\n"), "plugins"),
    "no backup": (no_backups, "backup"),
    "old backup": (old_backups, "backup"),
    "no drill": (lambda settings: (settings.instance / "restore-drill").unlink(), "drill"),
    "old drill": (on_disk("restore-drill", "2020-01-01"), "drill"),
    "clock gone wrong": (from_the_future, "clock"),
    "newer database": (
        by_sql("INSERT INTO schema_migration(name, applied) VALUES ('9999_later', '2030-01-01')"),
        "database",
    ),
    "database behind": (by_sql("DELETE FROM schema_migration WHERE name = '0001_first'"), "schema"),
    "row of nothing": (by_sql("UPDATE membership SET space_id = 4711"), "references"),
    "thing not found": (by_sql("DELETE FROM search_text"), "search"),
    "words of nothing": (by_sql("DELETE FROM search_entry"), "search"),
    "damaged file": (by_sql("UPDATE stored_file SET sealed = x'00'"), "files"),
    "file of another size": (by_sql("UPDATE stored_file SET size = 1"), "files"),
    "damaged database": (cut_database, "database"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_was_spoiled_is_found(healthy: Settings, name: str) -> None:
    spoil, expected = SPOILED[name]
    spoil(healthy)
    finding = looked_at(healthy)[expected]
    assert finding.level in ("warning", "problem")
    assert "\n" not in finding.sentence
    assert finding.sentence.endswith((".", "?"))


def test_what_a_running_server_leaves_in_its_instance_is_no_stranger(healthy: Settings) -> None:
    passwords.gate.use(healthy.instance)
    with passwords.gate():
        pass
    for number in range(passwords.AT_ONCE):
        (healthy.instance / f"hashing-{number}.lock").touch(0o600)
    with db.write():
        pass
    assert (healthy.instance / "writing.lock").exists()
    assert "strange_file" not in looked_at(healthy)


def test_the_check_changes_nothing(healthy: Settings) -> None:
    stored = files.StoredFile.get().sealed
    before = {path: path.read_bytes() for path in healthy.instance.rglob("*") if path.is_file()}
    checks.findings(healthy.instance)
    db.close_all()
    after = {path: path.read_bytes() for path in healthy.instance.rglob("*") if path.is_file()}
    wal = {healthy.instance / f"coordinator.sqlite3{end}" for end in ("", "-wal", "-shm")}
    assert {path for path in before if before[path] != after.get(path)} <= wal
    db.open_database(healthy)
    assert files.StoredFile.get().sealed == stored


def test_postgresql_is_looked_at_too(filled: Settings, request: pytest.FixtureRequest) -> None:
    db.close_all()
    url = request.getfixturevalue("postgresql").fresh_database(filled.instance)
    (filled.instance / "config.toml").write_text(f'database_url = "{url}"\n')
    found = looked_at(filled)
    assert found["database"].sentence.startswith("PostgreSQL")
    assert found["references"].level == "good"
    assert "log_min_error_statement" in found["database_log"].sentence


def test_the_page_of_the_checks_leaves_the_queue_its_store(cast: Cast) -> None:
    store = db.database.obj
    assert cast.operator.get("/operator/check").status_code == 200
    assert db.database.obj is store
    job = jobs.enqueue("export", 0)
    assert job.state == "waiting"
