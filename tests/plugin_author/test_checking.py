"""The check says what is good and what must be mended, and its exit code says so to scripts."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from coordinator.plugin_author.checking import Finding, check_plugin
from coordinator.plugin_author.folders import plugin_in

Typed = Callable[..., Result]
Doing = Callable[[str], Path]


def says(folder: Path, state: str, words: str) -> bool:
    """Whether the check says so under one state; it goes on only until it does."""
    return any(each.state == state and words in each.sentence for each in check_plugin(plugin_in(folder)))


def test_a_plugin_as_it_was_begun_conforms(typed: Typed, begun: Path) -> None:
    done = typed("plugin", "check", begun)
    assert done.exit_code == 0, done.output
    for words in ("settings_schema, export_edition, export_sheet", "first_line", "80 pages", "emoji", "same bytes"):
        assert words in done.output
    assert "stopped every attempt to read the machine's accounts" in done.output
    assert "BAD" not in done.output and "WARNING" not in done.output


def test_a_script_gets_the_findings_and_the_exit_code(typed: Typed, doing: Doing) -> None:
    folder = doing("raise ValueError('no tide')")
    done = typed("--json", "plugin", "check", folder)
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert not told["conforms"]
    assert any("no tide" in each["detail"] for each in told["findings"])


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("import socket\n    socket.socket().connect_ex(('127.0.0.1', 9))", "it reached for a connection"),
        (
            "import contextlib\n    with contextlib.suppress(OSError): open('/etc/shadow')",
            "it reached for the file /etc/shadow",
        ),
        ("edition.articles[2]", "an edition with no article"),
        ("return (ExportedFile('a.pdf', 'application/pdf', b'x'),)", "is not what it says it is"),
    ],
)
def test_what_must_be_mended_is_named(doing: Doing, code: str, sentence: str) -> None:
    assert says(doing(code), "bad", sentence)


def test_bytes_that_change_are_worth_a_thought(doing: Doing) -> None:
    folder = doing("import time; edition.articles and settings['first_line']; edition = now(edition)")
    module = folder / "__init__.py"
    module.write_text(
        module.read_text()
        + "\n\ndef now(edition):\n    import time\n    from dataclasses import replace\n"
        + "    return replace(edition, number=time.time_ns())\n"
    )
    assert says(folder, "warning", "does not give the same bytes")


def test_much_memory_is_worth_a_thought(doing: Doing) -> None:
    assert says(doing("held = b'x' * (200 * 2**20)"), "warning", "of 256 MB")


def test_one_that_cannot_be_used_is_told_why_and_not_run(begun: Path) -> None:
    (begun / "plugin.toml").write_text("contract = 99")
    (finding,) = check_plugin(plugin_in(begun))
    assert finding == Finding("bad", finding.sentence)
    assert "contract = 1" in finding.sentence


def test_a_folder_without_a_plugin_is_refused(typed: Typed, tmp_path: Path) -> None:
    refused = typed("plugin", "check", tmp_path)
    assert refused.exit_code == 1
    assert "no plugin.toml" in refused.output
