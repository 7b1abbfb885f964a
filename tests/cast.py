"""The people of the tests: two cities, an operator, a stranger, and how each of them uses the pages."""

import re
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from html5lib import parse
from werkzeug.test import TestResponse

from coordinator import clock, db
from coordinator.access import NOBODY, Reader, Role
from coordinator.accounts import actions as account_actions
from coordinator.accounts.models import Account, SessionKind
from coordinator.server import the_server
from coordinator.spaces.models import Membership, Space
from coordinator.spaces.queries import reader_of

PASSWORD = "nine brown herons"
# Made once, since hashing takes a fifth of a second: the hash of PASSWORD.
PASSWORD_HASH = "$argon2id$v=19$m=65536,t=3,p=1$7NrTONNaGMhNzhEqdAQ99w$9D+2ZbQkbKERkucZjPhmmIfN56Rf/EmcJHaf8PrkWpE"
NAMESPACE = "{http://www.w3.org/1999/xhtml}"


@dataclass
class Person:
    """Somebody with a browser."""

    app: Flask
    account: Account | None = None
    token: str = ""
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        if self.token:
            self.client.set_cookie("s", self.token)

    @property
    def reader(self) -> Reader:
        """This person as actions and queries take it, with the memberships of this moment."""
        return NOBODY if self.account is None else reader_of(self.account.id, bool(self.account.is_operator))

    @property
    def account_id(self) -> int | None:
        """The account's key, None for nobody."""
        return None if self.account is None else int(self.account.id)

    def membership_in(self, space: Space) -> Membership:
        """This person's membership row in a space."""
        return Membership.get((Membership.account == self.account) & (Membership.space == space))

    def get(self, path: str, **more: Any) -> TestResponse:
        """Open an address."""
        return self.client.get(path, **more)

    def page(self, path: str) -> str:
        """The text of a page that must be there."""
        response = self.get(path, follow_redirects=True)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return response.get_data(as_text=True)

    def post(self, path: str, follow: bool = False, **fields: Any) -> TestResponse:
        """Send a form to an address, with a fresh token and a one-time key of its own."""
        hidden = self._hidden()
        return self.client.post(path, data={**hidden, **_named(fields)}, follow_redirects=follow)

    def submit(self, page_path: str, _action: str | None = None, _follow: bool = False, **fields: Any) -> TestResponse:
        """Open a page, fill in its form (the one whose action is `_action`, else the last) and send it."""
        response = self.get(page_path, follow_redirects=True)
        assert response.status_code == 200, f"{page_path}: {response.status_code}"
        forms = [form for form in forms_of(response.get_data(as_text=True)) if form["action"] != "/sign-out"]
        fitting = [form for form in forms if _action is None or form["action"].split("?")[0].endswith(_action)]
        assert fitting, f"no form for {_action} on {page_path}: {[form['action'] for form in forms]}"
        form = fitting[-1]
        address = form["action"] or (response.request.full_path.rstrip("?"))
        return self.client.post(address, data={**form["fields"], **_named(fields)}, follow_redirects=_follow)

    def _hidden(self) -> dict[str, str]:
        page = self.client.get("/account" if self.token else "/sign-in").get_data(as_text=True)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert token, "no token on the page"
        return {"csrf_token": token.group(1), "once_key": re.sub(r"\W", "", token.group(1))[:40]}


def _named(fields: dict[str, Any]) -> dict[str, Any]:
    """Python's own words as field names: a trailing underscore is dropped (`from_` sends `from`)."""
    return {name.removesuffix("_"): value for name, value in fields.items()}


def forms_of(page: str) -> list[dict[str, Any]]:
    """The POST forms of a page: where each goes, and what it would send as it stands."""
    tree = parse(page)
    found = []
    for form in tree.iter(f"{NAMESPACE}form"):
        if (form.get("method") or "get").lower() == "post":
            found.append({"action": form.get("action") or "", "fields": _values(form)})
    return found


def _values(form: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for element in form.iter():
        name, tag = element.get("name"), str(element.tag).removeprefix(NAMESPACE)
        if not name:
            continue
        if tag == "textarea":
            values[name] = (element.text or "").removeprefix("\n")
        elif tag == "select":
            options = list(element.iter(f"{NAMESPACE}option"))
            chosen = [each for each in options if each.get("selected") is not None] or options[:1]
            values[name] = chosen[0].get("value", chosen[0].text) if chosen else ""
        elif tag == "input" and _is_sent(element):
            values[name] = element.get("value", "")
    return values


def _is_sent(element: Any) -> bool:
    kind = element.get("type", "text")
    if kind in ("checkbox", "radio"):
        return element.get("checked") is not None
    return kind not in ("submit", "file", "image", "button")


class Cast:
    """Two cities: Boston (Heron coordinates, Wren edits, Robin is a member) and Chicago (Maple coordinates, Birch)."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        # In one write: a disk takes longer than everything else about these people.
        with db.write():
            self._gather()

    def _gather(self) -> None:
        server = the_server()
        server.name, server.is_set_up = "Lighthouse", True
        server.save()
        self.boston = self.space("boston", "Boston warehouse", "a warehouse in the east", "Boston")
        self.chicago = self.space("chicago", "Chicago buses", "a bus depot in the middle", "Chicago")
        self.heron = self.person("heron-oak-lamp", (self.boston, "Heron", Role.COORDINATOR))
        self.wren = self.person("wren-oak-lamp", (self.boston, "Wren", Role.EDITOR))
        self.robin = self.person("robin-oak-lamp", (self.boston, "Robin", Role.MEMBER))
        self.maple = self.person("maple-oak-lamp", (self.chicago, "Maple", Role.COORDINATOR))
        self.birch = self.person("birch-oak-lamp", (self.chicago, "Birch", Role.MEMBER))
        self.operator = self.person("stone-oak-lamp", is_operator=True)
        self.stranger = self.person("stranger-oak-lamp")
        self.nobody = Person(self.app)

    def space(self, slug: str, name: str, outward_name: str, city: str) -> Space:
        """One more space."""
        week = clock.week_of(clock.today())
        return Space.create(slug=slug, name=name, outward_name=outward_name, city=city, made_week=week)

    def person(self, sign_in_name: str, *places: tuple[Space, str, Role], is_operator: bool = False) -> Person:
        """One more account with its memberships, signed in."""
        week = clock.week_of(clock.today())
        account = Account.create(
            sign_in_name=sign_in_name, password_hash=PASSWORD_HASH, made_week=week, is_operator=is_operator
        )
        for space, pen_name, role in places:
            Membership.create(
                space=space,
                account=account,
                pen_name=pen_name,
                pen_name_key=pen_name.casefold(),
                role=role.value,
                joined_week=week,
            )
        return Person(self.app, account, account_actions.open_session(account, SessionKind.OWN))

    def remove(self, person: Person, space: Space) -> None:
        """End a membership, as a removal does."""
        Membership.update(is_active=False).where(
            (Membership.account == person.account) & (Membership.space == space)
        ).execute()
