"""Members: promoted, removed, leaving, and what two coordinators do together."""

import re

import pytest
from cast import Cast, Person
from flask import Flask

from coordinator.access import Role
from coordinator.accounts import actions as account_actions
from coordinator.accounts.models import Session, SessionKind
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.spaces import events
from coordinator.spaces.actions import members
from coordinator.spaces.models import Membership, PendingAct


@pytest.fixture
def second(cast: Cast) -> Person:
    """Another coordinator of Boston."""
    return cast.person("ash-oak-lamp", (cast.boston, "Ash", Role.COORDINATOR))


@pytest.fixture
def third(cast: Cast) -> Person:
    """One more coordinator of Boston."""
    return cast.person("fir-oak-lamp", (cast.boston, "Fir", Role.COORDINATOR))


def role_of(person: Person, cast: Cast) -> str:
    """A person's role in Boston."""
    return str(person.membership_in(cast.boston).role)


def test_members_see_one_another_by_pen_name_and_nobody_else_does(cast: Cast) -> None:
    page = cast.robin.page("/s/boston/members")
    assert "Heron" in page and "Wren" in page and "Birch" not in page
    assert "heron-oak-lamp" not in page
    assert "Remove" not in page
    for outsider in (cast.birch, cast.operator, cast.stranger, cast.nobody):
        assert outsider.get("/s/boston/members").status_code == 404


def test_a_coordinator_promotes_and_demotes_and_the_log_says_so(both_engines: str, cast: Cast) -> None:
    answer = cast.heron.post("/s/boston/members/role", follow=True, member="robin", role="editor")
    assert "The role is changed" in answer.get_data(as_text=True)
    assert role_of(cast.robin, cast) == "editor"
    cast.heron.post("/s/boston/members/role", member="robin", role="member")
    assert role_of(cast.robin, cast) == "member"
    assert "Heron changed a role: Robin → Editor" in cast.heron.page("/s/boston/log")


@pytest.mark.parametrize("role", ["king", ""])
def test_a_role_that_there_is_not_is_refused(cast: Cast, role: str) -> None:
    assert cast.heron.post("/s/boston/members/role", member="robin", role=role).status_code == 400


def test_nobody_else_may(cast: Cast) -> None:
    for person in (cast.wren, cast.robin):
        assert person.post("/s/boston/members/role", member="robin", role="coordinator").status_code == 403
        assert person.post("/s/boston/members/remove", member="heron").status_code == 403
    assert cast.maple.post("/s/boston/members/remove", member="robin").status_code == 404
    with pytest.raises(NotFound):
        members.remove_member(cast.heron.reader, cast.boston.id, "birch")


def test_a_removed_member_loses_the_space_with_the_next_request(both_engines: str, cast: Cast) -> None:
    assert cast.robin.get("/s/boston/").status_code == 200
    cast.heron.post("/s/boston/members/remove", member="robin", is_sure="yes")
    for path in ("/s/boston/", "/s/boston/members", "/s/boston/sites", "/s/boston/leave", "/account"):
        assert cast.robin.get(path).status_code == 404, path
    assert Session.select().where(Session.account == cast.robin.account).count() == 0
    membership = cast.robin.membership_in(cast.boston)
    assert membership.ended_on is not None and membership.account_id == cast.robin.account_id


def test_the_sessions_of_somebody_with_another_space_go_on(cast: Cast) -> None:
    both = cast.person("elm-oak-lamp", (cast.boston, "Elm", Role.MEMBER), (cast.chicago, "Yew", Role.MEMBER))
    cast.heron.post("/s/boston/members/remove", member="elm", is_sure="yes")
    assert both.get("/s/boston/members").status_code == 404
    assert "Boston warehouse" not in both.page("/s/boston/")
    assert both.get("/s/chicago/members").status_code == 200


def test_an_operator_who_is_removed_still_runs_the_server(cast: Cast) -> None:
    both = cast.person("elm-oak-lamp", (cast.boston, "Elm", Role.MEMBER), is_operator=True)
    cast.heron.post("/s/boston/members/remove", member="elm", is_sure="yes")
    assert both.get("/s/boston/").status_code == 404
    assert both.get("/operator/spaces/new").status_code == 200


def test_floors_above_hear_of_the_end(cast: Cast) -> None:
    heard: list[int] = []
    events.on_membership_ended(heard.append)
    members.remove_member(cast.heron.reader, cast.boston.id, "robin")
    events._on_end.pop()
    assert heard == [cast.robin.membership_in(cast.boston).id]


def test_one_cannot_remove_oneself_but_leave(cast: Cast, second: Person) -> None:
    with pytest.raises(Invalid):
        members.remove_member(cast.heron.reader, cast.boston.id, "heron")
    assert cast.heron.submit("/s/boston/leave").status_code == 303
    assert cast.heron.get("/s/boston/").status_code == 404


def test_the_last_coordinator_cannot_step_down_or_leave(cast: Cast) -> None:
    answer = cast.heron.post("/s/boston/members/role", member="heron", role="member")
    assert answer.status_code == 400 and "last coordinator" in answer.get_data(as_text=True)
    answer = cast.heron.submit("/s/boston/leave")
    assert answer.status_code == 400 and "Name another one first" in answer.get_data(as_text=True)


def test_a_last_coordinator_names_another_and_leaves(both_engines: str, cast: Cast) -> None:
    assert cast.heron.submit("/s/boston/leave", successor="robin").status_code == 303
    assert role_of(cast.robin, cast) == "coordinator"
    assert cast.heron.get("/s/boston/").status_code == 404
    assert cast.robin.get("/s/boston/log").status_code == 200


@pytest.mark.parametrize("successor", ["heron", "birch", "nobody"])
def test_the_one_who_is_named_must_be_another_member(cast: Cast, successor: str) -> None:
    assert cast.heron.submit("/s/boston/leave", successor=successor).status_code in (400, 404)
    assert role_of(cast.heron, cast) == "coordinator"
    assert cast.heron.membership_in(cast.boston).is_active


def test_the_only_member_of_a_space_may_leave_it(cast: Cast) -> None:
    dallas = cast.space("dallas", "Dallas", "a hospital", "Dallas")
    alone = cast.person("elm-oak-lamp", (dallas, "Elm", Role.COORDINATOR))
    assert alone.submit("/s/dallas/leave").status_code == 303


class TestTwoCoordinators:
    """Taking a coordinator's rights away asks for a second one, where there is one."""

    def test_removing_one_of_three_waits_for_the_third(
        self, both_engines: str, cast: Cast, second: Person, third: Person
    ) -> None:
        answer = cast.heron.post("/s/boston/members/remove", follow=True, member="ash", is_sure="yes")
        assert "The other coordinators are asked" in answer.get_data(as_text=True)
        assert second.get("/s/boston/log").status_code == 200
        page = third.page("/s/boston/members")
        assert "Heron asks to remove Ash" in page
        third.submit("/s/boston/members", _action="/agree")
        assert second.get("/s/boston/").status_code == 404
        assert "Heron, Fir removed Ash" in third.page("/s/boston/log")

    def test_neither_who_asked_nor_whom_it_is_about_can_agree(self, cast: Cast, second: Person, third: Person) -> None:
        assert not members.set_role(cast.heron.reader, cast.boston.id, "ash", Role.MEMBER)
        pending = PendingAct.get().public_id
        for person in (cast.heron, second):
            with pytest.raises(NotAllowed):
                members.agree(person.reader, cast.boston.id, pending)
        with pytest.raises(NotAllowed):
            members.decline(second.reader, cast.boston.id, pending)
        assert role_of(second, cast) == "coordinator"

    def test_a_no_ends_it(self, cast: Cast, second: Person, third: Person) -> None:
        members.set_role(cast.heron.reader, cast.boston.id, "ash", Role.MEMBER)
        third.submit("/s/boston/members", _action="/decline")
        assert PendingAct.select().count() == 0 and role_of(second, cast) == "coordinator"

    def test_asking_twice_is_asking_once(self, cast: Cast, second: Person, third: Person) -> None:
        for _time in range(2):
            members.remove_member(cast.heron.reader, cast.boston.id, "ash")
        assert PendingAct.select().count() == 1

    def test_of_two_one_acts_alone_for_there_is_no_other(self, cast: Cast, second: Person) -> None:
        assert members.remove_member(cast.heron.reader, cast.boston.id, "ash")
        assert not second.membership_in(cast.boston).is_active

    def test_stepping_down_oneself_asks_nobody(self, cast: Cast, second: Person, third: Person) -> None:
        assert members.set_role(cast.heron.reader, cast.boston.id, "heron", Role.MEMBER)

    def test_a_pending_act_of_another_space_is_not_found(self, cast: Cast, second: Person, third: Person) -> None:
        members.remove_member(cast.heron.reader, cast.boston.id, "ash")
        with pytest.raises(NotFound):
            members.agree(cast.maple.reader, cast.chicago.id, PendingAct.get().public_id)


def test_the_password_is_asked_again_before_a_removal(cast: Cast) -> None:
    Session.update(confirmed_at=None).execute()
    answer = cast.heron.post("/s/boston/members/remove", member="robin", is_sure="yes")
    assert answer.status_code == 403 and "password once more" in answer.get_data(as_text=True)
    assert cast.robin.membership_in(cast.boston).is_active


def test_a_new_session_does_not_bring_a_removed_member_back(app: Flask, cast: Cast) -> None:
    members.remove_member(cast.heron.reader, cast.boston.id, "robin")
    anew = Person(app, cast.robin.account, account_actions.open_session(cast.robin.account, SessionKind.OWN))
    assert anew.get("/account").status_code == 200
    assert anew.get("/s/boston/").status_code == 404
    assert Membership.select().where(Membership.pen_name == "Robin").count() == 1


def test_the_list_stays_short_and_what_can_be_changed_stands_where_it_was_asked_for(cast: Cast) -> None:
    page = cast.heron.page("/s/boston/members")
    assert page.count("?change=") == 3 and "/members/role" not in page
    page = cast.heron.page("/s/boston/members?change=2")
    assert page.count('action="/s/boston/members/role"') == 1 and len(re.findall("Remove (?:Robin|Wren)<", page)) == 1
    assert "?change=" not in cast.robin.page("/s/boston/members?change=2")
    assert cast.heron.get("/s/boston/members?change=x").status_code == 200
