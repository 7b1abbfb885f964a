"""A first plugin, just begun, and the program to type commands into."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coordinator.cli import program
from coordinator.plugin_author.beginning import begin_plugin


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Types a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(program, [str(word) for word in words])


@pytest.fixture
def answer(typed: Callable[..., Result]) -> Callable[..., Any]:
    """What a command answers to a script."""
    return lambda *words: json.loads(typed("--json", *words).stdout)


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """The folder of a plugin in Python, as it was begun."""
    return begin_plugin("tide", tmp_path, is_template=False)


@pytest.fixture
def doing(begun: Path) -> Callable[[str], Path]:
    """Makes the begun plugin do something more whenever it exports."""

    def add(code: str) -> Path:
        module = begun / "__init__.py"
        module.write_text(module.read_text().replace("    titles =", f"    {code}\n    titles ="))
        return begun

    return add
