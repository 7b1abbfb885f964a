"""A preview makes files to look at, shows the traceback where it fails, and does it anew at each change."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from coordinator.plugin_author.preview import changes_of

Typed = Callable[..., Result]


def test_the_files_are_where_it_says(answer: Callable[..., Any], begun: Path) -> None:
    (file,) = answer("plugin", "preview", begun, "--no-open", "--to", "seen")["files"]
    assert Path(file).read_text() == "Pass it on:\nTen minutes\nAsk a neighbour\nWhat is due to us"


@pytest.mark.parametrize(("what", "words"), [("sheet", "Thursday thirty"), ("emoji", "We won"), ("news.txt", "news")])
def test_it_can_be_a_sheet_an_odd_one_or_a_text(typed: Typed, begun: Path, what: str, words: str) -> None:
    Path("news.txt").write_text("The gate is open.\n\nAll of it.")
    done = typed("plugin", "preview", begun, "--no-open", "--to", "seen", "--edition", what)
    assert words in Path(done.stdout.strip()).read_text()


def test_a_failure_shows_the_traceback(typed: Typed, doing: Callable[[str], Path]) -> None:
    done = typed("plugin", "preview", doing("raise ValueError('low tide')"), "--no-open")
    assert done.exit_code == 1
    assert "Traceback" in done.output and "low tide" in done.output


def test_an_edition_that_nobody_knows_is_refused_with_those_there_are(typed: Typed, begun: Path) -> None:
    assert "demo, sheet" in typed("plugin", "preview", begun, "--edition", "nothing").output


def test_each_change_of_the_folder_is_seen_once(begun: Path) -> None:
    changes = changes_of(begun)
    next(changes)
    (begun / "__pycache__").mkdir()
    (begun / "__pycache__" / "tide.pyc").write_bytes(b"")
    (begun / "words.py").write_text("")
    next(changes)
    assert (begun / "words.py").exists()
