"""A new plugin runs at once and passes its own test."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from coordinator.plugin_author.editions import odd_editions, plain_edition, plain_sheet
from coordinator.plugin_author.folders import plugin_in
from coordinator.plugin_host.host import describe

Typed = Callable[..., Result]


@pytest.mark.parametrize("form", [(), ("--template",)])
def test_a_new_plugin_runs_and_passes_its_own_test(typed: Typed, tmp_path: Path, form: tuple[str, ...]) -> None:
    done = typed("plugin", "new", "night_tide", *form)
    assert done.exit_code == 0, done.output
    assert describe(plugin_in(tmp_path / "night_tide")).exports_editions
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "night_tide"]
    own = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "3 passed" in own.stdout, own.stdout + own.stderr


def test_a_script_is_told_what_was_made(answer: Callable[..., Any]) -> None:
    made = answer("plugin", "new", "tide", "--template")
    assert made == {"folder": "tide", "files": ["README.md", "plugin.toml", "test_tide.py", "tide.typ"]}


def test_everybody_may_read_a_new_plugin_so_that_nobody_can_run_it(begun: Path) -> None:
    assert begun.stat().st_mode & 0o777 == 0o755
    assert all(file.stat().st_mode & 0o777 == 0o644 for file in begun.iterdir())


@pytest.mark.parametrize("name", ["Tide", "../tide", "1tide", "t", "ti de"])
def test_a_name_that_is_none_is_refused(typed: Typed, tmp_path: Path, name: str) -> None:
    refused = typed("plugin", "new", name)
    assert refused.exit_code == 1
    assert "small letters" in refused.output
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_there_is_left_alone(typed: Typed, begun: Path) -> None:
    (begun / "README.md").write_text("mine")
    refused = typed("plugin", "new", "tide")
    assert "already" in refused.output
    assert (begun / "README.md").read_text() == "mine"


def test_the_odd_editions_are_odd_and_the_plain_ones_plain() -> None:
    odd = odd_editions()
    assert len(odd) >= 7
    assert not odd["no article"].articles
    assert sum(len(article.text) for article in odd["80 pages"].articles) > 200_000
    assert len(odd["one enormous picture"].articles[0].pictures[0].content) > 10_000
    assert plain_sheet().article == plain_edition().articles[0]
    assert plain_edition() == plain_edition()
