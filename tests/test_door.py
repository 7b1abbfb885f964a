"""The door: one answer for hidden and missing, no form without a token, nothing typed is lost."""

import re

import pytest
from cast import PASSWORD, Cast, forms_of
from flask import Flask

from coordinator import db, pages
from coordinator.access import Permission
from coordinator.accounts.models import Session
from coordinator.door import guard, see
from coordinator.errors import Conflict
from coordinator.forms import Form, text_field
from coordinator.server import Server, the_server


@pytest.fixture
def written() -> list[str]:
    """What the pages below wrote."""
    return []


@pytest.fixture
def app(fresh_app: Flask, written: list[str]) -> Flask:
    """The application with a few pages more: one form for any account, and one that asks for the password."""

    class Line(Form):
        text = text_field("Text")

    @guard(Permission.SIGNED_IN)
    def write() -> object:
        form = Line()
        with db.write():
            written.append(form.text.data)
        return see("/account", done="test_written")

    @guard(Permission.SIGNED_IN, confirm=True)
    def careful() -> object:
        return write.__wrapped__()

    @guard(Permission.SIGNED_IN)
    def clash() -> object:
        raise Conflict("Somebody else saved this first.", theirs="the words that stand there now")

    @guard(Permission.SIGNED_IN)
    def broken() -> object:
        raise RuntimeError("a secret that a member typed")

    for name, view in (("write", write), ("careful", careful), ("clash", clash), ("broken", broken)):
        fresh_app.add_url_rule(f"/test-{name}", f"test_{name}", view, methods=["POST"])
    pages.tell("test_written", "It was written.")
    return fresh_app


def test_signed_out_a_private_page_and_a_missing_one_give_the_same_bytes(cast: Cast) -> None:
    pages_seen = [cast.nobody.get(path) for path in ("/account", "/not-there-at-all")]
    assert {page.status_code for page in pages_seen} == {404}
    bare = {
        re.sub(r'value="[^"]*"', "", page.get_data(as_text=True).replace(path, ""))
        for page, path in zip(pages_seen, ("/account", "/not-there-at-all"), strict=True)
    }
    assert len(bare) == 1


def test_a_form_without_a_token_is_not_done_and_gives_the_text_back(cast: Cast, written: list[str]) -> None:
    answer = cast.heron.client.post("/test-write", data={"text": "We stopped the belt.\nAll of us."})
    assert answer.status_code == 400
    assert "We stopped the belt." in answer.get_data(as_text=True)
    assert written == []


def test_the_page_that_gives_a_text_back_can_send_it(cast: Cast, written: list[str]) -> None:
    page = cast.heron.client.post("/test-write", data={"text": "We stopped the belt.\nAll of us."})
    form = forms_of(page.get_data(as_text=True))[-1]
    assert cast.heron.client.post(form["action"], data=form["fields"]).status_code == 303
    assert [text.replace("\r\n", "\n") for text in written] == ["We stopped the belt.\nAll of us."]


def test_a_token_of_another_session_is_refused(cast: Cast, written: list[str]) -> None:
    foreign = cast.wren._hidden()
    assert cast.heron.client.post("/test-write", data={**foreign, "text": "x"}).status_code == 400
    assert written == []


def test_a_form_sent_from_another_website_is_refused(cast: Cast, written: list[str]) -> None:
    fields = {**cast.heron._hidden(), "text": "x"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert cast.heron.client.post("/test-write", data=fields, headers=headers).status_code == 403
    assert written == []


def test_a_form_that_is_sent_twice_acts_once_and_leads_to_the_same_place(cast: Cast, written: list[str]) -> None:
    fields = {**cast.heron._hidden(), "text": "once"}
    answers = [cast.heron.client.post("/test-write", data=fields) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert {answer.headers["Location"] for answer in answers} == {"/account?done=test_written"}
    assert written == ["once"]


def test_after_an_act_the_page_says_so_and_only_in_registered_words(cast: Cast) -> None:
    assert "It was written." in cast.heron.page("/account?done=test_written")
    assert "evil words" not in cast.heron.page("/account?done=evil+words")


def test_text_typed_into_an_ended_session_is_sent_after_signing_in(cast: Cast, written: list[str]) -> None:
    fields = {**cast.heron._hidden(), "text": "typed for an hour\nand more"}
    cast.heron.client.delete_cookie("s")
    refused = cast.heron.client.post("/test-write", data=fields)
    assert refused.status_code == 404
    form = forms_of(refused.get_data(as_text=True))[-1]
    answers = {"sign_in_name": "heron oak lamp", "password": PASSWORD, "device": "shared"}
    page = cast.heron.client.post(form["action"], data={**form["fields"], **answers})
    again = forms_of(page.get_data(as_text=True))[-1]
    assert cast.heron.client.post(again["action"], data=again["fields"]).status_code == 303
    assert [text.replace("\r\n", "\n") for text in written] == ["typed for an hour\nand more"]


def test_a_sensitive_act_asks_for_the_password_when_it_was_given_long_ago(cast: Cast, written: list[str]) -> None:
    Session.update(confirmed_at=None).execute()
    page = cast.heron.post("/test-careful", text="carefully")
    assert (page.status_code, written) == (403, [])
    form = forms_of(page.get_data(as_text=True))[-1]
    wrong = cast.heron.client.post(form["action"], data={**form["fields"], "password_again": "a wrong one, surely"})
    assert (wrong.status_code, written) == (403, [])
    right = cast.heron.client.post(form["action"], data={**form["fields"], "password_again": PASSWORD})
    assert (right.status_code, written) == (303, ["carefully"])


def test_a_conflict_shows_both_texts(cast: Cast) -> None:
    answer = cast.heron.post("/test-clash", text="my own words that I want to keep here")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "the words that stand there now" in page
    assert "my own words that I want to keep here" in page


def test_a_fault_of_ours_gives_the_text_back_and_logs_no_word_of_it(
    cast: Cast, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    app.testing = False
    answer = cast.heron.post("/test-broken", text="an hour of typing that must not be lost")
    assert answer.status_code == 500
    assert "an hour of typing that must not be lost" in answer.get_data(as_text=True)
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_an_upload_that_is_too_large_gives_the_text_back(cast: Cast) -> None:
    fields = {**cast.heron._hidden(), "text": "two sentences typed in the break"}
    boundary = "edge"
    head = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    body = head.encode() + (
        f'--{boundary}\r\nContent-Disposition: form-data; name="picture"; filename="a.png"\r\n\r\n'.encode()
        + b"\0" * 100_000_000
        + f"\r\n--{boundary}--\r\n".encode()
    )
    answer = cast.heron.client.post("/test-write", data=body, content_type=f"multipart/form-data; boundary={boundary}")
    assert answer.status_code == 413
    assert "two sentences typed in the break" in answer.get_data(as_text=True)


def test_every_answer_carries_the_same_strict_headers(cast: Cast) -> None:
    for answer in (cast.heron.get("/"), cast.nobody.get("/nowhere"), cast.heron.client.post("/account")):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"


def test_no_page_sets_a_cookie_but_the_one_that_signs_in(cast: Cast) -> None:
    for path in ("/", "/sign-in", "/account", "/nowhere"):
        assert "Set-Cookie" not in cast.heron.get(path).headers
    answer = cast.nobody.submit("/sign-in", sign_in_name="heron-oak-lamp", password=PASSWORD)
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    assert "HttpOnly" in cookies[0]
    assert "SameSite=Lax" in cookies[0]


def test_the_server_has_one_row_of_settings(cast: Cast) -> None:
    assert (the_server().id, Server.select().count()) == (1, 1)
