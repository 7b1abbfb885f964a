"""The demonstration, to be walked through in each language."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cast import Person
from flask import Flask

import coordinator
from coordinator import db, schema
from coordinator.accounts.actions import open_session
from coordinator.accounts.models import Account, SessionKind
from coordinator.config import load_settings
from coordinator.desk.demo import make_demo
from coordinator.instance import init_instance
from tests.look.walk import Visited, walk

Walked = Callable[[str, str], list[Visited]]


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the demonstration in it, made once."""
    folder = tmp_path_factory.mktemp("languages") / "instance"
    init_instance(folder)
    settings = load_settings(folder)
    app = coordinator.create_app(settings)
    schema.migrate(settings)
    with app.app_context():
        db.connect()
        make_demo()
    db.close_all()
    return folder


@pytest.fixture
def demo(demo_folder: Path) -> Iterator[Flask]:
    """The application over it."""
    app = coordinator.create_app(load_settings(demo_folder))
    app.testing = True
    with app.app_context():
        db.connect()
    yield app
    db.close_all()


@pytest.fixture
def walked(demo: Flask) -> Walked:
    """A function that has somebody of the demonstration walk through every kind of page in a language."""

    def pages_of(name: str, language: str) -> list[Visited]:
        Account.update(language=language).where(Account.sign_in_name == name).execute()
        account = Account.get(Account.sign_in_name == name)
        person = Person(demo, account, open_session(account, SessionKind.OWN))
        return list(walk(person, "/sign-in", "/recover", "/join", "/search", "/account"))

    return pages_of
