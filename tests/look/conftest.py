"""The pieces drawn on sample pages, without the application; and every page of the demonstration, as it came."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import pytest
from flask import Flask

from coordinator import db
from coordinator.catalogues import SPOKEN
from coordinator.config import load_settings
from coordinator.desk.demo import make_demo
from coordinator.markup import shown
from tests.look.sheet import BODY, MEMBERSHIPS, ROOT, PlainForm, spoilt_form
from tests.look.taken import Pages
from tests.look.whole import at_home, taken_in


@pytest.fixture(scope="session")
def draw() -> Callable[..., str]:
    """A function that renders a template by its name, as the application would for a signed-in member."""
    loader = jinja2.FileSystemLoader([ROOT / "templates", Path(__file__).parent])
    environment = jinja2.Environment(
        loader=loader,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.filters["shown"] = shown
    environment.globals.update(static=lambda name: f"/static/{name}", page_token=lambda: "secret")
    environment.globals["asks_password"] = lambda: True

    def rendered(name: str, **context: Any) -> str:
        reader = {"is_signed_in": True, "is_operator": True, "memberships": MEMBERSHIPS}
        given = {
            "reader": reader,
            "server_name": "The Kettle",
            "here": MEMBERSHIPS[0],
            "language": "en",
            "direction": "ltr",
            "demo": False,
            "message": None,
            "form": spoilt_form(),
            "plain_form": PlainForm(),
            "body": BODY,
            "danger": False,
        }
        return environment.get_template(name).render({**given, **context})

    return rendered


@pytest.fixture(scope="session")
def demo_folder(house: Flask, pattern_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the demonstration in it, made once, to be copied."""
    folder = tmp_path_factory.mktemp("paper") / "instance"
    shutil.copytree(pattern_instance, folder)
    with at_home(house, load_settings(folder)), house.app_context():
        make_demo()
        db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture(scope="session")
def all_pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pages]:
    """Every page of the demonstration in each language, as five people come by it.

    Where several processes share out the tests, they share out the languages, too, and each takes what others made.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    house, demo_folder = request.getfixturevalue("house"), request.getfixturevalue("demo_folder")
    shared = tmp_path_factory.getbasetemp().parent if run else tmp_path_factory.getbasetemp()

    def made(language: str) -> Pages:
        return taken_in(language, house, demo_folder, tmp_path_factory.mktemp("pages"))

    for waits in (False, True):
        for language in SPOKEN:
            _keep_once(shared / f"pages-{run}-{language}", waits, partial(made, language))
    return {language: pickle.loads((shared / f"pages-{run}-{language}").read_bytes()) for language in SPOKEN}  # noqa: S301 (made by this very run)


def _keep_once(place: Path, waits: bool, make: Callable[[], Pages]) -> None:
    """Make what belongs in this place, once; what another process makes just now is left to it, or waited for."""
    with place.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if not place.exists():
            place.write_bytes(pickle.dumps(make()))
