"""Guests of a thread: who they are, inviting one, ending one, and coming in as one."""

from typing import Any

from flask import Blueprint, redirect, render_template, request

from coordinator import door, once, pages, sure
from coordinator.access import Permission
from coordinator.accounts import actions as account_actions
from coordinator.accounts.models import SessionKind
from coordinator.accounts.welcoming import welcomed
from coordinator.door import guard, reader
from coordinator.errors import Invalid, NotFound, TooMany
from coordinator.forms import Confirm
from coordinator.language import _, spoken
from coordinator.once import AlreadyDone
from coordinator.spaces.actions.invitations import HANDLE_LENGTH
from coordinator.spaces.slips import slips_for
from coordinator.threads import page, queries
from coordinator.threads.actions import guests
from coordinator.threads.forms import GuestAsNew, GuestName
from coordinator.threads.models import Guest, Thread
from coordinator.threads.page import Header
from coordinator.threads.views.reading import readers_of

bp = Blueprint("guests", __name__)
pages.tell("guest_in", _("You are in: you read and write in this thread, as its guest."))
pages.tell("guest_ended", _("The thread is closed to this guest now. What they wrote stays."))
pages.tell("guest_revoked", _("The invitation is taken back."))
pages.tell("guest_shown_once", _("It was made already, and shown once. If it was lost, take it back and make another."))
LONGEST_KEY = 10


@bp.get("/threads/<thread_id>/guests")
@guard(Permission.MODERATE, page.header)
def index(thread: Header) -> Any:
    """The guests, the open invitations, and what inviting one means."""
    return _page(thread)


@bp.post("/threads/<thread_id>/guests")
@guard(Permission.MODERATE, page.header, confirm=True)
def invite(thread: Header) -> Any:
    """Make an invitation and show its slip, once."""
    try:
        code = guests.invite_guest(reader(), Thread.get_by_id(thread.key))
    except AlreadyDone:
        return door.see(f"/threads/{thread.public_id}/guests", done="guest_shown_once")
    except Invalid as problem:
        return _page(thread, problem.sentence), 400
    return render_template("threads/guest_invited.html", thread=thread, slip=slips_for([code], spoken())[0])


@bp.post("/threads/<thread_id>/guests/revoke")
@guard(Permission.MODERATE, page.header)
def revoke(thread: Header) -> Any:
    """Take an invitation back, once it was said twice."""
    if page := sure.invitation(f"/threads/{thread.public_id}/guests"):
        return page
    guests.revoke_guest_invitation(reader(), Thread.get_by_id(thread.key), request.form.get("handle", ""))
    return door.see(f"/threads/{thread.public_id}/guests", done="guest_revoked")


@bp.post("/threads/<thread_id>/guests/end")
@guard(Permission.MODERATE, page.header)
def end(thread: Header) -> Any:
    """Close the thread to a guest, once it was said twice."""
    typed = request.form.get("guest", "")
    if not typed.isdecimal() or len(typed) > LONGEST_KEY:
        raise NotFound()
    if page := _ask_to_end(thread, int(typed)):
        return page
    guests.end_guest(reader(), Thread.get_by_id(thread.key), int(typed))
    return door.see(f"/threads/{thread.public_id}/guests", done="guest_ended")


def _ask_to_end(thread: Header, guest_id: int) -> Any:
    name = next((each.pen_name for each in queries.guests_of(thread.key) if each.id == guest_id), "")
    return sure.ask(
        str(_("Close this thread to %(name)s?", name=name)),
        str(_("They cannot read or write here any more. What they wrote stays. To come back takes a new invitation.")),
        str(_("Close it to them")),
        back=f"/threads/{thread.public_id}/guests",
    )


def _page(thread: Header, problem: str = "") -> str:
    open_ones = guests.open_guest_invitations(thread.key)
    return render_template(
        "threads/guests.html",
        thread=thread,
        guests=queries.guests_of(thread.key),
        open_ones=[(each, each.code_hash[:HANDLE_LENGTH]) for each in open_ones],
        readers=readers_of(reader(), thread),
        confirm=Confirm(),
        problem=problem,
        here=reader().standing_in(thread.space_id),
    )


@bp.get("/guest/<code>")
@guard(Permission.OPEN)
def look(code: str) -> Any:
    """The form for who was invited; any other code is answered where codes are typed."""
    return redirect(f"/join/{code}", 303) if guests.guest_door(code) is None else _form_page(code, _form())


@bp.post("/guest/<code>")
@guard(Permission.OPEN)
def come_in(code: str) -> Any:
    """Come in, as the account that is signed in or as a new one."""
    if guests.guest_invitation_at(code) is None:
        raise NotFound()
    form = _form()
    if form.validate():
        try:
            return _come_in_as(code, form) if reader().is_signed_in else _come_in_as_new(code, form)
        except (Invalid, TooMany) as problem:
            form.refuse(problem)
    return _form_page(code, form), 400


def _form() -> Any:
    return GuestName() if reader().is_signed_in else GuestAsNew()


def _form_page(code: str, form: Any) -> str:
    return render_template("threads/guest.html", form=form, code=code)


def _come_in_as(code: str, form: GuestName) -> Any:
    return door.see(_address_of(guests.come_in_as(reader(), code, form.pen_name.data)), done="guest_in")


def _come_in_as_new(code: str, form: GuestAsNew) -> Any:
    """The page with the sign-in name; sent twice, the same form leads to the same account, for its password."""
    password = form.new_password.data
    try:
        guest = guests.come_in_as_new(code, form.pen_name.data, password)
    except AlreadyDone:
        once.forget()
        guest = guests.come_in_again(code, password)
    entry = account_actions.enter(guest.account, SessionKind(form.device.data))
    return welcomed(guest.account, entry, _address_of(guest) + "?done=guest_in")


def _address_of(guest: Guest) -> str:
    return f"/threads/{guest.thread.public_id}"
