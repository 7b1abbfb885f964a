"""What tests stand on: a fresh instance each, on encrypted SQLite or on a scratch PostgreSQL."""

import os
import pickle
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from playwright.sync_api import Browser, sync_playwright

# The people of the tests are imported by name from every folder of tests.
sys.path.insert(0, str(Path(__file__).parent))

from cast import Cast
from once import make_once, shared_folder
from scratch_postgresql import ScratchPostgresql

import coordinator
from coordinator import db, schema
from coordinator.app import settle
from coordinator.catalogues import SPOKEN
from coordinator.config import Settings, load_settings
from coordinator.desk.demo import make_demo
from coordinator.instance import init_instance
from tests.look.taken import Pages
from tests.look.whole import taken_in

ENGINES = ("sqlite", "postgresql")
CHROMIUM = Path("/usr/bin/chromium")
# Without its own conversations with the outside, and as root without its own sandbox.
CHROMIUM_ALONE = [
    *("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # There is no graphics card to ask.
    "--disable-gpu",
]


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
        first, *others = ENGINES
        at_length = metafunc.definition.get_closest_marker("others_at_length") is not None
        marks = [pytest.mark.long] if at_length else []
        metafunc.parametrize("engine", [first, *(pytest.param(other, marks=marks) for other in others)])


@pytest.fixture
def settings(engine: str, pattern_instance: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """The settings of a fresh, empty, migrated instance."""
    folder = tmp_path / "instance"
    shutil.copytree(pattern_instance, folder)
    if engine == "postgresql":
        url = request.getfixturevalue("postgresql").fresh_database(pattern_instance)
        return load_settings(folder, {"database_url": url})
    return load_settings(folder)


class KeptTemplates(BytecodeCache):
    """Templates that were compiled once, for every application of this test run."""

    kept: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from what is kept."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session")
def house(pattern_instance: Path) -> Flask:
    """The application, built once a run: two hundred routes take a tenth of a second."""
    return coordinator.create_app(load_settings(pattern_instance))


def _at_home(app: Flask, settings: Settings) -> Iterator[Flask]:
    """The application over the instance of one test, with its database connected in this thread."""
    before = dict(app.config)
    settle(app, settings)
    app.testing = True
    app.jinja_env.bytecode_cache = KeptTemplates()
    with app.app_context():
        db.connect()
    yield app
    db.close_all()
    app.config.clear()
    app.config.update(before)


@pytest.fixture(scope="session")
def demo_folder(house: Flask, pattern_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the demonstration in it, made once a run, to be copied."""

    def make(folder: Path) -> None:
        shutil.copytree(pattern_instance, folder)
        before = dict(house.config)
        settle(house, load_settings(folder))
        with house.app_context():
            db.connect()
            make_demo()
            db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close_all()
        house.config.clear()
        house.config.update(before)

    return make_once(shared_folder(tmp_path_factory) / "demonstration", make)


@pytest.fixture(scope="session")
def all_pages(house: Flask, demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pages]:
    """Every page of the demonstration in each language, as five people come by it.

    Where several processes share out the tests, they share out the languages, too, and each takes what others made.
    """

    def take(language: str, place: Path) -> None:
        place.write_bytes(pickle.dumps(taken_in(language, house, demo_folder, tmp_path_factory.mktemp("pages"))))

    there = shared_folder(tmp_path_factory)
    for waits in (False, True):
        for language in SPOKEN:
            make_once(there / f"pages-{language}", partial(take, language), waits)
    return {language: pickle.loads((there / f"pages-{language}").read_bytes()) for language in SPOKEN}  # noqa: S301 (made by this very run)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium: one a test process, since Playwright starts only once in a thread."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ALONE)
        yield started
        started.close()


@pytest.fixture
def app(house: Flask, settings: Settings) -> Iterator[Flask]:
    """The application over a fresh instance."""
    yield from _at_home(house, settings)


@pytest.fixture
def fresh_app(settings: Settings) -> Iterator[Flask]:
    """An application of one test's own, for tests that hang pages of their own into it."""
    yield from _at_home(coordinator.create_app(settings), settings)


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The people of two cities, signed in."""
    return Cast(app)
