"""Real texts carried through the whole job; only `make acceptance SAMPLES=DIR` runs this."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import Cast
from pypdf import PdfReader

import coordinator
from coordinator import db
from coordinator.config import load_settings
from tests.acceptance.journey import Journey, printed


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


@pytest.fixture(scope="session")
def journey(samples: Path, pattern_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """The whole job, done once in a scratch instance."""
    folder = tmp_path_factory.mktemp("acceptance")
    shutil.copytree(pattern_instance, folder / "instance")
    app = coordinator.create_app(load_settings(folder / "instance"))
    app.testing = True
    app.config["WAIT_SECONDS"] = 0
    with app.app_context():
        db.connect()
    done = Journey(samples, folder / "instance", folder, Cast(app))
    with app.app_context():
        done.import_all()
        done.release()
        done.quote()
        done.print()
    yield done
    print(told(done))
    db.close_all()


def told(journey: Journey) -> str:
    """The numbers of this run, for whoever reads along."""
    report, mbox = journey.answers["report"], journey.answers["mbox"]
    times = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in journey.seconds.items())
    return (
        f"\n{report['words']} words in {report['sections']} sections; {mbox['messages']} messages as {mbox['posts']} "
        f"posts in {mbox['threads']} threads, {mbox['skipped']} skipped; "
        f"{len(PdfReader(printed(journey)).pages)} printed pages. {times}."
    )
