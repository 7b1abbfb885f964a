"""A workbench for plugins: made in a folder of their own, given a small edition, and run in the real sandbox."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from PIL import Image

from coordinator.plugin_contract import Article, Edition, Masthead, Picture, Sheet
from coordinator.plugin_host.discovery import Plugin, find

MakePlugin = Callable[..., Plugin]


def _point() -> bytes:
    """The smallest picture there is."""
    written = io.BytesIO()
    Image.new("L", (1, 1), "white").save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def article() -> Article:
    """One article with a picture."""
    picture = Picture("gate", "image/png", _point(), "The gate", 1, 1, "The gate at six")
    html = "<p>They cut the break. <strong>We took it.</strong></p>"
    return Article("1", "Ten minutes", "Heron", "Letter", html, "They cut the break. We took it.", "en", (picture,))


@pytest.fixture
def edition(article: Article) -> Edition:
    """A small edition."""
    masthead = Masthead("The Dock", "From hand to hand", "Made by us", "Write to us")
    return Edition(12, date(2026, 11, 22), "en", "a4", masthead, (article,))


@pytest.fixture
def sheet(edition: Edition, article: Article) -> Sheet:
    """The same article alone."""
    return Sheet(edition.date, "en", "a4", edition.masthead, article)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where plugins of the test are found."""
    place = tmp_path / "plugins"
    place.mkdir()
    return place


@pytest.fixture
def make_plugin(folder: Path) -> MakePlugin:
    """Makes a plugin from the code that exports an edition, from a whole module, or from other files."""

    def make(export: str = "", *, module: str = "", name: str = "trial", toml: str = "", **files: str) -> Plugin:
        place = folder / name
        place.mkdir()
        (place / "plugin.toml").write_text(f"contract = 1\n{toml}")
        if export:
            module = HEAD + "    " + dedent(export).strip().replace("\n", "\n    ") + "\n"
        if module:
            (place / "__init__.py").write_text(dedent(module))
        for file, text in files.items():
            (place / file.replace("__", ".")).write_text(dedent(text))
        found = find(name, [folder])
        assert found is not None
        return found

    return make


HEAD = """\
import ctypes, os, resource, signal, socket, subprocess, sys, threading, time
from pathlib import Path
from coordinator.plugin_contract import *

def text(said):
    return (ExportedFile("said.txt", "text/plain", str(said).encode()),)

@hookimpl
def export_edition(edition, settings):
"""
