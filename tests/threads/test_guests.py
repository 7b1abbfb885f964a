"""Guests: let in by one invitation, into one thread, and no further than that."""

import re
from datetime import timedelta

import pytest
from cast import Cast, Person

from coordinator import clock, search
from coordinator.access import Audience, Role
from coordinator.accounts.models import Account
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.reports import actions as reports
from coordinator.spaces import log, redaction
from coordinator.spaces.actions import invitations
from coordinator.spaces.models import LogEntry, Membership, NameToTakeOut
from coordinator.threads.actions import ask, guests, open_thread, take_back_post, write_post
from coordinator.threads.models import Guest, GuestInvitation, Post, Thread

NEW_PASSWORD = "seven green lanterns"
PASSWORDS = {"new_password": NEW_PASSWORD, "new_password_twice": NEW_PASSWORD, "device": "own"}


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return open_thread(cast.heron.reader, cast.boston.id, "What now?", "We ask the quetzalbird.")


def _sentences(cast: Cast) -> list[str]:
    return [log.said(entry) for entry in LogEntry.select().where(LogEntry.space == cast.boston).order_by(LogEntry.id)]


def _let_in(cast: Cast, thread: Thread, person: Person, name: str = "Visitor") -> Guest:
    return guests.come_in_as(person.reader, guests.invite_guest(cast.heron.reader, thread), name)


def test_from_the_threads_page_to_a_guest_who_answers_and_is_ended(cast: Cast, thread: Thread) -> None:
    path = f"/threads/{thread.public_id}"
    assert f"{path}/guests" in cast.heron.page(path) and f"{path}/guests" not in cast.robin.page(path)
    slip = cast.heron.submit(f"{path}/guests", _action="/guests", password_again="nine brown herons")
    code = re.search(r"/join/([a-z0-9-]+)", slip.get_data(as_text=True))
    assert code is not None and "Boston" not in slip.get_data(as_text=True).partition('class="slips"')[2]
    newcomer = Person(cast.app)
    form = newcomer.page(f"/join/{code[1]}")
    assert "as a guest" in form and "Boston" not in form and "What now?" not in form
    welcome = newcomer.submit(f"/join/{code[1]}", pen_name="Visitor", **PASSWORDS).get_data(as_text=True)
    guest = Guest.get()
    assert guest.account.sign_in_name in welcome and path in welcome
    newcomer.token = "signed in"
    assert "quetzalbird" in newcomer.page(path) and "What now?" in newcomer.page("/")
    assert newcomer.submit(path, _action="/reply", text="Thank you.").status_code == 303
    page = cast.robin.page(path)
    assert "Thank you." in page and "<b>Visitor</b> &middot; <span>a guest</span>" in page and "and 1 guest" in page
    assert "Visitor" in cast.heron.page(f"{path}/guests")
    assert cast.heron.submit(f"{path}/guests", _action="/end", is_sure="yes").status_code == 303
    post = Post.get(Post.number == 2)
    for hidden in (path, f"/posts/{post.public_id}", f"/posts/{post.public_id}/edit"):
        assert newcomer.get(hidden).status_code == 404
    assert "What now?" not in newcomer.page("/") and not search.find("quetzalbird", guest.account_id)
    page = cast.robin.page(path)
    assert "Thank you." in page and "<b>Visitor</b>" in page and "and 1 guest" not in page
    assert _sentences(cast)[-3:] == [
        "Heron made an invitation for a guest of the thread “What now?”",
        "Visitor came into a thread as a guest, with an invitation of Heron",
        "Heron closed a thread to the guest Visitor",
    ]


def test_a_code_typed_from_a_slip_leads_to_the_guests_form(cast: Cast, thread: Thread) -> None:
    code = guests.invite_guest(cast.heron.reader, thread)
    answer = cast.nobody.submit("/join", code=code.upper())
    assert answer.status_code == 303 and "/guest/" in answer.headers["Location"]
    assert cast.nobody.get(f"/guest/{invitations.new_code()}", follow_redirects=True).status_code == 404


def test_whom_a_thread_is_closed_to_stays_outside_while_it_has_a_guest(
    both_engines: str, cast: Cast, thread: Thread
) -> None:
    other = open_thread(cast.heron.reader, cast.boston.id, "Another", "Words of the quetzalbird.")
    elsewhere = cast.person("elsewhere-oak-lamp")
    _let_in(cast, other, elsewhere)
    _let_in(cast, thread, cast.stranger)
    _let_in(cast, thread, cast.birch, "Sedge")
    ended = cast.person("ended-oak-lamp")
    guests.end_guest(cast.heron.reader, thread, _let_in(cast, thread, ended, "Once").id)
    path = f"/threads/{thread.public_id}"
    inside, outside = [cast.stranger, cast.birch], [elsewhere, ended, cast.maple, cast.operator, cast.nobody]
    for person in inside + outside:
        allowed = any(person is each for each in inside)
        assert (person.get(path).status_code == 200) == allowed
        reply = person.post(f"{path}/reply", text="Words.")
        assert (reply.status_code == 303) == allowed, reply.status_code
        assert len(search.find("quetzalbird", person.account_id)) == (1 if allowed or person is elsewhere else 0)
        assert person.get(f"{path}/guests").status_code == 404
        assert person.post(f"{path}/guests").status_code == 404
        assert person.get("/s/boston/threads/").status_code == 404
    assert cast.robin.get(f"{path}/guests").status_code == 403
    assert cast.robin.post(f"{path}/guests/end", guest=str(Guest.get().id)).status_code == 403
    with pytest.raises(NotAllowed):
        guests.invite_guest(cast.robin.reader, thread)
    with pytest.raises(NotFound):
        guests.invite_guest(cast.maple.reader, thread)


def test_a_coordinator_whom_a_thread_only_reaches_invites_nobody_into_it(cast: Cast) -> None:
    thread = open_thread(cast.heron.reader, cast.boston.id, "Far", "Words.", Audience.NETWORK)
    assert cast.maple.get(f"/threads/{thread.public_id}/guests").status_code == 404
    with pytest.raises(NotFound):
        guests.end_guest(cast.maple.reader, thread, _let_in(cast, thread, cast.stranger).id)


def test_an_invitation_lets_one_person_in(cast: Cast, thread: Thread) -> None:
    code = guests.invite_guest(cast.heron.reader, thread)
    guests.come_in_as(cast.stranger.reader, code, "Visitor")
    with pytest.raises(NotFound):
        guests.come_in_as(cast.birch.reader, code, "Sedge")
    with pytest.raises(NotFound):
        guests.come_in_as_new(code, "Sedge", NEW_PASSWORD)
    assert cast.nobody.get(f"/join/{code}").status_code == 404


@pytest.mark.parametrize("how", ["expired", "taken back", "removed", "a member now", "thread gone"])
def test_an_invitation_dies(cast: Cast, thread: Thread, how: str) -> None:
    code = guests.invite_guest(cast.heron.reader, thread)
    hash_ = GuestInvitation.get().code_hash
    if how == "expired":
        GuestInvitation.update(ends_at=clock.now() - timedelta(minutes=1)).execute()
    elif how == "taken back":
        guests.revoke_guest_invitation(cast.heron.reader, thread, hash_[: invitations.HANDLE_LENGTH])
    elif how == "removed":
        cast.remove(cast.heron, cast.boston)
    elif how == "a member now":
        Membership.update(role=Role.MEMBER.value).where(Membership.account == cast.heron.account).execute()
    else:
        take_back_post(cast.heron.reader, Post.get(Post.thread == thread))
    assert cast.nobody.get(f"/join/{code}").status_code == 404
    assert cast.stranger.post(f"/guest/{code}", pen_name="Visitor").status_code == 404
    assert not Guest.select().exists()


def test_an_invitation_whose_week_is_over_is_forgotten(cast: Cast, thread: Thread) -> None:
    guests.invite_guest(cast.heron.reader, thread)
    guests.purge_guest_invitations()
    assert GuestInvitation.select().count() == 1
    GuestInvitation.update(ends_at=clock.now() - timedelta(minutes=1)).execute()
    guests.purge_guest_invitations()
    assert GuestInvitation.select().count() == 0


def test_the_same_form_sent_twice_makes_one_account_and_shows_its_name_both_times(cast: Cast, thread: Thread) -> None:
    code = guests.invite_guest(cast.heron.reader, thread)
    newcomer = Person(cast.app)
    fields = {**newcomer._hidden(), "pen_name": "Visitor", **PASSWORDS}
    accounts = Account.select().count()
    pages = [
        browser.client.post(f"/guest/{code}", data=fields).get_data(as_text=True)
        for browser in (newcomer, Person(cast.app))
    ]
    assert all(Guest.get().account.sign_in_name in page for page in pages)
    assert Account.select().count() == accounts + 1
    stolen = {**fields, "new_password": "another one yet", "new_password_twice": "another one yet"}
    assert Person(cast.app).client.post(f"/guest/{code}", data=stolen).status_code == 404


def test_who_writes_there_already_leaves_the_invitation_to_others(cast: Cast, thread: Thread) -> None:
    code = guests.invite_guest(cast.heron.reader, thread)
    answer = cast.robin.submit(f"/guest/{code}", pen_name="Second")
    assert answer.status_code == 400 and "open to you already" in answer.get_data(as_text=True)
    assert not GuestInvitation.get().is_used


@pytest.mark.parametrize("name", ["heron", "Héron", "V i s i t o r", "", "!!!", "x" * 41])
def test_a_guest_goes_by_nobody_elses_name(cast: Cast, thread: Thread, name: str) -> None:
    _let_in(cast, thread, cast.stranger)
    code = guests.invite_guest(cast.heron.reader, thread)
    with pytest.raises(Invalid):
        guests.come_in_as(cast.birch.reader, code, name)
    assert cast.birch.submit(f"/guest/{code}", pen_name=name).status_code == 400
    assert Guest.select().count() == 1


def test_who_was_a_guest_before_comes_back_as_the_same_one(cast: Cast, thread: Thread) -> None:
    first = _let_in(cast, thread, cast.stranger)
    write_post(cast.stranger.reader, thread, "Mine.")
    guests.end_guest(cast.heron.reader, thread, first.id)
    with pytest.raises(NotFound):
        write_post(cast.stranger.reader, thread, "Not any more.")
    with pytest.raises(NotFound):
        guests.end_guest(cast.heron.reader, thread, first.id)
    assert _let_in(cast, thread, cast.stranger, "Visitor").id == first.id
    assert "Mine." in cast.stranger.page(f"/threads/{thread.public_id}")


def test_names_are_taken_out_of_all_that_a_guest_reads(cast: Cast) -> None:
    heron, boston = cast.heron.reader, cast.boston.id
    NameToTakeOut.create(space=boston, name="Maria", replacement="a colleague")
    thread = open_thread(heron, boston, "What Maria said", "Maria said: wait.")
    first = Post.get(Post.thread == thread)
    write_post(cast.robin.reader, thread, "So?", quotes=first)
    assert "Maria" in cast.robin.page(f"/threads/{thread.public_id}")
    _let_in(cast, thread, cast.stranger)
    write_post(cast.robin.reader, thread, "Maria again.")
    page = cast.stranger.page(f"/threads/{thread.public_id}")
    assert "Maria" not in page and "A colleague said: wait." in page and "What a colleague said" in page
    assert not search.find("Maria", cast.stranger.account_id)
    assert redaction.load_names(boston) and Post.get_by_id(first.id).body_source == "Maria said: wait."


def test_a_quote_of_a_guest_bears_the_guests_name(cast: Cast, thread: Thread) -> None:
    _let_in(cast, thread, cast.stranger)
    post = write_post(cast.stranger.reader, thread, "Wise words.")
    write_post(cast.robin.reader, thread, "Yes.", quotes=post)
    page = cast.robin.page(f"/threads/{thread.public_id}")
    assert "Visitor, a guest</a></figcaption>" in page


def test_a_reports_outward_thread_has_the_reports_readers_alone(cast: Cast) -> None:
    report = reports.start_report(cast.heron.reader, cast.boston.id, "October", "Words.")
    reports.submit_report(cast.heron.reader, report)
    reports.release_report(cast.heron.reader, report, "In brief.", Audience.NETWORK)
    thread = ask(cast.birch.reader, type(report).get_by_id(report.id), "How?", is_outward=True)
    with pytest.raises(Invalid):
        guests.invite_guest(cast.heron.reader, thread)
    page = cast.heron.submit(f"/threads/{thread.public_id}/guests", password_again="nine brown herons")
    assert page.status_code == 400 and "by nobody else" in page.get_data(as_text=True)


def test_no_more_than_twenty_invitations_are_open(cast: Cast, thread: Thread) -> None:
    for _number in range(guests.OPEN_AT_MOST):
        guests.invite_guest(cast.heron.reader, thread)
    with pytest.raises(Invalid):
        guests.invite_guest(cast.heron.reader, thread)
