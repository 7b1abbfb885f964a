"""Plugins are found by reading, never by importing; a broken one is listed with what is wrong."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.plugin_contract import Edition
from coordinator.plugin_host.discovery import SHIPPED, Plugin, discover, find, product_folder
from coordinator.plugin_host.failure import PluginFailed
from coordinator.plugin_host.host import describe, export

MakePlugin = Callable[..., Plugin]


def make_distribution(site: Path, name: str, target: str, code: str) -> None:
    """An installed distribution with one entry point."""
    (site / f"{name}.py").write_text(code)
    info = site / f"{name}-2.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 2.1\nSummary: Wall papers\n")
    (info / "entry_points.txt").write_text(f"[coordinator.plugins]\n{target}\n")


def test_the_shipped_plugins_are_found_and_usable() -> None:
    shipped = {plugin.name: plugin for plugin in discover() if plugin.is_shipped}
    assert set(shipped) >= {"print_pdf", "messenger_text", "epub", "markdown_bundle"}
    assert all(plugin.is_usable and plugin.title and plugin.summary for plugin in shipped.values())


def test_nothing_is_imported_to_find_it(make_plugin: MakePlugin) -> None:
    plugin = make_plugin(module="raise RuntimeError('imported')")
    assert plugin.is_usable
    assert not any("trial" in name for name in sys.modules)


def test_a_plugin_of_the_same_name_elsewhere_is_not_taken_for_a_shipped_one(make_plugin: MakePlugin) -> None:
    assert not make_plugin("return text(1)", name="print_pdf").is_shipped


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("contract = ", "not well-formed"),
        ("contract = 2", "must say contract = 1"),
        ("", "must say contract = 1"),
        ("contract = 1\ntitel = 'x'", "titel"),
        ("contract = 1\ntitle = 3", "title must be one line"),
        ("contract = 1\nname = 'other'", "must be the same"),
        ("contract = 1\nearlier = 'yes'", "earlier must be true or false"),
        ("contract = 1\ntemplate = '../secret.txt'", "file in its folder"),
        ("contract = 1\ntemplate = 'page.exe'", "ends in .typ"),
        ("contract = 1\ntemplate = 'gone.txt'", "gone.txt is not there"),
        ("contract = 1", "neither a template"),
    ],
)
def test_a_malformed_plugin_is_listed_with_what_is_wrong(folder: Path, toml: str, said: str) -> None:
    (folder / "trial").mkdir()
    (folder / "trial" / "plugin.toml").write_text(toml)
    (plugin,) = [plugin for plugin in discover([folder]) if plugin.name == "trial"]
    assert not plugin.is_usable
    assert said in str(plugin.problem)
    with pytest.raises(PluginFailed) as failed:
        describe(plugin)
    assert said in failed.value.sentence


def test_a_plugin_toml_that_is_no_text_is_listed_too(folder: Path) -> None:
    (folder / "trial").mkdir()
    (folder / "trial" / "plugin.toml").write_bytes(b"\xff\xfe\x00")
    (plugin,) = discover([folder])
    assert "not well-formed" in str(plugin.problem)


def test_a_folder_must_have_a_plain_name(folder: Path) -> None:
    (folder / "Wall Paper").mkdir()
    (folder / "Wall Paper" / "plugin.toml").write_text("contract = 1")
    assert "must be the same" in str(discover([folder])[0].problem)


def test_of_two_with_one_name_the_second_is_not_used(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        (folder / "trial").mkdir(parents=True)
        (folder / "trial" / "plugin.toml").write_text("contract = 1\ntemplate = 'a.txt'")
        (folder / "trial" / "a.txt").write_text("a")
    first, second = discover(folders)
    assert first.is_usable
    assert not second.is_usable
    assert find("trial", folders) == first


@pytest.mark.parametrize("word", ["off", "no", "0", "OFF"])
def test_switched_off_there_are_none(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    assert discover()
    monkeypatch.setenv("COORDINATOR_PLUGINS", word)
    assert discover() == []
    assert discover(is_on=True) == []


def test_switched_off_by_the_settings_there_are_none() -> None:
    assert discover(is_on=False) == []
    assert find("print_pdf", is_on=False) is None


def test_a_folder_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert discover([tmp_path / "nowhere"]) == []


def test_an_installed_distribution_is_found_and_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    site = tmp_path / "site-packages"
    site.mkdir()
    make_distribution(
        site,
        "wallpaper",
        "wallpaper = wallpaper",
        "from coordinator.plugin_contract import *\n@hookimpl\ndef export_edition(edition, settings):\n"
        "    return (ExportedFile('wall.txt', 'text/plain', edition.masthead.name.encode()),)\n",
    )
    monkeypatch.syspath_prepend(str(site))
    plugin = find("wallpaper", [])
    assert plugin is not None
    assert (plugin.version, plugin.summary) == ("2.1", "Wall papers")
    assert export(plugin, edition, {})[0].content == b"The Dock"
    assert "wallpaper" not in sys.modules


def test_an_entry_point_that_is_no_module_is_listed_with_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_distribution(tmp_path, "odd", "Odd-One = odd:attribute", "")
    monkeypatch.syspath_prepend(str(tmp_path))
    (plugin,) = discover([])
    assert "entry point" in str(plugin.problem)


def test_the_product_brings_its_plugins_along() -> None:
    assert (product_folder() / "print_pdf" / "plugin.toml").is_file()


def test_those_that_ship_come_in_the_order_in_which_people_reach_for_them() -> None:
    names = [plugin.name for plugin in discover() if plugin.is_shipped]
    assert names[:3] == ["print_pdf", "booklet", "poster"] and names == [each for each in SHIPPED if each in names]
