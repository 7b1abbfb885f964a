"""Every route, walked as those whom it is not for: what is hidden answers exactly like what is not there."""

import re
from collections.abc import Iterator

import pytest
from cast import Cast, Person
from flask import Flask
from werkzeug.routing import Rule

from coordinator import clock, ids, jobs
from coordinator.access import Permission
from coordinator.newsletters import queries as newsletters
from coordinator.newsletters.actions import articles, claims, editions, exports
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.boxes.actions import Draft as BoxDraft
from coordinator.newsletters.boxes.actions import write_box
from coordinator.newsletters.letters import actions as letterbox
from coordinator.newsletters.letters.models import Letter
from coordinator.newsletters.letters.queries import letterbox_of
from coordinator.newsletters.looks import actions as looks
from coordinator.newsletters.looks.intake import brought
from coordinator.reports import actions as reports
from coordinator.spaces.models import Line, Openness, Site, Space
from coordinator.threads import actions as threads

MISSING = 404
# Where a code or a name of a form takes the place of an id, there is nothing of a space to hide.
WITHOUT_A_THING = {"code", "name", "notice", "act", "path"}


@pytest.fixture
def things(cast: Cast) -> dict[str, str]:
    """One of each thing in Boston, for Boston's eyes only, by the name that it has in addresses."""
    Space.update(openness=Openness.UNLISTED.value).where(Space.id == cast.boston.id).execute()
    heron, boston = cast.heron.reader, cast.boston
    site = Site.create(space=boston, name="The big hall")
    line = Line.create(space=boston, slug="own-line", name="Our own line")
    week = clock.week_of(clock.today())
    note = reports.write_note(heron, boston.id, "The belt stood still.", site.id, week)
    report = reports.start_report(heron, boston.id, title="October", text="We talked to nine people.")
    thread = threads.open_thread(heron, boston.id, "What now?", "Wait or act?")
    article = articles.submit_article(heron, boston.id, Draft("A heading", "Words."))
    claim = claims.write_claim(heron, boston.id, claims.Draft("Nobody was cut."))
    letterbox.set_letterbox(heron, boston.id, letterbox.Terms())
    letterbox.send_letter(letterbox_of(boston.id), letterbox.Draft("The lift is broken."), "a secret")
    edition = editions.start_edition(heron, boston.id, clock.today())
    editions.line_up(heron, edition, {article.id: 1})
    export = exports.export_edition(heron, edition, "messenger_text")
    jobs.run_pending()
    file = newsletters.files_of(export)[0]
    post = threads.write_post(heron, thread, "I say: wait.")
    look = looks.add_look(heron, boston.id, brought(b"Words.", "look.txt"))
    return {
        "space": boston.slug,
        "note_id": note.public_id,
        "report_id": report.public_id,
        "thread_id": thread.public_id,
        "post_id": post.public_id,
        "article_id": article.public_id,
        "claim_id": claim.public_id,
        "box_id": write_box(heron, boston.id, BoxDraft("A box", "Words.")).public_id,
        "letter_id": Letter.get().public_id,
        "edition_id": edition.public_id,
        "export_id": export.public_id,
        "file_id": file.public_id,
        "line": line.slug,
        "look_id": look.public_id,
        "number": "1",
        "section": "1",
    }


def rules(app: Flask) -> Iterator[Rule]:
    """The routes that lead to something of a space."""
    for rule in app.url_map.iter_rules():
        wanted = app.view_functions[rule.endpoint].guard.permission  # type: ignore[attr-defined]
        if wanted is not Permission.OPEN and not rule.arguments & WITHOUT_A_THING:
            yield rule


def address(rule: Rule, things: dict[str, str]) -> str:
    """The route's address with the things of Boston in it."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: things[found.group(1)], str(rule))


def strangers(cast: Cast) -> dict[str, Person]:
    """Those who are not in Boston, one of them no more."""
    cast.remove(cast.robin, cast.boston)
    return {
        "a coordinator elsewhere": cast.maple,
        "a member elsewhere": cast.birch,
        "an account without a membership": cast.stranger,
        "the operator": cast.operator,
        "a removed member": cast.robin,
        "somebody signed out": cast.nobody,
    }


def test_every_route_hides_what_is_in_a_space_from_everybody_else(
    cast: Cast, app: Flask, things: dict[str, str]
) -> None:
    wrong = []
    for who, person in strangers(cast).items():
        hidden = person._hidden()
        for rule in rules(app):
            if not rule.arguments:
                continue
            path = address(rule, things)
            if "GET" in (rule.methods or ()):
                wrong += [(who, "GET", path)] if person.get(path).status_code != MISSING else []
            if "POST" in (rule.methods or ()):
                answer = person.client.post(path, data={**hidden, "once_key": ids.new_id()})
                wrong += [(who, "POST", path)] if answer.status_code != MISSING else []
    assert wrong == []


def test_somebody_signed_out_gets_no_private_page_at_all(cast: Cast, app: Flask) -> None:
    paths = [str(rule) for rule in rules(app) if not rule.arguments and "GET" in (rule.methods or ())]
    assert {cast.nobody.get(path).status_code for path in paths} == {MISSING}


def test_those_whom_the_things_are_for_reach_them(cast: Cast, app: Flask, things: dict[str, str]) -> None:
    reached = {
        address(rule, things): cast.heron.get(address(rule, things)).status_code
        for rule in rules(app)
        if rule.arguments and "GET" in (rule.methods or ())
    }
    found = [path for path, status in reached.items() if status in (200, 302, 303)]
    # Some pages ask for a state that the thing is not in, such as one that was taken back.
    assert len(found) > 0.6 * len(reached), sorted(set(reached) - set(found))


def test_a_hidden_thing_and_a_missing_one_give_the_same_bytes(cast: Cast, things: dict[str, str]) -> None:
    for kind, key in (
        ("reports", "report_id"),
        ("threads", "thread_id"),
        ("notes", "note_id"),
        ("articles", "article_id"),
        ("claims", "claim_id"),
        ("letters", "letter_id"),
    ):
        hidden, missing = things[key], ids.new_id()
        pages = [cast.maple.get(f"/{kind}/{public_id}").get_data(as_text=True) for public_id in (hidden, missing)]
        bare = [re.sub(r'name="csrf_token" value="[^"]*"', "", page) for page in pages]
        assert bare[0].replace(hidden, "X") == bare[1].replace(missing, "X")
