"""One round through the whole paper in one language: along all links, then into the corners."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cast import Person
from flask import Flask

from coordinator import db
from coordinator.accounts.actions import open_session
from coordinator.accounts.models import Account, SessionKind
from coordinator.app import settle
from coordinator.config import Settings, load_settings
from tests.look import corners
from tests.look.taken import Pages
from tests.look.walk import walk

WALKERS = ("demo-kettle-plover", "demo-nopal-jacaranda", "demo-linen-sorrel", "demo-server-operator", None)


def taken_in(language: str, app: Flask, demo_folder: Path, parent: Path) -> Pages:
    """Every page of a copy of the demonstration whose people all read in this language."""
    shutil.copytree(demo_folder, parent / "instance")
    pages = Pages(app, language)
    with at_home(app, load_settings(parent / "instance")):
        Account.update(language=language).execute()
        _go_round(pages)
    return pages


@contextmanager
def at_home(app: Flask, settings: Settings) -> Iterator[None]:
    """The application over an instance, as it was before afterwards."""
    before = dict(app.config)
    settle(app, settings)
    # Exports are looked at before and after they are made.
    app.config.update(TESTING=True, WAIT_SECONDS=0)
    db.connect()
    try:
        yield
    finally:
        db.close_all()
        app.config.clear()
        app.config.update(before)


def _go_round(pages: Pages) -> None:
    def enter(name: str | None) -> Person:
        if name is None:
            return pages.person()
        account = Account.get(Account.sign_in_name == name)
        return pages.person(account, open_session(account, SessionKind.OWN))

    for name in WALKERS:
        starts = () if name is None else ("/search", "/account")
        found = walk(enter(name), "/sign-in", "/recover", "/join", *starts)
        pages.dead_links += [(name, page.address, page.status) for page in found if page.status != 200]
    corners.see_all(enter)
