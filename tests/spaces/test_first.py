"""The operator's first page, the recovery sheet, and spaces made later."""

import re

import pytest
from cast import Cast, Person
from flask import Flask

from coordinator.accounts import actions
from coordinator.accounts.models import Account
from coordinator.config import Settings
from coordinator.instance import waiting_recovery_key
from coordinator.server import the_server
from coordinator.spaces.models import Membership, Space

NEW = "seven grey pebbles"
FIELDS = {
    "server_name": "Kitchen Table",
    "name": "The laundry",
    "language": "es",
    "paper": "letter",
    "pen_name": "Heron",
    "new_password": NEW,
    "new_password_twice": NEW,
}


@pytest.fixture
def code(app: Flask) -> str:
    """The link that the first start prints."""
    return actions.make_operator_link()


def test_the_first_page_makes_server_account_and_space(both_engines: str, app: Flask, code: str) -> None:
    operator = Person(app)
    page = operator.submit(f"/first/{code}", **FIELDS).get_data(as_text=True)
    server, account, space = the_server(), Account.get(), Space.get()
    assert (server.name, server.language, server.paper, server.is_set_up) == ("Kitchen Table", "es", "letter", True)
    assert account.is_operator and account.sign_in_name in page and "five recovery words" in page
    assert (space.name, space.language, space.paper) == ("The laundry", "es", "letter")
    assert Membership.get().role == "coordinator" and Membership.get().pen_name == "Heron"
    assert "The laundry" in operator.page(f"/s/{space.slug}/")
    assert "laundry" not in space.slug


def test_who_does_not_belong_gets_an_invitation_for_who_does(app: Flask, code: str) -> None:
    operator = Person(app)
    fields = {**operator._hidden(), **FIELDS, "device": "shared"}
    page = operator.client.post(f"/first/{code}", data=fields).get_data(as_text=True)
    invitation = re.findall(r'class="slip-code"><strong dir="ltr">([^<]+)<', page)[0]
    assert Membership.select().count() == 0
    first = Person(app)
    first.submit(f"/join/{invitation}", pen_name="Finch", new_password=NEW, new_password_twice=NEW)
    assert Membership.get().role == "coordinator"
    assert operator.get(f"/s/{Space.get().slug}/members").status_code == 404


def test_the_link_works_once_and_an_older_one_not_at_all(app: Flask, code: str) -> None:
    newer = actions.make_operator_link()
    assert Person(app).get(f"/first/{code}").status_code == 404
    Person(app).submit(f"/first/{newer}", **FIELDS)
    assert Person(app).get(f"/first/{newer}").status_code == 404
    late = Person(app).post(f"/first/{newer}", **FIELDS, device="shared", belongs="y")
    assert late.status_code == 404
    assert Account.select().count() == 1


def test_sent_twice_it_acts_once_and_shows_the_sign_in_name_again(app: Flask, code: str) -> None:
    operator = Person(app)
    fields = {**operator._hidden(), **FIELDS, "device": "shared", "belongs": "y"}
    for _time in range(2):
        page = Person(app).client.post(f"/first/{code}", data=fields).get_data(as_text=True)
        assert Account.get().sign_in_name in page
    assert (Account.select().count(), Space.select().count()) == (1, 1)
    stolen = {**fields, "new_password": "not the right one", "new_password_twice": "not the right one"}
    assert Person(app).client.post(f"/first/{code}", data=stolen).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"server_name": ""},
        {"name": "  "},
        {"language": "tlh"},
        {"paper": "papyrus"},
        {"pen_name": ""},
        {"new_password": "short", "new_password_twice": "short"},
        {"new_password_twice": "another one yet"},
        {"server_name": "x" * 500},
    ],
)
def test_what_is_missing_or_wrong_is_refused_and_the_link_still_works(
    app: Flask, code: str, fields: dict[str, str]
) -> None:
    answer = Person(app).submit(f"/first/{code}", **{**FIELDS, **fields})
    assert answer.status_code == 400
    assert Account.select().count() == 0
    assert Person(app).submit(f"/first/{code}", **FIELDS).status_code == 200


def test_what_is_missing_is_said_in_the_order_of_the_page(app: Flask, code: str) -> None:
    page = Person(app).submit(f"/first/{code}", server_name="", name="").get_data(as_text=True)
    linked = re.findall(r'<li><a href="#([\w-]+)">', page)
    assert linked[:2] == ["server_name", "name"] and linked[-1] == "new_password"


def test_the_recovery_sheet_is_there_until_it_is_on_paper(app: Flask, settings: Settings, code: str) -> None:
    operator = Person(app)
    operator.submit(f"/first/{code}", **FIELDS)
    key = waiting_recovery_key(settings)
    assert key and key in operator.page("/operator/recovery-sheet")
    operator.token = operator.client.get_cookie("s").value
    answer = operator.submit("/operator/recovery-sheet", _action="/recovery-sheet", _follow=True)
    assert answer.request.full_path == "/?done=sheet_done"
    assert key not in answer.get_data(as_text=True)
    assert waiting_recovery_key(settings) is None


def test_nobody_but_the_operator_sees_the_sheet_or_makes_spaces(cast: Cast) -> None:
    for person in (cast.heron, cast.stranger, cast.nobody):
        assert person.get("/operator/recovery-sheet").status_code == 404
        assert person.get("/operator/spaces/new").status_code == 404


def test_the_operator_makes_a_space_and_sees_nothing_in_it(both_engines: str, cast: Cast) -> None:
    page = cast.operator.submit("/operator/spaces/new", name="Dallas", city="Dallas").get_data(as_text=True)
    invitation = re.findall(r'class="slip-code"><strong dir="ltr">([^<]+)<', page)[0]
    space = Space.get(Space.name == "Dallas")
    for path in ("members", "log", "settings", "names", "sites", "invite"):
        assert cast.operator.get(f"/s/{space.slug}/{path}").status_code == 404
    first = Person(cast.app)
    first.submit(f"/join/{invitation}", pen_name="Finch", new_password=NEW, new_password_twice=NEW)
    assert "The operator of the server made this space" in first.page(f"/s/{space.slug}/log")


def test_the_operator_may_take_the_invitation_under_a_pen_name(cast: Cast) -> None:
    page = cast.operator.submit("/operator/spaces/new", name="Dallas").get_data(as_text=True)
    invitation = re.findall(r'class="slip-code"><strong dir="ltr">([^<]+)<', page)[0]
    assert cast.operator.submit(f"/join/{invitation}", pen_name="Stone").status_code == 303
    assert "Dallas" in cast.operator.page(f"/s/{Space.get(Space.name == 'Dallas').slug}/")
