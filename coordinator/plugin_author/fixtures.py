"""What pytest brings along for the tests of a plugin: editions to try, and a run in the real sandbox."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.plugin_author import editions
from coordinator.plugin_author.folders import plugin_in
from coordinator.plugin_contract import Edition, ExportedFile, Sheet
from coordinator.plugin_host import host

RunPlugin = Callable[..., tuple[ExportedFile, ...]]


@pytest.fixture
def edition() -> Edition:
    """An ordinary edition of three articles, the first with a picture."""
    return editions.plain_edition()


@pytest.fixture
def sheet() -> Sheet:
    """The first article of that edition, alone."""
    return editions.plain_sheet()


@pytest.fixture(scope="session")
def odd_editions() -> dict[str, Edition]:
    """Editions that are odd in one way each (empty, 80 pages, right to left …), by what is odd about them."""
    return editions.odd_editions()


@pytest.fixture
def run_plugin(request: pytest.FixtureRequest) -> RunPlugin:
    """Runs the plugin that the test lies with: `run_plugin(edition, columns=3)` gives its files.

    `folder` names another plugin's folder. PluginFailed where it fails; its `detail` has the traceback.
    """

    def run(value: Edition | Sheet, *, folder: Path | None = None, **settings: object) -> tuple[ExportedFile, ...]:
        return host.export(plugin_in(folder or _folder_of(request.path)), value, settings)

    return run


def _folder_of(test: Path) -> Path:
    return next((folder for folder in test.parents if (folder / "plugin.toml").is_file()), test.parent)
