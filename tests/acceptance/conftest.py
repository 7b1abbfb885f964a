"""Real texts carried through the whole job; only `make acceptance SAMPLES=DIR` runs this."""

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--samples", type=Path, default=None, help="the folder with the real texts")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without the texts there is nothing to try."""
    return True if config.getoption("--samples", default=None) is None else None


@pytest.fixture(scope="session")
def samples(request: pytest.FixtureRequest) -> Path:
    """The folder with the real texts."""
    folder = Path(request.config.getoption("--samples")).resolve()
    assert folder.is_dir(), f"There is no folder {folder}: name the one with the texts by SAMPLES=DIR."
    return folder
