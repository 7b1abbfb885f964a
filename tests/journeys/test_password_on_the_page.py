"""A form that needs the password once more carries the field itself, while the password is stale and only then."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from cast import NAMESPACE, PASSWORD, Cast, Person
from flask import Flask
from html5lib import parse
from playwright.sync_api import Browser

from coordinator import clock, jobs, mail
from coordinator.access import Role
from coordinator.accounts.models import Session
from coordinator.door import WRITING, Guard
from coordinator.newsletters.actions.articles import Draft, submit_article
from coordinator.newsletters.actions.claims import Draft as Claimed
from coordinator.newsletters.actions.claims import write_claim
from coordinator.newsletters.actions.editions import line_up, publish_edition, start_edition
from coordinator.newsletters.actions.exports import export_edition
from coordinator.newsletters.looks.actions import add_look
from coordinator.newsletters.looks.intake import brought
from coordinator.newsletters.mailing.actions import set_list
from coordinator.reports import actions as reports
from coordinator.spaces.actions import members
from coordinator.threads.actions import open_thread
from tests.look.browsing import shown

# A form: the endpoints that its buttons lead to, and its fields for the password.
Seen = tuple[set[str], list[Any]]


def guarded(app: Flask) -> set[str]:
    """The endpoints that ask for a fresh password."""
    found = set()
    for rule in app.url_map.iter_rules():
        wanted: Guard | None = getattr(app.view_functions[rule.endpoint], "guard", None)
        if wanted is not None and wanted.confirm and WRITING & set(rule.methods or ()):
            found.add(rule.endpoint)
    return found


def forms_on(person: Person, path: str) -> Iterator[Seen]:
    """The POST forms of a page."""
    addresses = person.app.url_map.bind("localhost")
    for form in parse(person.page(path)).iter(f"{NAMESPACE}form"):
        if form.get("method") == "post":
            elsewhere = [each.get("formaction") for each in form.iter(f"{NAMESPACE}button")]
            leads_to = {address.split("?")[0] for address in (form.get("action") or path, *filter(None, elsewhere))}
            fields = [each for each in form.iter(f"{NAMESPACE}input") if each.get("name") == "password_again"]
            yield {str(addresses.match(address, "POST")[0]) for address in leads_to}, fields


@pytest.fixture
def pages(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Person, str]]:
    """The pages with forms that reach far, each with whoever may open it, and something to do on each."""
    members_page(cast)
    # Somewhere to send mail by; nothing is sent here.
    named = {"smtp_host": "127.0.0.1", "smtp_security": "none", "mail_from": "us@example.org"}
    monkeypatch.setattr(mail.office, "settings", dataclasses.replace(cast.app.config["SETTINGS"], **named))
    own = [f"/s/boston/{each}" for each in ("members?change=1", "invite", "leave")]
    account = [f"/account/{each}" for each in ("password", "recovery-words", "close")]
    server = [f"/operator/{each}" for each in ("accounts", "spaces/new", "recovery-sheet")]
    of_heron = [(cast.heron, path) for path in (*own, *account, *written(cast))]
    return [*of_heron, *((cast.operator, path) for path in server)]


def members_page(cast: Cast) -> None:
    """Somebody who left, and a removal that waits for a second coordinator."""
    cast.remove(cast.person("teal-oak-lamp", (cast.boston, "Teal", Role.MEMBER)), cast.boston)
    cast.person("crow-oak-lamp", (cast.boston, "Crow", Role.COORDINATOR))
    jay = cast.person("jay-oak-lamp", (cast.boston, "Jay", Role.COORDINATOR))
    members.remove_member(jay.reader, cast.boston.id, "crow")


def written(cast: Cast) -> list[str]:
    """The addresses of things that can be sent out, opened or printed."""
    heron, boston = cast.heron.reader, cast.boston.id
    report = reports.start_report(heron, boston, "October", "We asked nine people.")
    reports.submit_report(heron, report)
    thread = open_thread(heron, boston, "Act now?", "What would you do?")
    box = [
        submit_article(heron, boston, Draft(title, "It runs again.")) for title in ("The fan", "The belt", "The gate")
    ]
    out = start_edition(heron, boston, clock.today())
    line_up(heron, out, {box[2].id: 1})
    publish_edition(heron, out)
    edition = start_edition(heron, boston, clock.today())
    line_up(heron, edition, {box[0].id: 1})
    set_list(heron, boston, "paper@lists.example.org")
    letter = export_edition(heron, edition, "email")
    jobs.run_pending()
    look = add_look(heron, boston, brought(b"Words.", "look.txt"))
    claim = write_claim(heron, boston, Claimed("There is no money for it.", "There was for the gate."))
    return [
        f"/reports/{report.public_id}/release",
        f"/threads/{thread.public_id}/guests",
        f"/articles/{box[1].public_id}",
        f"/editions/{edition.public_id}",
        f"/editions/{out.public_id}",
        f"/exports/{letter.public_id}/mail",
        f"/looks/{look.public_id}",
        f"/claims/{claim.public_id}",
        "/s/boston/newsletter/claims/new",
    ]


def seen_on(pages: list[tuple[Person, str]]) -> list[Seen]:
    """All forms of these pages."""
    return [form for person, path in pages for form in forms_on(person, path)]


def test_while_the_password_is_stale_each_such_form_carries_the_field_once(
    cast: Cast, pages: list[tuple[Person, str]]
) -> None:
    Session.update(confirmed_at=None).execute()
    seen, wanted = seen_on(pages), guarded(cast.app)
    assert wanted - set().union(*(endpoints for endpoints, _fields in seen)) == set(), "no page here shows its form"
    for endpoints, fields in seen:
        assert len(fields) == int(bool(endpoints & wanted)), endpoints
    fields = [field for _endpoints, found in seen for field in found]
    assert {(field.get("type"), field.get("autocomplete")) for field in fields} == {("password", "current-password")}


def test_while_the_password_is_fresh_no_form_carries_it(cast: Cast, pages: list[tuple[Person, str]]) -> None:
    assert [endpoints for endpoints, fields in seen_on(pages) if fields] == []


def test_no_id_stands_twice_where_there_are_several(pages: list[tuple[Person, str]]) -> None:
    Session.update(confirmed_at=None).execute()
    for person, path in pages:
        ids = [each.get("id") for each in parse(person.page(path)).iter() if each.get("id")]
        assert len(ids) == len(set(ids)), path
        labelled = {each.get("for") for each in parse(person.page(path)).iter(f"{NAMESPACE}label")}
        assert labelled <= set(ids), path


def test_given_with_the_form_it_is_done_at_once_and_asked_no_more(cast: Cast) -> None:
    Session.update(confirmed_at=None).execute()
    made = cast.heron.submit("/s/boston/invite", "/invite", password_again=PASSWORD)
    assert made.status_code == 200 and "An invitation" in made.get_data(as_text=True)
    assert "password_again" not in cast.heron.page("/s/boston/invite")


@pytest.mark.parametrize("given", ["", "not my password"])
def test_forgotten_or_wrong_it_is_asked_for_alone_and_all_else_is_kept(cast: Cast, given: str) -> None:
    Session.update(confirmed_at=None).execute()
    asked = cast.heron.submit("/s/boston/invite", "/invite", count="3", password_again=given)
    page = asked.get_data(as_text=True)
    assert asked.status_code == 403 and '<input type="hidden" name="count" value="3">' in page
    assert ("That is not your password" in page) == bool(given) and "not my password" not in page


def test_refused_for_another_reason_a_right_one_is_not_asked_for_again(cast: Cast) -> None:
    Session.update(confirmed_at=None).execute()
    refused = cast.heron.submit("/s/boston/invite", "/invite", count="", password_again=PASSWORD)
    assert refused.status_code == 400 and "password_again" not in refused.get_data(as_text=True)


def test_typed_and_sent_with_the_button_that_only_looks_it_need_not_be_typed_again(cast: Cast) -> None:
    report = reports.start_report(cast.heron.reader, cast.boston.id, "October", "We asked nine people.")
    reports.submit_report(cast.heron.reader, report)
    Session.update(confirmed_at=None).execute()
    path = f"/reports/{report.public_id}/release"
    fields = next(form for form in parse(cast.heron.page(path)).iter(f"{NAMESPACE}form") if form.get("action") == path)
    sent = {each.get("name"): each.get("value") or "" for each in fields.iter(f"{NAMESPACE}input") if each.get("name")}
    hidden = {name: sent[name] for name in ("csrf_token", "once_key", "revision")}
    looked = cast.heron.client.post(f"{path}/look", data={**hidden, "password_again": PASSWORD})
    assert looked.status_code == 200 and "password_again" not in looked.get_data(as_text=True)


def test_a_wrong_one_sent_with_the_button_that_only_looks_is_said_beside_the_field(cast: Cast) -> None:
    report = reports.start_report(cast.heron.reader, cast.boston.id, "October", "We asked nine people.")
    reports.submit_report(cast.heron.reader, report)
    Session.update(confirmed_at=None).execute()
    path = f"/reports/{report.public_id}/release"
    assert "That is not your password" not in cast.heron.page(path)
    looked = cast.heron.post(f"{path}/look", password_again="not my password").get_data(as_text=True)
    assert "That is not your password. Please try again." in looked and 'aria-invalid="true"' in looked


def test_axe_finds_nothing_where_there_are_several(
    cast: Cast, browser: Browser, pages: list[tuple[Person, str]]
) -> None:
    Session.update(confirmed_at=None).execute()
    with browser.new_context(viewport={"width": 320, "height": 700}) as context:
        page = shown(context, cast.heron, "/s/boston/members?change=1")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
