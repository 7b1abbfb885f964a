"""The pieces drawn on sample pages, without the application; and every page of the demonstration, as it came."""

import pickle
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import pytest
from flask import Flask
from once import make_once, shared_folder

from coordinator.catalogues import SPOKEN
from coordinator.markup import shown
from tests.look.sheet import BODY, MEMBERSHIPS, ROOT, PlainForm, spoilt_form
from tests.look.taken import Pages
from tests.look.whole import taken_in


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
    environment.globals["password_was_wrong"] = lambda: False
    environment.globals["lost_file"] = lambda _name: False

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
