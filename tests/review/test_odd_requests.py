"""Odd things that anybody can type or send, at every route and in every form: never a fault, only an answer."""

import re
from typing import Any

import pytest
from cast import Cast, forms_of
from flask import Flask
from flask.testing import FlaskClient

from coordinator import clock, ids, jobs
from coordinator.db import database
from coordinator.newsletters.actions import articles, editions, exports
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.queries import files_of
from coordinator.reports import actions as reports
from coordinator.spaces.models import Line, Site
from coordinator.threads import actions as threads

# Of each kind one: what no database stores, a number that fits nowhere, bytes that are no text.
ODD = ("\0", "9" * 25, "\udcff")
MORE_ODD = ("9" * 5000, "-1", "٣", "'\"><script>alert(1)</script>", "../../etc/passwd", "\r\nSet-Cookie: a=b")
TYPED = ("\0", "9" * 25)
MORE_TYPED = ("9" * 5000, "'\"><script>alert(1)</script>", "%(x)s\r\nSet-Cookie: a=b")
SHORT_AND_LONG = [pytest.param(False, id="some"), pytest.param(True, id="the rest", marks=pytest.mark.long)]
ARGUMENTS = (
    "before", "from", "to", "week", "site", "line", "state", "quote", "report", "section", "post", "note", "space",
    "weeks", "words", "kind", "thread", "done", "next", "where", "first", "last",
)  # fmt: skip
OUT_OF_REACH = {"/sign-out", "/account/close", "/account/sessions/end-others", "/account/password"}


@pytest.fixture
def things(cast: Cast) -> dict[str, str]:
    heron, boston = cast.heron.reader, cast.boston
    Site.create(space=boston, name="The big hall")
    line = Line.create(space=boston, slug="own-line", name="Our own line")
    note = reports.write_note(heron, boston.id, "The belt stood still.")
    report = reports.start_report(heron, boston.id, title="October", text="We talked.", line_id=line.id)
    reports.submit_report(heron, report)
    thread = threads.open_thread(heron, boston.id, "What now?", "Wait or act?")
    post = threads.write_post(heron, thread, "I say: wait.")
    article = articles.submit_article(heron, boston.id, Draft("A heading", "Words."))
    edition = editions.start_edition(heron, boston.id, clock.today())
    editions.line_up(heron, edition, {article.id: 1})
    export = exports.export_edition(heron, edition, "messenger_text")
    jobs.run_pending()
    return {
        "space": boston.slug,
        "note_id": note.public_id,
        "report_id": report.public_id,
        "thread_id": thread.public_id,
        "post_id": post.public_id,
        "article_id": article.public_id,
        "edition_id": edition.public_id,
        "export_id": export.public_id,
        "file_id": files_of(export)[0].public_id,
        "line": line.slug,
        "number": "1",
        "section": "1",
        "name": "messenger_text",
        "path": "style.css",
        "act": ids.new_id(),
        "code": ids.new_id(),
        "notice": "1",
    }


def addresses(app: Flask, things: dict[str, str], method: str) -> list[str]:
    """Every route with the things of Boston in it."""
    found = []
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            found.append(re.sub(r"<(?:\w+:)?(\w+)>", lambda part: things.get(part.group(1), "1"), str(rule)))
    return found


def faults_of(client: FlaskClient, address: str, **more: Any) -> list[str]:
    """What went wrong in answering, as one line; nothing where there is an answer below 500."""
    try:
        status = client.open(address, **more).status_code
    except Exception as fault:
        return [f"{type(fault).__name__} at {address[:80]}: {str(fault)[:80]}"]
    return [f"{status} at {address[:80]}"] if status >= 500 else []


@pytest.mark.others_at_length
@pytest.mark.parametrize("rest", SHORT_AND_LONG)
def test_no_odd_argument_breaks_a_page(
    both_engines: str, cast: Cast, app: Flask, things: dict[str, str], rest: bool
) -> None:
    wrong: list[str] = []
    for address in addresses(app, things, "GET"):
        for odd in MORE_ODD if rest else ODD:
            asked = {name: odd.encode("utf-8", "surrogateescape") for name in ARGUMENTS}
            wrong += faults_of(cast.heron.client, address, query_string=asked)
    assert wrong == []


@pytest.mark.others_at_length
@pytest.mark.parametrize("rest", SHORT_AND_LONG)
def test_no_odd_part_of_an_address_breaks_a_page(both_engines: str, cast: Cast, app: Flask, rest: bool) -> None:
    wrong: list[str] = []
    for rule in app.url_map.iter_rules():
        if not rule.arguments:
            continue
        for odd in MORE_ODD if rest else ODD:
            if odd and not odd.startswith("\udcff"):
                address = re.sub(r"<[^>]+>", lambda _part, odd=odd: odd.replace("%", "%25").replace("?", ""), str(rule))
                for client in (cast.heron.client, cast.nobody.client):
                    wrong += faults_of(client, address)
    assert wrong == []


def filled(fields: dict[str, Any], odd: str) -> dict[str, Any]:
    return {name: value if name in ("csrf_token", "once_key") else odd for name, value in fields.items()}


@pytest.mark.others_at_length
@pytest.mark.parametrize("rest", SHORT_AND_LONG)
def test_no_odd_word_in_any_form_breaks_its_answer(
    both_engines: str, cast: Cast, app: Flask, things: dict[str, str], rest: bool
) -> None:
    seen, wrong = 0, list[str]()
    for address in addresses(app, things, "GET"):
        with cast.heron.get(address, follow_redirects=True) as page:
            if page.status_code != 200 or "html" not in page.content_type:
                continue
            shown = page.get_data(as_text=True)
        for form in forms_of(shown):
            action = (form["action"] or address).split("?")[0]
            if action in OUT_OF_REACH or action.endswith(("/leave", "/settings")):
                continue
            for odd in MORE_TYPED if rest else TYPED:
                fields = {**filled(form["fields"], odd), "once_key": ids.new_id()}
                wrong += faults_of(cast.heron.client, action, method="POST", data=fields)
                seen += 1
    assert wrong == []
    assert seen > 100


def test_an_odd_origin_is_refused_and_not_a_fault(cast: Cast) -> None:
    for origin in ("http://[", "null", "http://localhost.evil.example", "javascript:1", "http://localhost:1", ""):
        answer = cast.robin.client.post(
            "/s/boston/notes/new", data={**cast.robin._hidden(), "text": "A note."}, headers={"Origin": origin}
        )
        assert answer.status_code == 403, origin


def test_no_address_leads_the_browser_to_another_host(cast: Cast) -> None:
    for path in (
        "//evil.example",
        "//evil.example/..",
        "/\\evil.example",
        "///evil.example/s/boston",
        "/%2fevil.example",
    ):
        for client in (cast.heron.client, cast.nobody.client):
            answer = client.get(path)
            assert "evil" not in answer.headers.get("Location", "").split("/", 3)[2:3]
            assert not answer.headers.get("Location", "").startswith(("//", "/\\"))


def test_a_look_at_the_head_of_a_page_changes_nothing(cast: Cast, app: Flask, things: dict[str, str]) -> None:
    for address in addresses(app, things, "GET"):
        before = database.execute_sql("SELECT total_changes()").fetchone()
        for method in ("HEAD", "OPTIONS"):
            cast.wren.client.open(address, method=method)
        assert database.execute_sql("SELECT total_changes()").fetchone() == before, address
