"""The commands round backups: what they print, with which status, for people and for scripts."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coordinator.cli import program
from coordinator.config import Settings
from coordinator.instance import forget_recovery_key


def coordinator(*arguments: object) -> Result:
    """What a command answers; nobody sits at the console."""
    return CliRunner().invoke(program, [str(argument) for argument in arguments])


def test_a_backup_is_made_verified_and_restored_by_command(filled: Settings, key: str, tmp_path: Path) -> None:
    made = json.loads(coordinator("backup", "--instance", filled.instance, "--json").output)
    assert made["bytes"] == Path(made["file"]).stat().st_size
    (tmp_path / "key").write_text(key)
    verified = json.loads(
        coordinator(
            "verify-backup", made["file"], "--key-file", tmp_path / "key", "--json", "--instance", filled.instance
        ).output
    )
    restored = json.loads(
        coordinator(
            "restore", made["file"], "--instance", tmp_path / "new", "--key-file", tmp_path / "key", "--json"
        ).output
    )
    assert verified["rows"] == restored["rows"] > 5
    assert verified["digest"] == restored["digest"]
    assert (tmp_path / "new" / "coordinator.sqlite3").exists()


def test_the_key_may_come_from_the_environment(
    filled: Settings, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = json.loads(coordinator("backup", "--instance", filled.instance, "--json").output)["file"]
    monkeypatch.setenv("COORDINATOR_RECOVERY_KEY", key)
    assert coordinator("restore", path, "--instance", tmp_path / "new").exit_code == 0


def test_without_the_key_only_the_sum_is_compared_and_that_is_said(filled: Settings, tmp_path: Path) -> None:
    coordinator("backup", "--to", tmp_path / "b.age", "--instance", filled.instance)
    forget_recovery_key(filled)
    answer = coordinator("verify-backup", tmp_path / "b.age", "--instance", filled.instance)
    assert answer.exit_code == 0
    assert "Unchanged" in answer.output
    assert "give the recovery key" in answer.output
    content = bytearray((tmp_path / "b.age").read_bytes())
    content[-1] ^= 1
    (tmp_path / "b.age").write_bytes(content)
    answer = coordinator("verify-backup", tmp_path / "b.age", "--instance", filled.instance)
    assert answer.exit_code == 1
    assert "damaged" in answer.output


def test_check_stops_warning_once_a_backup_was_restored(filled: Settings, key: str, tmp_path: Path) -> None:
    def drill() -> str:
        answer = coordinator("check", "--instance", filled.instance, "--json")
        findings = json.loads(answer.stdout)["findings"]
        return next(each["level"] for each in findings if each["name"] == "drill")

    path = json.loads(coordinator("backup", "--instance", filled.instance, "--json").output)["file"]
    assert drill() == "warning"
    (tmp_path / "key").write_text(key)
    coordinator("restore", path, "--instance", tmp_path / "new", "--key-file", tmp_path / "key")
    assert drill() == "good"


def test_a_drill_on_another_machine_can_be_told(filled: Settings) -> None:
    answer = coordinator("check", "--drilled", "--instance", filled.instance)
    assert "A backup was restored on" in answer.output
