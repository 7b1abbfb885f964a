"""The hook reference is what the contract says: fresh, whole, and with examples that run."""

from pathlib import Path

import pytest

from coordinator.plugin_author.editions import plain_edition, plain_sheet
from coordinator.plugin_author.folders import plugin_in
from coordinator.plugin_author.reference import PAGE, Hook, hooks, page, users_of
from coordinator.plugin_host.host import describe, export, measure

TESTS = Path(__file__).parent.parent / "plugin_host" / "test_hooks.py"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "type make hooks"


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook.name)
def test_each_hook_says_what_it_is_since_when_and_who_uses_it(hook: Hook) -> None:
    assert hook.meaning and hook.since and hook.example
    assert users_of(hook.name)
    assert f"## `{hook.name}(" in page()
    assert f"def test_{hook.name}_" in TESTS.read_text(encoding="utf-8")


def test_the_examples_are_a_plugin_that_runs(tmp_path: Path) -> None:
    folder = tmp_path / "examples"
    folder.mkdir()
    (folder / "plugin.toml").write_text("contract = 1")
    (folder / "__init__.py").write_text(
        "\n\n".join(["from coordinator.plugin_contract import *", *(hook.example for hook in hooks())])
    )
    plugin = plugin_in(folder)
    assert describe(plugin).hooks == tuple(hook.name for hook in hooks())
    assert export(plugin, plain_edition(), {})[0].content.startswith(b"TEN MINUTES\n")
    assert export(plugin, plain_sheet(), {})[0].content == b"Ten minutes"
    assert measure(plugin, plain_edition(), {}).page_budget == 4
