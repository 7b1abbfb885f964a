"""A person's own account: sessions ended one by one, another password, words on paper, what is held, the end."""

import re
from datetime import timedelta

import pytest
from cast import PASSWORD, Cast, Person

from coordinator import clock
from coordinator.access import Role
from coordinator.accounts import actions
from coordinator.accounts.models import Account, KnownDevice, ResetLink, Session, SessionKind
from coordinator.errors import Invalid, NotFound
from coordinator.spaces.models import Membership

NEW = "seven grey pebbles"
NEW_TWICE = {"new_password": NEW, "new_password_twice": NEW}


def second_browser(cast: Cast, person: Person) -> Person:
    """The same person on another device."""
    return Person(cast.app, person.account, actions.open_session(person.account, SessionKind.SHARED))


def test_a_session_is_ended_from_another_device(cast: Cast) -> None:
    lost = second_browser(cast, cast.robin)
    answer = cast.robin.submit("/account", _action="/sessions/end", _follow=True)
    assert "That browser is signed out" in answer.get_data(as_text=True)
    assert lost.get("/account").status_code == 404
    assert cast.robin.get("/account").status_code == 200


def test_nobody_ends_somebody_elses_session(cast: Cast) -> None:
    handle = Session.get(Session.account == cast.wren.account).token_hash[:16]
    assert cast.robin.post("/account/sessions/end", handle=handle).status_code == 404
    assert cast.robin.post("/account/sessions/end", handle="").status_code == 404
    assert cast.robin.post("/account/sessions/end", handle="%").status_code == 404
    assert cast.wren.get("/account").status_code == 200


def test_another_password_ends_all_other_sessions(both_engines: str, cast: Cast) -> None:
    other = second_browser(cast, cast.robin)
    actions.enter(cast.robin.account, SessionKind.OWN)
    assert cast.robin.submit("/account/password", **NEW_TWICE).status_code == 303
    assert other.get("/account").status_code == 404
    assert KnownDevice.select().count() == 0
    assert cast.robin.get("/account").status_code == 200
    with pytest.raises(Invalid):
        actions.sign_in("robin-oak-lamp", PASSWORD, SessionKind.SHARED)
    assert actions.sign_in("robin-oak-lamp", NEW, SessionKind.SHARED).session


def _age_confirmation() -> None:
    Session.update(confirmed_at=clock.now() - timedelta(minutes=11)).execute()


def test_the_old_password_is_asked_for_when_it_was_not_given_lately(cast: Cast) -> None:
    _age_confirmation()
    assert "The password that you have now" in cast.robin.page("/account/password")
    assert cast.robin.submit("/account/password", **NEW_TWICE).status_code == 403
    assert cast.robin.submit("/account/password", password_again="wrong", **NEW_TWICE).status_code == 403
    assert cast.robin.submit("/account/password", password_again=PASSWORD, **NEW_TWICE).status_code == 303


@pytest.mark.parametrize("password", ["", "short", "x" * 2000, "aaaaaaaaaaaa", "robin oak lamp"])
def test_a_weak_or_endless_password_is_refused_and_nothing_changes(cast: Cast, password: str) -> None:
    answer = cast.robin.submit("/account/password", new_password=password, new_password_twice=password)
    assert answer.status_code == 400
    assert actions.sign_in("robin-oak-lamp", PASSWORD, SessionKind.SHARED).session


class TestWaysBackIn:
    """Words from paper, and a link from the operator."""

    @pytest.fixture
    def words(self, cast: Cast) -> str:
        """Robin's five words."""
        page = cast.robin.submit("/account/recovery-words", _action="/recovery-words").get_data(as_text=True)
        return re.findall(r"<strong>((?:[a-z]+ ){4}[a-z]+)</strong>", page)[0]

    def test_five_words_bring_a_person_back_and_are_used_up(self, both_engines: str, cast: Cast, words: str) -> None:
        back = Person(cast.app)
        fields = {"sign_in_name": "robin-oak-lamp", "recovery_words": words, **NEW_TWICE}
        page = back.submit("/recover", **fields).get_data(as_text=True)
        assert "robin-oak-lamp" in page and words not in page
        assert back.get("/account").status_code == 200
        assert cast.robin.get("/account").status_code == 404
        assert Person(cast.app).submit("/recover", **fields).status_code == 400

    def test_words_are_stored_as_a_hash_and_new_ones_end_the_old(self, cast: Cast, words: str) -> None:
        stored = Account.get_by_id(cast.robin.account_id).recovery_hash
        assert words not in stored and stored.startswith("$argon2id$")
        actions.new_recovery_words(cast.robin.account_id)
        with pytest.raises(Invalid):
            actions.recover("robin-oak-lamp", words, NEW, SessionKind.SHARED)

    @pytest.mark.parametrize("name", ["robin-oak-lamp", "wren-oak-lamp", "nobody-oak-lamp"])
    def test_wrong_words_no_words_and_no_account_are_refused_alike(self, cast: Cast, words: str, name: str) -> None:
        answer = Person(cast.app).submit("/recover", sign_in_name=name, recovery_words="a b c d e", **NEW_TWICE)
        assert answer.status_code == 400
        page = answer.get_data(as_text=True)
        assert "do not belong together" in page and NEW not in page

    def test_guessing_words_is_braked(self, cast: Cast, words: str) -> None:
        fields = {"sign_in_name": "robin-oak-lamp", **NEW_TWICE}
        for _try in range(5):
            Person(cast.app).submit("/recover", recovery_words="a b c d e", **fields)
        answer = Person(cast.app).submit("/recover", recovery_words=words, **fields)
        assert answer.status_code == 400 and "wait a minute" in answer.get_data(as_text=True)

    def test_a_reset_link_works_once_and_shows_the_sign_in_name(self, both_engines: str, cast: Cast) -> None:
        code = actions.make_reset_link(cast.robin.account)
        for _time in range(2):
            assert "robin-oak-lamp" not in cast.nobody.page(f"/reset/{code}")
        back = Person(cast.app)
        assert "robin-oak-lamp" in back.submit(f"/reset/{code}", **NEW_TWICE).get_data(as_text=True)
        assert back.get("/account").status_code == 200
        assert cast.robin.get("/account").status_code == 404
        assert cast.nobody.get(f"/reset/{code}").status_code == 404
        with pytest.raises(NotFound):
            actions.use_reset_link(code, NEW, SessionKind.SHARED)

    def test_an_expired_a_replaced_and_an_unknown_link_are_not_here(self, cast: Cast) -> None:
        replaced = actions.make_reset_link(cast.robin.account)
        expired = actions.make_reset_link(cast.robin.account)
        ResetLink.update(ends_at=clock.now() - timedelta(seconds=1)).execute()
        for code in (replaced, expired, "unknown"):
            assert cast.nobody.get(f"/reset/{code}").status_code == 404
            assert Person(cast.app).post(f"/reset/{code}", **NEW_TWICE, device="own").status_code == 404

    def test_the_operators_first_link_resets_nobody(self, cast: Cast) -> None:
        code = actions.make_operator_link()
        assert cast.nobody.get(f"/reset/{code}").status_code == 404

    def test_a_weak_password_does_not_use_the_link_up(self, cast: Cast) -> None:
        code = actions.make_reset_link(cast.robin.account)
        weak = {"new_password": "short", "new_password_twice": "short"}
        assert Person(cast.app).submit(f"/reset/{code}", **weak).status_code == 400
        assert cast.nobody.get(f"/reset/{code}").status_code == 200

    def test_making_words_asks_for_the_password_when_it_was_not_given_lately(self, cast: Cast) -> None:
        _age_confirmation()
        assert cast.robin.submit("/account/recovery-words", _action="/recovery-words").status_code == 403


def test_what_is_held_is_listed_and_no_address_is_among_it(cast: Cast) -> None:
    page = cast.robin.page("/account/held")
    for what in ("Sign-in name", "Recovery words", "Signed-in browsers", "Pen name in Boston warehouse"):
        assert what in page
    assert "127.0.0.1" not in page


def test_the_language_of_the_pages_is_chosen_and_only_one_that_there_is(cast: Cast) -> None:
    assert cast.robin.submit("/account", _action="/account/language", language="en").status_code == 303
    assert Account.get_by_id(cast.robin.account_id).language == "en"
    assert cast.robin.submit("/account", _action="/account/language", language="tlh").status_code == 400


class TestClosing:
    """Closing one's account."""

    def test_it_deletes_the_account_and_keeps_the_pen_name(self, both_engines: str, cast: Cast) -> None:
        membership = cast.robin.membership_in(cast.boston)
        assert cast.robin.submit("/account/close", sign_in_name="robin oak lamp").status_code == 303
        assert Account.get_or_none(Account.sign_in_name == "robin-oak-lamp") is None
        left = Membership.get_by_id(membership.id)
        assert (left.account_id, left.is_active, left.pen_name) == (None, False, "Robin")
        assert cast.robin.get("/account").status_code == 404
        assert "Robin closed their account" in cast.heron.page("/s/boston/log")

    def test_a_wrong_name_closes_nothing(self, cast: Cast) -> None:
        assert cast.robin.submit("/account/close", sign_in_name="wren oak lamp").status_code == 400
        assert cast.robin.get("/account").status_code == 200

    def test_a_last_coordinator_names_another_first(self, cast: Cast) -> None:
        answer = cast.heron.submit("/account/close", sign_in_name="heron-oak-lamp")
        assert answer.status_code == 400 and "last coordinator of Boston" in answer.get_data(as_text=True)
        Membership.update(role=Role.COORDINATOR.value).where(Membership.pen_name == "Wren").execute()
        assert cast.heron.submit("/account/close", sign_in_name="heron-oak-lamp").status_code == 303

    def test_the_last_operator_stays(self, cast: Cast) -> None:
        assert cast.operator.submit("/account/close", sign_in_name="stone-oak-lamp").status_code == 400
        cast.person("slate-oak-lamp", is_operator=True)
        assert cast.operator.submit("/account/close", sign_in_name="stone-oak-lamp").status_code == 303
