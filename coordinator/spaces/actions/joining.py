"""Coming in with an invitation: as a new account or an existing one, as somebody new or back under one's pen name."""

from dataclasses import dataclass

from coordinator import clock, db, once
from coordinator.access import Reader, Role
from coordinator.accounts import actions as account_actions
from coordinator.accounts import passwords, throttle
from coordinator.accounts.models import Account
from coordinator.errors import Invalid, NotFound
from coordinator.language import _
from coordinator.spaces import events, log
from coordinator.spaces.actions.invitations import invitation_at, use_up
from coordinator.spaces.actions.pen_names import LEFT_BEHIND, good_pen_name, new_membership
from coordinator.spaces.models import HomeNotice, Invitation, Membership, Space


@dataclass(frozen=True, slots=True)
class Joined:
    """Who came in, and where."""

    account: Account
    membership: Membership


def join_as_new(code: str, pen_name: str, password: str) -> Joined:
    """Make an account and its membership; the invitation is used up.

    Refuses a used, expired or unknown code (NotFound), a weak password and a taken pen name (Invalid).
    """
    once.refuse_spent()
    invitation = _invitation_at(code)
    if invitation.is_used:
        raise NotFound()
    passwords.require_good(password)
    if invitation.returns_id is None:
        good_pen_name(invitation.space_id, pen_name)
    hashed = passwords.hash_password(password)
    with db.write():
        use_up(invitation)
        account = account_actions.make_account_with(hashed)
        return Joined(account, _let_in(invitation, account, pen_name))


def join_as(actor: Reader, code: str, pen_name: str) -> Joined:
    """Give the reader's account a membership; the invitation is used up.

    Refuses, besides what `join_as_new` does, an account that is in the space already (Invalid).
    """
    invitation = _invitation_at(code)
    if actor.standing_in(invitation.space_id) is not None:
        raise Invalid(_("You are in this space already. Pass the invitation on to somebody else."), "pen_name")
    account = Account.get_by_id(actor.account_id)
    with db.write():
        use_up(invitation)
        return Joined(account, _let_in(invitation, account, pen_name))


def join_again(code: str, password: str) -> Joined:
    """What the same form sent twice leads to: the account that it made, for who knows its password.

    Refuses (NotFound) everybody else, and (TooMany) too many tries.
    """
    throttle.count("join", code)
    membership = _invitation_at(code).taken_by
    account = None if membership is None else membership.account
    is_right = passwords.is_right(account.password_hash if account else "", password)
    if membership is None or account is None or not is_right:
        raise NotFound()
    return Joined(account, membership)


def _invitation_at(code: str) -> Invitation:
    invitation = invitation_at(code)
    if invitation is None:
        raise NotFound()
    return invitation


def _let_in(invitation: Invitation, account: Account, pen_name: str) -> Membership:
    wanted = invitation.returns
    if wanted is None:
        membership = new_membership(invitation.space_id, account, pen_name, Role(invitation.role))
    else:
        membership = _take_over(wanted, account)
    act = "joined" if wanted is None else "returned"
    Invitation.update(taken_by=membership.id).where(Invitation.id == invitation.id).execute()
    inviter = invitation.made_by.pen_name if invitation.made_by else ""
    log.record(invitation.space_id, act, inviter, membership.pen_name)
    return membership


def _take_over(membership: Membership, account: Account) -> Membership:
    """The membership goes over; its old account keeps drafts, loses this space, and finds a notice on its home."""
    if membership.account_id == account.id and membership.is_active:
        raise Invalid(_("This pen name is yours already."), "pen_name")
    old_account_id = membership.account_id
    left_behind = None if old_account_id == account.id else _leave_behind(membership)
    role = membership.role if membership.is_active else Role.MEMBER.value
    Membership.update(account=account.id, is_active=True, ended_on=None, role=role).where(
        Membership.id == membership.id
    ).execute()
    if left_behind is not None:
        events.membership_returned(membership.id, left_behind.id)
        _tell_old_holder(old_account_id, membership)
    return Membership.get_by_id(membership.id)


def _leave_behind(membership: Membership) -> Membership:
    return Membership.create(
        space=membership.space_id,
        account=membership.account_id,
        pen_name=membership.pen_name,
        pen_name_key=f"{LEFT_BEHIND}{clock.now().timestamp():.6f}",
        role=Role.MEMBER.value,
        joined_week=membership.joined_week,
        is_active=False,
        ended_on=clock.today(),
    )


def _tell_old_holder(account_id: int | None, membership: Membership) -> None:
    if account_id is None:
        return
    sentence = _(
        "Your pen name %(pen_name)s in %(space)s was taken over by another account, with a return invitation of a "
        "coordinator there. If that was not you, ask the coordinators at once.",
        pen_name=membership.pen_name,
        space=Space.get_by_id(membership.space_id).name,
    )
    HomeNotice.create(account=account_id, sentence=str(sentence), made_on=clock.today())
