"""Sixteen people at once, through the real server: every acknowledged word is kept, once, and nobody meets a fault."""

import http.client
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from typing import Any
from urllib.parse import urlencode

from cast import Cast, Person, forms_of
from servers import Running

from coordinator import db, ids
from coordinator.access import Audience
from coordinator.reports import actions as reports
from coordinator.reports.models import Note, Revision
from coordinator.spaces.actions.invitations import invite
from coordinator.spaces.models import Membership
from coordinator.threads import actions as threads
from coordinator.threads.models import Post, PostVersion, Thread

Serve = Callable[..., AbstractContextManager[Running]]
PEOPLE, TURNS = 16, 6


class Browser:
    """What one person's browser does, with their cookie."""

    def __init__(self, port: int, person: Person) -> None:
        self.port = port
        self.host = f"127.0.0.1:{port}"
        self.cookie = f"s={person.token}"

    def ask(self, method: str, path: str, fields: dict[str, Any] | None = None) -> tuple[int, str]:
        head = {"Cookie": self.cookie, "Host": self.host}
        body = None
        if fields is not None:
            body, head["Content-Type"] = urlencode(fields), "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, body, head)
            with connection.getresponse() as answer:
                return answer.status, answer.read().decode()

    def send(self, page: str, action: str, **fields: Any) -> tuple[int, str]:
        """Open a page and send its form whose action ends so, as soon as the page is there."""
        forms = forms_of(self.ask("GET", page)[1])
        form = next(each for each in forms if (each["action"] or page).split("?")[0].endswith(action))
        return self.ask("POST", form["action"] or page, {**form["fields"], **fields})


def test_whoever_writes_at_the_same_moment_is_kept_or_told(cast: Cast, serve: Serve) -> None:
    heron = cast.heron.reader
    thread = threads.open_thread(heron, cast.boston.id, "When?", "Now.", Audience.NETWORK)
    own = threads.write_post(cast.robin.reader, thread, "Version 0")
    report = reports.start_report(cast.robin.reader, cast.boston.id, "October", "Version 0")
    address, section = f"/threads/{thread.public_id}/reply", f"/reports/{report.public_id}/sections/1"
    people = [cast.robin, cast.heron, cast.wren, cast.birch]
    with serve() as server:

        def work(number: int) -> dict[str, list[int]]:
            mine, robin = Browser(server.port, people[number % 4]), Browser(server.port, cast.robin)
            got: dict[str, list[int]] = {"post": [], "edit": [], "section": [], "note": []}
            for turn in range(TURNS):
                words = f"Person {number}, turn {turn}"
                got["post"].append(mine.send(address, "/reply", text=words)[0])
                got["edit"].append(robin.send(f"/posts/{own.public_id}/edit", "/edit", text=words)[0])
                got["section"].append(robin.send(section, "/sections/1", text=words)[0])
                got["note"].append(robin.send("/s/boston/notes/new", "/new", text=words)[0])
            return got

        with ThreadPoolExecutor(PEOPLE) as pool:
            results = list(pool.map(work, range(PEOPLE)))
        server.end()
        assert not [line for line in server.err if "fault" in line or "not expected" in line]
    db.connect()
    done = {kind: sum(got[kind].count(303) for got in results) for kind in ("post", "edit", "section", "note")}
    assert {status for got in results for kind in got for status in got[kind]} <= {303, 409}
    assert done["post"] == done["note"] == PEOPLE * TURNS
    numbers = [post.number for post in Post.select().where(Post.thread == thread).order_by(Post.number)]
    assert numbers == list(range(1, PEOPLE * TURNS + 3))
    assert Thread.get_by_id(thread.id).post_count == len(numbers)
    assert Note.select().count() == PEOPLE * TURNS
    # Every edit that was acknowledged stands in the history, or is what stands now.
    assert PostVersion.select().where(PostVersion.post == own).count() == done["edit"] > 0
    assert Revision.select().where(Revision.report == report).count() == done["section"] + 1 > 1


def test_an_invitation_used_by_many_at_the_same_moment_lets_one_in(cast: Cast, serve: Serve) -> None:
    code = invite(cast.heron.reader, cast.boston.id)[0]
    guests = [cast.stranger, cast.birch, cast.maple, cast.operator]
    with serve() as server:

        def come(number: int) -> int:
            browser = Browser(server.port, guests[number])
            return browser.send(f"/join/{code}", f"/join/{code}", pen_name=f"Guest {number}", once_key=ids.new_id())[0]

        with ThreadPoolExecutor(4) as pool:
            statuses = sorted(pool.map(come, range(4)))
    db.connect()
    assert (statuses[0], set(statuses[1:])) == (303, {404})
    assert Membership.select().where(Membership.pen_name.startswith("Guest ")).count() == 1


def test_a_one_time_key_of_somebody_else_is_worth_nothing(cast: Cast) -> None:
    fields = {**cast.robin._hidden(), "text": "Mine."}
    first = cast.robin.client.post("/s/boston/notes/new", data=fields)
    theirs = {**cast.wren._hidden(), "once_key": fields["once_key"], "text": "Hers."}
    second = cast.wren.client.post("/s/boston/notes/new", data=theirs)
    assert first.headers["Location"] != second.headers["Location"]
    assert Note.select().count() == 2
