"""Guests: let into one thread by a coordinator of its space, one person an invitation, and ended at will."""

from typing import Any

from coordinator import access, clock, db, jobs, once
from coordinator.access import Permission, Reader, Role
from coordinator.accounts import actions as account_actions
from coordinator.accounts import passwords, throttle
from coordinator.accounts.models import Account
from coordinator.errors import Invalid, NotFound
from coordinator.language import _
from coordinator.spaces import log
from coordinator.spaces.actions import invitations
from coordinator.spaces.actions.pen_names import good_pen_name, key_of
from coordinator.spaces.models import Membership
from coordinator.threads import remake
from coordinator.threads.circles import circle_of_thread, writers
from coordinator.threads.models import Guest, GuestInvitation, Thread

OPEN_AT_MOST = 20
log.words("guest_invited", _("%(actor)s made an invitation for a guest of the thread “%(subject)s”"))
log.words("guest_came", _("%(subject)s came into a thread as a guest, with an invitation of %(actor)s"))
log.words("guest_ended", _("%(actor)s closed a thread to the guest %(subject)s"))


def invite_guest(actor: Reader, thread: Thread) -> str:
    """The code of a new invitation into this thread alone: for one person, for a week.

    Refused: who does not moderate the thread's space; a thread that a report's readers share (Invalid); more
    than twenty that are open (Invalid).
    """
    standing = access.require(actor, Permission.MODERATE, thread.space_id)
    if thread.follows_report:
        raise Invalid(_("This thread is read by those who may read its report, and by nobody else."))
    with db.write():
        if _open_for(thread.id).count() >= OPEN_AT_MOST:
            raise Invalid(_("There are many open invitations already. Take some back first."))
        log.record(thread.space_id, "guest_invited", standing.pen_name, thread.title)
        code = invitations.new_code()
        GuestInvitation.create(
            thread=thread.id,
            code_hash=invitations.code_hash(code),
            made_by=standing.membership_id,
            ends_at=clock.now() + invitations.LASTS,
        )
    return code


def revoke_guest_invitation(actor: Reader, thread: Thread, handle: str) -> None:
    """Take an open invitation into the thread back, by the beginning of its stored hash."""
    standing = access.require(actor, Permission.MODERATE, thread.space_id)
    mine = (GuestInvitation.thread == thread.id) & ~GuestInvitation.is_used
    with db.write():
        chosen = GuestInvitation.delete().where(mine & GuestInvitation.code_hash.startswith(handle))
        if len(handle) != invitations.HANDLE_LENGTH or not chosen.execute():
            raise NotFound()
        log.record(thread.space_id, "invitation_revoked", standing.pen_name)


def end_guest(actor: Reader, thread: Thread, guest_id: int) -> None:
    """Close the thread to a guest at once; what it wrote stays under its pen name."""
    standing = access.require(actor, Permission.MODERATE, thread.space_id)
    chosen = (Guest.id == guest_id) & (Guest.thread == thread.id) & Guest.ended_on.is_null()
    with db.write():
        guest = Guest.get_or_none(chosen)
        if guest is None:
            raise NotFound()
        Guest.update(ended_on=clock.today()).where(Guest.id == guest.id).execute()
        log.record(thread.space_id, "guest_ended", standing.pen_name, guest.pen_name)


def guest_invitation_at(code: str) -> GuestInvitation | None:
    """The invitation that a code stands for, used up or not, while it lasts and who made it still moderates."""
    found: GuestInvitation | None = (
        GuestInvitation.select()
        .join(Thread)
        .switch(GuestInvitation)
        .join(Membership)
        .where(
            (GuestInvitation.code_hash == invitations.code_hash(code))
            & (GuestInvitation.ends_at > clock.now())
            & Thread.deleted_on.is_null()
            & (Membership.space == Thread.space)
            & (Membership.role == Role.COORDINATOR.value)
            & Membership.is_active
        )
        .first()
    )
    return found


@invitations.other_door
def guest_door(code: str) -> str | None:
    """Where the code of an open guest invitation leads."""
    invitation = guest_invitation_at(code)
    return None if invitation is None or invitation.is_used else f"/guest/{code}"


def come_in_as_new(code: str, pen_name: str, password: str) -> Guest:
    """Make an account that is a guest of the thread and nothing else; the invitation is used up.

    Refuses a used, expired or unknown code (NotFound), a weak password and a taken pen name (Invalid).
    """
    once.refuse_spent()
    invitation = _invitation_at(code)
    if invitation.is_used:
        raise NotFound()
    passwords.require_good(password)
    _good_name(invitation.thread, pen_name, 0)
    hashed = passwords.hash_password(password)
    with db.write():
        invitations.use_up(invitation)
        return _let_in(invitation, account_actions.make_account_with(hashed), pen_name)


def come_in_as(actor: Reader, code: str, pen_name: str) -> Guest:
    """Make the reader's account a guest of the thread; the invitation is used up.

    Refuses, besides what `come_in_as_new` does, an account that may write in the thread already (Invalid).
    """
    invitation = _invitation_at(code)
    thread = invitation.thread
    is_guest = Guest.select().where((Guest.thread == thread) & Guest.held_by(actor.account_id)).exists()
    if is_guest or writers(actor, circle_of_thread(thread)):
        raise Invalid(_("This thread is open to you already. Pass the invitation on to somebody else."), "pen_name")
    account = Account.get_by_id(actor.account_id)
    with db.write():
        invitations.use_up(invitation)
        return _let_in(invitation, account, pen_name)


def come_in_again(code: str, password: str) -> Guest:
    """What the same form sent twice leads to: the guest that it made, for who knows its password; else NotFound."""
    throttle.count("join", code)
    guest = _invitation_at(code).taken_by
    if guest is None or not passwords.is_right(guest.account.password_hash, password):
        raise NotFound()
    return guest


def _open_for(thread_id: int) -> Any:
    return GuestInvitation.select().where(
        (GuestInvitation.thread == thread_id) & ~GuestInvitation.is_used & (GuestInvitation.ends_at > clock.now())
    )


def open_guest_invitations(thread_id: int) -> list[GuestInvitation]:
    """The invitations into a thread that nobody has used yet, soonest end first."""
    return list(_open_for(thread_id).order_by(GuestInvitation.ends_at, GuestInvitation.id))


def _invitation_at(code: str) -> GuestInvitation:
    invitation = guest_invitation_at(code)
    if invitation is None:
        raise NotFound()
    return invitation


def _let_in(invitation: GuestInvitation, account: Account, pen_name: str) -> Guest:
    thread = invitation.thread
    # Who was a guest here before comes back as the same one.
    guest = Guest.get_or_none((Guest.thread == thread) & (Guest.account == account))
    name = _good_name(thread, pen_name, guest.id if guest else 0)
    if guest is None:
        guest = Guest.create(thread=thread, account=account, pen_name=name)
    else:
        Guest.update(pen_name=name, ended_on=None).where(Guest.id == guest.id).execute()
    GuestInvitation.update(taken_by=guest.id).where(GuestInvitation.id == invitation.id).execute()
    remake.thread_left(thread)
    log.record(thread.space_id, "guest_came", invitation.made_by.pen_name, name)
    return Guest.get_by_id(guest.id)


def _good_name(thread: Thread, typed: str, own_id: int) -> str:
    """A pen name that neither a member of the thread's space nor another guest of the thread goes by, else Invalid."""
    name, key = good_pen_name(thread.space_id, typed)
    others = Guest.select(Guest.pen_name).where((Guest.thread == thread) & (Guest.id != own_id))
    if any(key_of(other.pen_name) == key for other in others):
        raise Invalid(_("Somebody here goes or went by that name. Choose another one."), "pen_name")
    return name


@jobs.daily("end_guest_invitations")
def purge_guest_invitations() -> None:
    """Forget invitations whose week is over, used or not."""
    with db.write():
        GuestInvitation.delete().where(GuestInvitation.ends_at < clock.now()).execute()
