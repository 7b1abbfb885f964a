"""The pieces drawn on sample pages, without the application."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest

from coordinator.markup import shown
from tests.look.sheet import BODY, MEMBERSHIPS, ROOT, PlainForm, spoilt_form


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
