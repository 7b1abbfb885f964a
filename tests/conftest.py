"""What tests stand on: a fresh instance each, on encrypted SQLite or on a scratch PostgreSQL."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

# The people of the tests are imported by name from every folder of tests.
sys.path.insert(0, str(Path(__file__).parent))

from cast import Cast
from scratch_postgresql import ScratchPostgresql

import coordinator
from coordinator import db, schema
from coordinator.config import Settings, load_settings
from coordinator.instance import init_instance

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("COORDINATOR_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def pattern_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with keys and an empty, migrated SQLite store, to be copied for each test."""
    folder = tmp_path_factory.mktemp("pattern") / "instance"
    init_instance(folder)
    settings = load_settings(folder)
    db.open_database(settings)
    schema.migrate(settings)
    db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close_all()
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[ScratchPostgresql]:
    """A PostgreSQL cluster of our own, started on first use, with a migrated pattern database."""
    cluster = ScratchPostgresql()
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """The engine of this test: SQLite, but for those that take `both_engines`."""
    return "sqlite"


@pytest.fixture
def both_engines(engine: str) -> str:
    """Taken by tests that must hold on both engines; its value is the engine's name."""
    return engine


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "both_engines" in metafunc.fixturenames:
        metafunc.parametrize("engine", ENGINES)


@pytest.fixture
def settings(engine: str, pattern_instance: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """The settings of a fresh, empty, migrated instance."""
    folder = tmp_path / "instance"
    shutil.copytree(pattern_instance, folder)
    if engine == "postgresql":
        url = request.getfixturevalue("postgresql").fresh_database(pattern_instance)
        return load_settings(folder, {"database_url": url})
    return load_settings(folder)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application over a fresh instance, with its database connected in this thread."""
    app = coordinator.create_app(settings)
    app.testing = True
    with app.app_context():
        db.connect()
    yield app
    db.close_all()


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The people of two cities, signed in."""
    return Cast(app)
