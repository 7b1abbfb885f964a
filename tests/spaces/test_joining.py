"""Coming in: one person an invitation, a week at most, and nothing is said before the form is sent."""

import re
from datetime import timedelta

import pytest
from cast import Cast, Person
from flask import Flask

from coordinator import clock
from coordinator.access import Role
from coordinator.accounts import actions
from coordinator.accounts.models import Account, Session
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.spaces import events, queries
from coordinator.spaces.actions import invitations, joining, members
from coordinator.spaces.models import Invitation, LogEntry, Membership

NEW_PASSWORD = "seven grey pebbles"
PASSWORDS = {"new_password": NEW_PASSWORD, "new_password_twice": NEW_PASSWORD}


@pytest.fixture
def code(cast: Cast) -> str:
    """An invitation into Boston for one member."""
    return invitations.invite(cast.heron.reader, cast.boston.id)[0]


def _without_tokens(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)


def test_a_newcomer_comes_in_under_a_pen_name_and_sees_name_and_words_once(
    both_engines: str, cast: Cast, code: str
) -> None:
    newcomer = Person(cast.app)
    page = newcomer.submit(f"/join/{code}", pen_name="Plover", **PASSWORDS).get_data(as_text=True)
    membership = Membership.get(Membership.pen_name == "Plover")
    assert membership.space_id == cast.boston.id and membership.role == Role.MEMBER.value
    assert membership.account.sign_in_name in page
    assert "five recovery words" in page
    assert "Boston warehouse" in newcomer.page("/s/boston/")


def test_what_stands_on_the_page_lets_the_newcomer_back_in(cast: Cast, code: str) -> None:
    page = Person(cast.app).submit(f"/join/{code}", pen_name="Plover", **PASSWORDS).get_data(as_text=True)
    name, words = re.findall(r'<p class="lead"><strong>([^<]+)</strong>', page)
    elsewhere = Person(cast.app)
    assert elsewhere.submit("/sign-in", sign_in_name=name.replace("-", " "), password=NEW_PASSWORD).status_code == 303
    lost = Person(cast.app)
    other = {"new_password": "eight red kites", "new_password_twice": "eight red kites"}
    back = lost.submit("/recover", sign_in_name=name, recovery_words=words.upper(), **other)
    assert name in back.get_data(as_text=True)
    assert "Boston warehouse" in lost.page("/s/boston/")


def test_opening_an_invitation_uses_nothing_up_and_names_no_space(cast: Cast, code: str) -> None:
    for _time in range(3):
        page = cast.nobody.page(f"/join/{code}")
        assert "Boston" not in page and "warehouse" not in page
    assert not Invitation.get().is_used


def test_a_used_an_expired_and_an_unknown_invitation_are_the_same_missing_page(cast: Cast) -> None:
    used, expired = invitations.invite(cast.heron.reader, cast.boston.id, 2)
    joining.join_as_new(used, "Plover", NEW_PASSWORD)
    Invitation.update(ends_at=clock.now() - timedelta(minutes=1)).where(
        Invitation.code_hash == invitations.code_hash(expired)
    ).execute()
    unknown = invitations.new_code()
    answers = [cast.nobody.get(f"/join/{code}") for code in (used, expired, unknown)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({_without_tokens(answer.get_data(as_text=True)) for answer in answers}) == 1


@pytest.mark.parametrize("state", ["used", "expired", "unknown"])
def test_sending_such_a_form_makes_nobody_a_member(cast: Cast, code: str, state: str) -> None:
    newcomer = Person(cast.app)
    fields = {"pen_name": "Plover", "device": "shared", **PASSWORDS}
    if state == "used":
        joining.join_as_new(code, "Dunlin", NEW_PASSWORD)
    elif state == "expired":
        Invitation.update(ends_at=clock.now() - timedelta(minutes=1)).execute()
    address = f"/join/{code if state != 'unknown' else invitations.new_code()}"
    assert newcomer.post(address, **fields).status_code == 404
    assert not Membership.select().where(Membership.pen_name == "Plover").exists()


def test_the_same_form_sent_twice_makes_one_account_and_shows_its_name_both_times(cast: Cast, code: str) -> None:
    newcomer = Person(cast.app)
    fields = {**newcomer._hidden(), "pen_name": "Plover", "device": "own", **PASSWORDS}
    accounts = Account.select().count()
    first = newcomer.client.post(f"/join/{code}", data=fields)
    # The first answer got lost on the way: this browser never saw its cookies.
    second = Person(cast.app).client.post(f"/join/{code}", data=fields)
    name = Membership.get(Membership.pen_name == "Plover").account.sign_in_name
    assert name in first.get_data(as_text=True) and name in second.get_data(as_text=True)
    assert Account.select().count() == accounts + 1


def test_a_second_send_with_another_password_leads_nowhere(cast: Cast, code: str) -> None:
    newcomer = Person(cast.app)
    fields = {**newcomer._hidden(), "pen_name": "Plover", "device": "own", **PASSWORDS}
    newcomer.client.post(f"/join/{code}", data=fields)
    stolen = {**fields, "new_password": "another one yet", "new_password_twice": "another one yet"}
    assert Person(cast.app).client.post(f"/join/{code}", data=stolen).status_code == 404


def test_an_account_that_is_there_already_joins_under_another_name(cast: Cast, code: str) -> None:
    assert cast.birch.submit(f"/join/{code}", pen_name="Sedge").status_code == 303
    assert "Boston warehouse" in cast.birch.page("/s/boston/")
    assert {row.pen_name for row in cast.birch.reader.memberships} == {"Birch", "Sedge"}
    assert "Spaces" in cast.birch.page("/account") and "as Sedge" in cast.birch.page("/account")


def test_a_member_cannot_take_a_second_place_and_the_invitation_stays_open(cast: Cast, code: str) -> None:
    answer = cast.robin.submit(f"/join/{code}", pen_name="Robin the second")
    assert answer.status_code == 400 and "already" in answer.get_data(as_text=True)
    assert not Invitation.get().is_used


@pytest.mark.parametrize("pen_name", ["heron", "Héron", "H e r o n", "", "!!!", "x" * 41, "y" * 5000])
def test_a_pen_name_that_is_taken_empty_or_too_long_is_refused_with_what_was_typed(
    cast: Cast, code: str, pen_name: str
) -> None:
    newcomer = Person(cast.app)
    answer = newcomer.submit(f"/join/{code}", pen_name=pen_name, **PASSWORDS)
    assert answer.status_code == 400
    assert f'value="{pen_name}"' in answer.get_data(as_text=True)
    assert not Invitation.get().is_used


@pytest.mark.parametrize("password", ["", "short", "aaaaaaaaaaaa", "password123"])
def test_a_weak_password_is_refused_and_never_given_back(cast: Cast, code: str, password: str) -> None:
    fields = {"new_password": password, "new_password_twice": password}
    answer = Person(cast.app).submit(f"/join/{code}", pen_name="Plover", **fields)
    assert answer.status_code == 400
    assert not password or f'value="{password}"' not in answer.get_data(as_text=True)


def test_two_passwords_that_differ_are_refused(cast: Cast, code: str) -> None:
    fields = {"new_password": NEW_PASSWORD, "new_password_twice": NEW_PASSWORD + "!"}
    answer = Person(cast.app).submit(f"/join/{code}", pen_name="Plover", **fields)
    assert answer.status_code == 400 and "differ" in answer.get_data(as_text=True)


def test_a_code_from_a_slip_may_be_typed_in_any_way(cast: Cast, code: str) -> None:
    typed = f" {code.upper().replace('-', ' ')} "
    answer = cast.nobody.submit("/join", code=typed)
    assert answer.status_code == 303
    assert cast.nobody.get(answer.headers["Location"]).status_code == 200


def test_only_a_coordinator_invites(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        invitations.invite(cast.wren.reader, cast.boston.id)
    with pytest.raises(NotFound):
        invitations.invite(cast.maple.reader, cast.boston.id)
    assert cast.robin.get("/s/boston/invite").status_code == 403
    assert cast.birch.get("/s/boston/invite").status_code == 404


@pytest.mark.parametrize("count", [0, 21, -1])
def test_between_one_and_twenty_at_a_time(cast: Cast, count: int) -> None:
    with pytest.raises(Invalid):
        invitations.invite(cast.heron.reader, cast.boston.id, count)
    assert cast.heron.submit("/s/boston/invite", count=str(count)).status_code == 400


def test_a_sheet_of_twenty_slips_names_no_space_and_every_slip_lets_one_in(cast: Cast) -> None:
    page = cast.heron.submit("/s/boston/invite", count="20").get_data(as_text=True)
    codes = re.findall(r'class="slip-code"><strong dir="ltr">([^<]+)<', page)
    assert len(set(codes)) == 20 and page.count('<svg class="qr"') == 20
    main = page[page.index('<ul class="slips">') : page.index("</main>")]
    assert "Boston" not in main
    assert cast.nobody.get(f"/join/{codes[7]}").status_code == 200


def test_only_a_hash_of_a_code_is_stored(cast: Cast, code: str) -> None:
    stored = str(list(Invitation.select().dicts()))
    assert code not in stored and code.replace("-", "") not in stored


def test_an_invitation_taken_back_lets_nobody_in(cast: Cast, code: str) -> None:
    answer = cast.heron.submit("/s/boston/invite", _action="/revoke", _follow=True, is_sure="yes")
    assert "no longer lets anybody in" in answer.get_data(as_text=True)
    assert cast.nobody.get(f"/join/{code}").status_code == 404


def test_the_form_that_makes_invitations_acts_once(cast: Cast) -> None:
    fields = {**cast.heron._hidden(), "count": "3", "role": "member"}
    cast.heron.client.post("/s/boston/invite", data=fields)
    again = cast.heron.client.post("/s/boston/invite", data=fields, follow_redirects=True)
    assert "shown once" in again.get_data(as_text=True)
    assert Invitation.select().count() == 3


def test_invitations_of_a_removed_coordinator_end_with_the_role(cast: Cast, code: str) -> None:
    cast.person("ash-oak-lamp", (cast.boston, "Ash", Role.COORDINATOR))
    members.set_role(cast.heron.reader, cast.boston.id, "heron", Role.MEMBER)
    assert cast.nobody.get(f"/join/{code}").status_code == 404


def test_the_log_says_who_let_whom_in_and_the_link_is_forgotten_after_its_week(cast: Cast, code: str) -> None:
    joining.join_as_new(code, "Plover", NEW_PASSWORD)
    assert "Plover came in with an invitation of Heron" in cast.heron.page("/s/boston/log")
    Invitation.update(ends_at=clock.now() - timedelta(days=1)).execute()
    invitations.purge_invitations()
    assert Invitation.select().count() == 0


def test_a_newcomer_has_a_session_of_the_chosen_kind(cast: Cast, code: str) -> None:
    Person(cast.app).submit(f"/join/{code}", pen_name="Plover", device="own", **PASSWORDS)
    account = Membership.get(Membership.pen_name == "Plover").account
    assert [row.kind for row in Session.select().where(Session.account == account)] == ["own"]


class TestReturnInvitations:
    """A pen name goes over to another account."""

    @pytest.fixture
    def way_back(self, cast: Cast) -> str:
        """A return invitation for Robin."""
        return invitations.invite_back(cast.heron.reader, cast.boston.id, "robin")

    def test_the_new_account_holds_the_membership_and_the_old_one_loses_the_space(
        self, both_engines: str, cast: Cast, way_back: str
    ) -> None:
        membership = cast.robin.membership_in(cast.boston)
        again = Person(cast.app)
        again.submit(f"/join/{way_back}", **PASSWORDS)
        assert "as Robin" in again.page("/account")
        assert Membership.get_by_id(membership.id).account_id != cast.robin.account_id
        assert cast.robin.get("/s/boston/").status_code == 404
        assert cast.robin.get("/account").status_code == 200

    def test_it_stands_in_the_log_and_on_the_old_accounts_home(self, cast: Cast, way_back: str) -> None:
        Person(cast.app).submit(f"/join/{way_back}", **PASSWORDS)
        log = cast.heron.page("/s/boston/log")
        assert "Heron made a return invitation for Robin" in log
        assert "Robin was taken over by another account" in log
        assert "Robin" in queries.home_notices(cast.robin.reader)[0].sentence

    def test_the_page_does_not_say_whose_name_it_is(self, cast: Cast, way_back: str) -> None:
        page = cast.nobody.page(f"/join/{way_back}")
        assert "Robin" not in page and "Boston" not in page

    def test_floors_above_hear_what_must_be_left_behind(self, cast: Cast, way_back: str) -> None:
        heard: list[tuple[int, int]] = []
        events.on_membership_returned(lambda kept, left: heard.append((kept, left)))
        membership = cast.robin.membership_in(cast.boston)
        Person(cast.app).submit(f"/join/{way_back}", **PASSWORDS)
        events._on_return.pop()
        kept, left = heard[0]
        assert kept == membership.id
        behind = Membership.get_by_id(left)
        assert behind.account_id == cast.robin.account_id and not behind.is_active and behind.ended_on is not None

    def test_the_holder_cannot_take_it_and_it_stays_open(self, cast: Cast, way_back: str) -> None:
        assert cast.robin.submit(f"/join/{way_back}").status_code == 400
        assert not Invitation.get().is_used

    def test_a_second_one_ends_the_first(self, cast: Cast, way_back: str) -> None:
        invitations.invite_back(cast.heron.reader, cast.boston.id, "robin")
        assert cast.nobody.get(f"/join/{way_back}").status_code == 404

    def test_nobody_makes_one_for_themselves_or_for_a_name_that_there_is_not(self, cast: Cast) -> None:
        with pytest.raises(Invalid):
            invitations.invite_back(cast.heron.reader, cast.boston.id, "heron")
        for key in ("nobody", "birch", "~1"):
            with pytest.raises(NotFound):
                invitations.invite_back(cast.heron.reader, cast.boston.id, key)

    def test_a_former_member_comes_back_as_a_plain_member(self, cast: Cast) -> None:
        cast.remove(cast.wren, cast.boston)
        code = invitations.invite_back(cast.heron.reader, cast.boston.id, "wren")
        cast.wren.submit(f"/join/{code}")
        row = cast.wren.reader.standing_in(cast.boston.id)
        assert row is not None and row.role is Role.MEMBER and row.pen_name == "Wren"
        assert queries.home_notices(cast.wren.reader) == []


def test_the_operators_reset_link_stands_in_the_log_of_each_space(app: Flask, cast: Cast) -> None:
    actions.make_reset_link(cast.robin.account)
    assert LogEntry.get().act == "reset"
    assert "link to set a new password for Robin" in cast.heron.page("/s/boston/log")
