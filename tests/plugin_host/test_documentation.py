"""What docs/plugins.md promises is there, and what it shows works."""

import inspect
import re
from pathlib import Path

import pytest

from coordinator.plugin_contract import Edition, Hooks, Sheet
from coordinator.plugin_host import outputs
from coordinator.plugin_host.discovery import SHIPPED, TEMPLATE_ENDINGS, find
from coordinator.plugin_host.host import LIMITS, describe, export

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
FILES = re.findall(r"^`plugins/(\w+)/([\w.]+)`\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
HOOKS = [name for name in vars(Hooks) if not name.startswith("_")]


@pytest.fixture
def shown(folder: Path) -> Path:
    """The plugins of the page, as a reader would type them."""
    for plugin, file, text in FILES:
        (folder / plugin).mkdir(exist_ok=True)
        (folder / plugin / file).write_text(text)
    return folder


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_has_a_section_with_its_arguments_and_its_age(hook: str) -> None:
    arguments = ", ".join(list(inspect.signature(getattr(Hooks, hook)).parameters)[1:])
    section = PAGE.partition(f"### `{hook}({arguments})`")[2].partition("\n#")[0]
    assert "Since\nversion 1" in section or "Since version 1" in section
    assert "used" in section


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_has_a_test_of_its_own(hook: str) -> None:
    tests = (ROOT / "tests" / "plugin_host" / "test_hooks.py").read_text(encoding="utf-8")
    assert f"def test_{hook}_" in tests


@pytest.mark.parametrize("plugin", sorted({plugin for plugin, _file, _text in FILES}))
def test_every_plugin_that_is_shown_runs(shown: Path, plugin: str, edition: Edition) -> None:
    found = find(plugin, [shown])
    assert found is not None
    assert found.is_usable, found.problem
    (file,) = export(found, edition, {})
    assert b"TEN MINUTES" in file.content or b"Ten minutes" in file.content or file.content.startswith(b"%PDF-")


@pytest.mark.parametrize("plugin", ["slip", "handbill"])
def test_the_templates_that_are_shown_take_a_sheet_too(shown: Path, plugin: str, sheet: Sheet) -> None:
    found = find(plugin, [shown])
    assert found is not None
    assert len(export(found, sheet, {})) == 1


def test_the_page_shows_both_forms_in_about_ten_lines() -> None:
    forms = {file: len(text.splitlines()) for _plugin, file, text in FILES}
    assert {"__init__.py", "slip.txt", "handbill.typ"} <= set(forms)
    assert max(forms.values()) <= 12


def test_the_hooks_that_are_shown_in_pieces_work(folder: Path, edition: Edition) -> None:
    pieces = re.findall(r"```python\n(@hookimpl.*?)```", PAGE, re.DOTALL)
    export_hook = "@hookimpl\ndef export_edition(edition): return ()\n"
    (folder / "pieces").mkdir()
    (folder / "pieces" / "plugin.toml").write_text("contract = 1")
    (folder / "pieces" / "__init__.py").write_text(
        "from coordinator.plugin_contract import *\n" + export_hook + "\n".join(pieces)
    )
    found = find("pieces", [folder])
    assert found is not None
    assert describe(found).hooks == ("settings_schema", "export_edition", "measure_edition")


def test_the_figures_on_the_page_are_those_of_the_code() -> None:
    for figure in (
        f"{LIMITS.seconds} seconds",
        f"{LIMITS.memory_bytes // 2**20} MB of memory",
        f"{LIMITS.processes} processes",
        f"work folder of {LIMITS.file_bytes // 2**20} MB",
        f"{outputs.MOST_FILES} files, {outputs.MOST_BYTES // 2**20} MB",
    ):
        assert figure in PAGE


def test_every_shipped_plugin_and_every_ending_is_described() -> None:
    assert all(f"**`{name}`**" in PAGE for name in SHIPPED)
    assert all(f"`{ending}`" in PAGE for ending in TEMPLATE_ENDINGS)
