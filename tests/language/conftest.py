"""The demonstration, to be walked through in each language."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cast import Person
from flask import Flask

import coordinator
from coordinator import db
from coordinator.accounts.actions import open_session
from coordinator.accounts.models import Account, SessionKind
from coordinator.config import load_settings
from tests.look.walk import Visited, walk

Walked = Callable[[str, str], list[Visited]]


@pytest.fixture
def demo(demo_folder: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application over a demonstration of this test's own."""
    instance = shutil.copytree(demo_folder, tmp_path / "instance")
    app = coordinator.create_app(load_settings(instance))
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
