"""What is installed is whole, stays within its folder and replaces nothing unasked."""

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from coordinator.plugin_author.installing import MOST_FILES
from coordinator.plugin_host.discovery import find

Typed = Callable[..., Result]


def packed(folder: Path, name: str = "tide.zip", inside: str = "tide/", **more: str) -> Path:
    """The folder as a ZIP file, with more members."""
    with zipfile.ZipFile(folder.parent / name, "w") as written:
        for file in folder.iterdir():
            written.write(file, inside + file.name)
        for member, text in more.items():
            written.writestr(member, text)
    return folder.parent / name


@pytest.mark.parametrize("inside", ["folder", "tide/", ""])
def test_a_folder_and_both_kinds_of_zip_file_are_found_afterwards(
    answer: Callable[..., Any], begun: Path, inside: str
) -> None:
    source = begun if inside == "folder" else packed(begun, inside=inside)
    assert answer("plugin", "install", source, "--into", "there")["name"] == "tide"
    found = find("tide", [Path("there")])
    assert found is not None and found.is_usable
    assert {file.name for file in Path("there").iterdir()} == {"tide"}
    assert {file.stat().st_mode & 0o777 for file in Path("there/tide").iterdir()} == {0o644}


@pytest.mark.parametrize("member", ["../out.txt", "/out.txt", "tide/../../out.txt", "..\\out.txt", "C:out.txt"])
def test_a_path_that_climbs_out_installs_nothing(typed: Typed, begun: Path, tmp_path: Path, member: str) -> None:
    refused = typed("plugin", "install", packed(begun, **{member: "x"}), "--into", "there")
    assert refused.exit_code == 1
    assert "outside the plugin's folder" in refused.output
    assert not list((tmp_path / "there").iterdir())
    assert not list(tmp_path.rglob("out.txt"))


def test_links_are_refused_in_folders_and_zip_files(typed: Typed, begun: Path) -> None:
    source = packed(begun)
    with zipfile.ZipFile(source, "a") as written:
        link = zipfile.ZipInfo("tide/accounts")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        written.writestr(link, "/etc/passwd")
    assert "is a link" in typed("plugin", "install", source, "--into", "there").output
    (begun / "accounts").symlink_to("/etc/passwd")
    assert "is a link" in typed("plugin", "install", begun, "--into", "there").output


def test_too_much_is_refused(typed: Typed, begun: Path) -> None:
    many = packed(begun, **{f"tide/{number}.txt": "x" for number in range(MOST_FILES)})
    assert "at most 500 files and 32 MB" in typed("plugin", "install", many, "--into", "there").output
    (begun / "large").write_bytes(bytes(33 * 2**20))
    assert "at most" in typed("plugin", "install", begun, "--into", "there").output


def test_one_that_is_there_stays_unless_replaced(typed: Typed, begun: Path) -> None:
    typed("plugin", "install", begun, "--into", "there")
    (begun / "README.md").write_text("newer")
    assert "--replace" in typed("plugin", "install", begun, "--into", "there").output
    assert Path("there/tide/README.md").read_text() != "newer"
    assert typed("plugin", "install", begun, "--into", "there", "--replace").exit_code == 0
    assert Path("there/tide/README.md").read_text() == "newer"


def test_one_that_cannot_be_used_or_takes_a_shipped_name_is_refused(typed: Typed, begun: Path) -> None:
    (begun / "plugin.toml").write_text("contract = 99")
    assert "contract = 1" in typed("plugin", "install", begun, "--into", "there").output
    (begun / "plugin.toml").write_text("contract = 1")
    begun.rename(begun.parent / "poster")
    assert "ships with the product" in typed("plugin", "install", "poster", "--into", "there", "--replace").output


def test_what_is_no_plugin_is_refused(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    assert "neither a folder nor a ZIP file" in typed("plugin", "install", "notes.txt", "--into", "there").output


def test_the_list_says_where_each_is_from_and_whether_it_can_be_used(answer: Callable[..., Any]) -> None:
    rows = {row["name"]: row for row in answer("plugin", "list")["plugins"]}
    assert rows["print_pdf"]["from"] == "shipped"
    assert rows["print_pdf"]["usable"] and rows["print_pdf"]["title"]
