"""Every refusal is a page in the layout that says what to do next, whatever is broken behind it."""

from collections.abc import Iterator
from typing import Any

import peewee
import pytest
from cast import Cast, Person
from flask import Flask
from werkzeug import exceptions

from coordinator import db, door, server
from coordinator.access import Permission
from coordinator.errors import NotAllowed, TooMany

REFUSALS: dict[int, Exception] = {
    400: exceptions.BadRequest(),
    403: NotAllowed("Ask a coordinator."),
    404: exceptions.NotFound(),
    405: exceptions.MethodNotAllowed(),
    413: exceptions.RequestEntityTooLarge(),
    415: exceptions.UnsupportedMediaType(),
    429: TooMany("Too many at once."),
    500: RuntimeError("a fault"),
    503: peewee.OperationalError("database is locked"),
}


@pytest.fixture
def person(fresh_app: Flask) -> Iterator[Person]:
    """Heron on an application with one address for each refusal, as it answers when nobody tests it."""

    @door.guard(Permission.OPEN)
    def refuse(status: int) -> Any:
        raise REFUSALS[status]

    fresh_app.add_url_rule("/test-refusal/<int:status>", view_func=refuse)
    heron = Cast(fresh_app).heron
    fresh_app.testing = False
    return heron


@pytest.mark.parametrize("status", sorted(REFUSALS))
def test_a_refusal_is_a_page_with_a_way_on(person: Person, status: int) -> None:
    answer = person.get(f"/test-refusal/{status}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert 'href="/static/style.css' in page and "<h1>" in page and 'class="lead"' in page
    assert 'class="button primary" href="/"' in page
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("status", [429, 503])
def test_machines_are_told_when_to_come_back(person: Person, status: int) -> None:
    assert person.get(f"/test-refusal/{status}").headers["Retry-After"] == "60"


def test_a_fault_speaks_of_typed_text_only_where_there_is_some(person: Person) -> None:
    assert "Copy it" not in person.get("/test-refusal/500").get_data(as_text=True)


def _away(*_arguments: Any, **_more: Any) -> Any:
    raise peewee.OperationalError("unable to open database file")


@pytest.mark.parametrize("path", ["/", "/account", "/nowhere", "/sign-in"])
def test_while_the_database_is_away_the_page_says_so(
    person: Person, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db.database.obj, "execute_sql", _away)
    answer = person.get(path)
    assert answer.status_code == 503
    assert "cannot reach its own store" in answer.get_data(as_text=True)
    assert "<h1>" in answer.get_data(as_text=True)


def test_a_database_that_cannot_be_opened_gives_the_same_page_and_is_asked_again(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as meanwhile:
        db.close_all()
        meanwhile.setattr(db.database.obj, "_connect", _away)
        answer = person.get("/")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert person.get("/").status_code == 200


def test_what_was_typed_comes_back_while_the_database_is_away(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {**person._hidden(), "text": "two sentences typed in the break"}
    monkeypatch.setattr(db.database.obj, "execute_sql", _away)
    answer = person.client.post("/s/boston/notes/new", data=fields)
    assert answer.status_code == 503
    assert "two sentences typed in the break" in answer.get_data(as_text=True)


def test_a_fault_in_finding_the_reader_still_gives_a_page(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_token: str) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setitem(person.app.extensions, "load_reader", broken)
    answer = person.get("/account")
    assert answer.status_code == 500
    assert "The fault is ours" in answer.get_data(as_text=True)


def test_the_name_of_the_server_is_left_out_while_nobody_can_read_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert server.shown_everywhere()[0] == "Lighthouse"
    monkeypatch.setattr(db, "fetch_one", _away)
    assert server.shown_everywhere() == ("", False)
