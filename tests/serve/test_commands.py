"""The command line: every command where it should be, for people and for scripts."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coordinator.cli import COMMANDS, program, shared_first
from coordinator.config import file_settings


def coordinator(*arguments: object) -> Result:
    """What a command answers."""
    return CliRunner().invoke(program, [str(argument) for argument in arguments])


def test_the_help_names_every_command_and_loads_none_of_them() -> None:
    answer = coordinator("--help")
    assert answer.exit_code == 0
    assert all(f"  {name} " in answer.output for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_where_the_table_says_and_explains_itself(name: str) -> None:
    module, _colon, attribute = COMMANDS[name][0].partition(":")
    assert getattr(import_module(module), attribute).help
    answer = coordinator(name, "--help")
    assert answer.exit_code == 0
    assert "Usage:" in answer.output


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["user", "list", "--json"], ["--json", "user", "list"]),
        (["--json", "user", "list"], ["--json", "user", "list"]),
        (
            ["import", "mbox", "f", "--instance", "d", "--space", "s"],
            ["--instance", "d", "import", "mbox", "f", "--space", "s"],
        ),
        (["user", "--instance=d"], ["--instance=d", "user"]),
        (["export", "--", "--json"], ["export", "--", "--json"]),
        (["user", "--instance"], ["--instance", "user"]),
    ],
)
def test_shared_options_may_stand_anywhere(typed: list[str], expected: list[str]) -> None:
    assert shared_first(typed) == expected


@pytest.mark.parametrize("place", ["before", "after", "environment"])
def test_the_instance_is_taken_from_wherever_it_is_named(
    tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words: list[object] = ["init", "--json"]
    if place == "environment":
        monkeypatch.setenv("COORDINATOR_INSTANCE", str(tmp_path / "new"))
    else:
        words = (
            ["--instance", tmp_path / "new", *words] if place == "before" else [*words, "--instance", tmp_path / "new"]
        )
    assert json.loads(coordinator(*words).output) == {"instance": str(tmp_path / "new"), "made": True}
    assert json.loads(coordinator(*words).output) == {"instance": str(tmp_path / "new"), "made": False}


def test_config_shows_every_setting_and_no_secret(instance: Path) -> None:
    (instance / "config.toml").write_text('database_url = "postgresql://me:hush-hush@db/x"\nport = 8100\n')
    answer = coordinator("config", "--instance", instance, "--json")
    values = json.loads(answer.output)
    assert set(values) == {each.name for each in file_settings()} | {"instance"}
    assert values["port"] == 8100
    assert "hush-hush" not in answer.output
    assert "hush-hush" not in coordinator("config", "--instance", instance).output


def test_migrate_says_that_there_is_nothing_to_do(instance: Path) -> None:
    assert "up to date" in coordinator("migrate", "--instance", instance).output
    assert json.loads(coordinator("migrate", "--json", "--instance", instance).output) == {
        "migrated": [],
        "restarted": False,
    }


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["config"], 1, "coordinator init"),
        (["restore", "nowhere.age"], 1, "needs the recovery key"),
        (["nonsense"], 2, "No such command"),
        (["backup", "--bogus"], 2, "No such option"),
    ],
)
def test_a_refused_command_ends_with_one_clear_line(
    tmp_path: Path, arguments: list[str], status: int, sentence: str
) -> None:
    answer = coordinator("--instance", tmp_path / "nowhere", *arguments)
    assert answer.exit_code == status
    last = answer.output.strip().splitlines()[-1]
    assert last.startswith("Error: ")
    assert sentence in last
    assert "Traceback" not in answer.output
