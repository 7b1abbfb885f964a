"""Whatever a form is answered with, what somebody typed into it is in the answer: a single word too."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from cast import Cast, forms_of
from flask import Flask
from werkzeug.test import TestResponse

from coordinator import db, ids, once
from coordinator.access import Audience
from coordinator.errors import Conflict
from coordinator.reports import actions as reports
from coordinator.reports.models import Note, Section
from coordinator.threads import actions as threads

WORD = "Enough!"


def test_a_short_text_comes_back_from_a_refusal(cast: Cast) -> None:
    thread = threads.open_thread(cast.heron.reader, cast.boston.id, "What now?", "Wait.")
    post = threads.write_post(cast.robin.reader, thread, "I say: wait.")
    threads.edit_post(cast.robin.reader, post, "I say: act.")
    answer = cast.robin.post(f"/posts/{post.public_id}/edit", text=WORD, version=0)
    assert answer.status_code == 409
    assert WORD in answer.get_data(as_text=True)


def bare(answer: TestResponse) -> str:
    """A page without its token, which differs each time."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True))


def test_a_text_comes_back_where_the_thread_has_gone_meanwhile(cast: Cast) -> None:
    thread = threads.open_thread(cast.heron.reader, cast.boston.id, "What now?", "Wait.", Audience.NETWORK)
    page = cast.birch.get(f"/threads/{thread.public_id}/reply").get_data(as_text=True)
    form = forms_of(page)[-1]
    threads.take_back_post(cast.heron.reader, thread.posts.get())
    address = f"/threads/{thread.public_id}/reply"
    answer = cast.birch.client.post(address, data={**form["fields"], "text": WORD})
    assert answer.status_code == 404
    assert WORD in answer.get_data(as_text=True)
    missing = cast.birch.client.post(f"/threads/{ids.new_id()}/reply", data={**form["fields"], "text": WORD})
    assert bare(missing) == bare(answer)


def test_a_text_comes_back_where_one_is_no_member_any_more(cast: Cast) -> None:
    page = cast.robin.get("/s/boston/notes/new").get_data(as_text=True)
    form = forms_of(page)[-1]
    cast.remove(cast.robin, cast.boston)
    answer = cast.robin.client.post("/s/boston/notes/new", data={**form["fields"], "text": WORD})
    assert (answer.status_code, WORD in answer.get_data(as_text=True)) == (404, True)


def test_a_fault_gives_short_texts_back(cast: Cast, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: Any, **_more: Any) -> None:
        raise RuntimeError("a fault")

    fields = {**cast.robin._hidden(), "text": WORD}
    app.testing = False
    monkeypatch.setattr(Note, "create", fail)
    answer = cast.robin.client.post("/s/boston/notes/new", data=fields)
    assert (answer.status_code, WORD in answer.get_data(as_text=True)) == (500, True)


def at_once(act: Callable[[], Any]) -> list[Any]:
    """What two people get who do the same at the same moment; what was raised where something was."""
    both = Barrier(2)

    def one(_number: int) -> Any:
        db.connect()
        both.wait()
        try:
            return act()
        except Exception as problem:
            return problem
        finally:
            db.close_all()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))


def test_of_two_who_save_the_same_section_at_the_same_moment_one_is_told(both_engines: str, cast: Cast) -> None:
    robin = cast.robin.reader
    report = reports.start_report(robin, cast.boston.id, "October", "We talked.")
    for _turn in range(8):
        version = Section.get(Section.report == report.id).version
        texts = iter(["One text.", "Another text."])
        got = at_once(lambda: reports.save_section(robin, report, 1, "", None, next(texts), version))  # noqa: B023
        assert [type(each).__name__ for each in got].count(Conflict.__name__) == 1, got


def test_a_form_sent_twice_at_the_same_moment_acts_once(both_engines: str, cast: Cast) -> None:
    robin = cast.robin.reader

    def send(key: str) -> Any:
        once.begin(robin.get_id(), key)
        try:
            return reports.write_note(robin, cast.boston.id, f"The belt stood still: {key}.")
        finally:
            once.forget()

    for turn in range(1, 9):
        key = ids.new_id()
        got = at_once(lambda: send(key))  # noqa: B023
        assert sorted(type(each).__name__ for each in got) == ["AlreadyDone", "Note"], got
        assert Note.select().count() == turn
