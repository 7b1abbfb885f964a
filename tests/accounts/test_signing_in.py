"""Signing in and out: one sentence for every wrong pair, a brake that never locks the owner out, sessions as rows."""

import re
import threading
from datetime import timedelta

import pytest
from cast import PASSWORD, Cast, Person, forms_of
from flask import Flask

from coordinator import clock, ids
from coordinator.accounts import actions, passwords, throttle, words
from coordinator.accounts.models import Account, KnownDevice, Session, SessionKind, Throttle
from coordinator.config import Settings
from coordinator.errors import Invalid, TooMany


def sign_in(person: Person, name: str = "robin-oak-lamp", password: str = PASSWORD, **more: str):
    """What the sign-in form answers."""
    return person.submit("/sign-in", sign_in_name=name, password=password, **more)


@pytest.mark.parametrize("typed", ["robin-oak-lamp", "Robin oak lamp", " ROBIN  OAK.LAMP "])
def test_the_name_may_be_typed_in_any_way(cast: Cast, typed: str) -> None:
    person = Person(cast.app)
    assert sign_in(person, typed).headers["Location"] == "/"
    assert "robin-oak-lamp" in person.page("/account")


def _answer(cast: Cast, name: str, password: str) -> str:
    answer = sign_in(Person(cast.app), name, password)
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers
    return re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True))


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(cast: Cast) -> None:
    cast.app.testing = True
    unknown = _answer(cast, "nobody-oak-lamp", PASSWORD)
    wrong = _answer(cast, "robin-oak-lamp", "not the right one")
    Account.update(is_closed=True).where(Account.sign_in_name == "wren-oak-lamp").execute()
    closed = _answer(cast, "wren-oak-lamp", PASSWORD)
    assert unknown == wrong == closed


@pytest.mark.parametrize("fields", [{"name": ""}, {"password": ""}, {"name": "x" * 5000}, {"password": "y" * 5000}])
def test_empty_and_over_long_fields_are_refused_with_a_sentence(cast: Cast, fields: dict[str, str]) -> None:
    answer = sign_in(Person(cast.app), **fields)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.get_data(as_text=True)


def test_after_five_wrong_tries_not_even_the_right_password_is_looked_at(both_engines: str, cast: Cast) -> None:
    for _try in range(5):
        with pytest.raises(Invalid):
            actions.sign_in("robin-oak-lamp", "not the right one", SessionKind.SHARED)
    with pytest.raises(TooMany):
        actions.sign_in("robin-oak-lamp", PASSWORD, SessionKind.SHARED)
    assert sign_in(Person(cast.app)).status_code == 429
    assert actions.sign_in("wren-oak-lamp", PASSWORD, SessionKind.SHARED).session


def test_an_unknown_name_is_braked_like_a_known_one(cast: Cast) -> None:
    for _try in range(5):
        with pytest.raises(Invalid):
            actions.sign_in("nobody-oak-lamp", "x", SessionKind.SHARED)
    with pytest.raises(TooMany):
        actions.sign_in("nobody-oak-lamp", "x", SessionKind.SHARED)


def test_a_device_of_ones_own_gets_in_while_somebody_guesses(cast: Cast) -> None:
    phone = Person(cast.app)
    sign_in(phone, device="own")
    assert KnownDevice.select().count() == 1
    phone.post("/sign-out")
    for _try in range(6):
        with pytest.raises((Invalid, TooMany)):
            actions.sign_in("robin-oak-lamp", "not the right one", SessionKind.SHARED)
    assert sign_in(phone).status_code == 303
    assert sign_in(Person(cast.app)).status_code == 429


def test_a_known_device_is_braked_too_and_helps_with_no_other_account(cast: Cast) -> None:
    entry = actions.sign_in("robin-oak-lamp", PASSWORD, SessionKind.OWN)
    for _try in range(5):
        with pytest.raises(Invalid):
            actions.sign_in("robin-oak-lamp", "wrong", SessionKind.OWN, entry.device)
    with pytest.raises(TooMany):
        actions.sign_in("robin-oak-lamp", "wrong", SessionKind.OWN, entry.device)
    for _try in range(5):
        with pytest.raises(Invalid):
            actions.sign_in("wren-oak-lamp", "wrong", SessionKind.OWN, entry.device)
    with pytest.raises(TooMany):
        actions.sign_in("wren-oak-lamp", PASSWORD, SessionKind.OWN, entry.device)


def test_a_minute_later_one_may_try_again_and_a_hundred_a_day_are_looked_at(both_engines: str, app: Flask) -> None:
    for _minute in range(20):
        for _try in range(5):
            throttle.count("test", "robin")
        with pytest.raises(TooMany):
            throttle.count("test", "robin")
        past = clock.now() - timedelta(seconds=1)
        Throttle.update(window_ends_at=past).where(Throttle.key.startswith("m:")).execute()
    with pytest.raises(TooMany, match="today"):
        throttle.count("test", "robin")
    throttle.forget("test", "robin")
    throttle.count("test", "robin")


def test_counters_name_nobody_and_go_when_their_time_is_over(app: Flask) -> None:
    throttle.count("test", "robin-oak-lamp")
    assert "robin" not in str(list(Throttle.select().dicts()))
    Throttle.update(window_ends_at=clock.now() - timedelta(days=1)).execute()
    throttle.forget_tries()
    assert Throttle.select().count() == 0


@pytest.mark.parametrize(
    ("device", "longest", "idle"),
    [("shared", timedelta(hours=12), timedelta(minutes=30)), ("own", timedelta(days=60), timedelta(days=14))],
)
def test_each_kind_of_device_has_its_limits(cast: Cast, device: str, longest: timedelta, idle: timedelta) -> None:
    Session.delete().execute()
    answer = sign_in(Person(cast.app), device=device)
    row = Session.get()
    now = clock.now()
    assert timedelta(0) <= now + longest - row.ends_at < timedelta(minutes=1)
    assert timedelta(0) <= now + idle - row.idle_until < timedelta(minutes=1)
    session_cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("s="))
    assert ("Max-Age" in session_cookie) is (device == "own")
    assert "HttpOnly" in session_cookie and "SameSite=Lax" in session_cookie


@pytest.mark.parametrize("column", [Session.ends_at, Session.idle_until])
def test_a_session_whose_time_is_over_opens_nothing(cast: Cast, column: object) -> None:
    Session.update({column: clock.now() - timedelta(seconds=1)}).execute()
    assert cast.robin.get("/account").status_code == 404


def test_a_visit_keeps_a_session_awake_but_not_past_its_end(cast: Cast) -> None:
    soon = clock.now() + timedelta(minutes=5)
    Session.update(idle_until=soon).execute()
    ends_at = Session.get(Session.account == cast.robin.account).ends_at
    cast.robin.page("/account")
    row = Session.get(Session.account == cast.robin.account)
    assert row.idle_until > soon and row.ends_at == ends_at


def test_the_cookie_holds_one_random_value_and_the_row_only_its_hash(cast: Cast) -> None:
    person = Person(cast.app)
    sign_in(person)
    value = person.client.get_cookie("s").value
    assert re.fullmatch(r"[\w-]{43}", value)
    assert Session.get(Session.token_hash == ids.hash_secret(value)).account_id == cast.robin.account_id


def test_signing_out_ends_the_session_here_and_on_the_server(cast: Cast) -> None:
    answer = cast.robin.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    replay = Person(cast.app, cast.robin.account, cast.robin.token)
    assert replay.get("/account").status_code == 404


def test_signing_in_anew_ends_the_session_that_was_there(cast: Cast) -> None:
    sign_in(cast.robin)
    assert Person(cast.app, cast.robin.account, cast.robin.token).get("/account").status_code == 404


def test_sign_in_leads_back_and_nowhere_else(cast: Cast) -> None:
    assert sign_in(Person(cast.app), next="/s/boston/members").headers["Location"] == "/s/boston/members"
    for address in (
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:1",
        "/\t/x",
    ):
        assert sign_in(Person(cast.app), next=address).headers["Location"] == "/"


def test_a_note_typed_while_the_session_ended_is_sent_after_signing_in(cast: Cast) -> None:
    Session.delete().where(Session.account == cast.heron.account).execute()
    refused = cast.heron.client.post(
        "/s/boston/names", data={"csrf_token": "old", "names": "Maria = a coworker", "version": "x"}
    )
    assert refused.status_code == 404
    form = forms_of(refused.get_data(as_text=True))[0]
    fields = {**form["fields"], "sign_in_name": "heron-oak-lamp", "password": PASSWORD}
    again = cast.heron.client.post("/sign-in", data=fields).get_data(as_text=True)
    assert "Maria = a coworker" in again and PASSWORD not in again


def test_a_double_tap_on_sign_in_signs_in(cast: Cast) -> None:
    person = Person(cast.app)
    fields = {**person._hidden(), "sign_in_name": "robin-oak-lamp", "password": PASSWORD, "device": "shared"}
    person.client.post("/sign-in", data=fields)
    assert Person(cast.app).client.post("/sign-in", data=fields).headers.getlist("Set-Cookie")


def test_the_password_once_more_is_braked_too(cast: Cast) -> None:
    for _try in range(5):
        assert not actions.confirm_password(cast.robin.reader, "wrong")
    with pytest.raises(TooMany):
        actions.confirm_password(cast.robin.reader, PASSWORD)


@pytest.fixture
def gates(app: Flask, settings: Settings) -> list[passwords.Gate]:
    """The gates of three processes on one machine."""
    made = [passwords.Gate() for _process in range(3)]
    for gate in made:
        gate.use(settings.instance)
    return made


def test_two_hashings_run_at_a_time_on_the_whole_machine(gates: list[passwords.Gate]) -> None:
    entered = threading.Event()

    def enter() -> None:
        with gates[2]():
            entered.set()

    waiting = threading.Thread(target=enter)
    with gates[0](), gates[1]():
        waiting.start()
        assert not entered.wait(0.2)
    waiting.join(5)
    assert entered.is_set()


def test_a_long_line_at_the_gate_is_refused_so_that_other_pages_are_answered(gates: list[passwords.Gate]) -> None:
    gate, go_on = gates[0], threading.Event()
    here = threading.Barrier(passwords.AT_ONCE + 1)

    def hold(wait_for_others: bool) -> None:
        with gate():
            if wait_for_others:
                here.wait(5)
            go_on.wait(5)

    inside = [threading.Thread(target=hold, args=(True,)) for _number in range(passwords.AT_ONCE)]
    line = [threading.Thread(target=hold, args=(False,)) for _number in range(passwords.IN_LINE - passwords.AT_ONCE)]
    for thread in inside:
        thread.start()
    here.wait(5)
    for thread in line:
        thread.start()
    while gate._line._value:
        pass
    with pytest.raises(TooMany), gate():
        pass
    go_on.set()
    for thread in (*inside, *line):
        thread.join(5)
    with gate():
        pass


def test_a_password_of_letters_that_devices_spell_differently_is_one(app: Flask) -> None:
    stored = passwords.hash_password("zwölf graue Möwen")
    assert passwords.is_right(stored, "zwo\u0308lf graue Mo\u0308wen")
    assert not passwords.is_right("", "zwölf graue Möwen")


def test_there_are_words_enough_and_each_is_plain() -> None:
    every = words.all_words()
    assert len(every) >= 1000 and len(set(every)) == len(every)
    assert all(re.fullmatch(r"[a-z]{3,10}", word) for word in every)
    assert list(every) == sorted(every)


def test_names_are_made_of_three_words_and_never_given_twice(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    first = actions.make_account_with("")
    assert len(first.sign_in_name.split("-")) == 3
    drawn = iter([first.sign_in_name, "maple-lamp-river"])
    monkeypatch.setattr(words, "new_name", lambda: next(drawn))
    assert actions.make_account_with("").sign_in_name == "maple-lamp-river"
