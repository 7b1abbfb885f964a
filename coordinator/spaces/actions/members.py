"""Members: promoted, removed, leaving. A coordinator's rights are taken away by two where there are two."""

from datetime import timedelta
from typing import Any

from coordinator import access, clock, db, jobs
from coordinator.access import Permission, Reader, Role, Standing
from coordinator.accounts.actions import before_closing, on_reset
from coordinator.accounts.models import Session
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.language import _
from coordinator.spaces import events, log
from coordinator.spaces.actions.pen_names import member_named
from coordinator.spaces.models import Invitation, Membership, PendingAct, Space

REMOVE, ROLE = "remove", "role"
PENDING_LASTS = timedelta(days=14)


def set_role(actor: Reader, space_id: int, pen_name_key: str, role: Role) -> bool:
    """Give a member another role. False where a second coordinator has to agree first.

    Refuses (Invalid) to leave the space without a coordinator.
    """
    standing = access.require(actor, Permission.MANAGE_MEMBERS, space_id)
    member = _active_member(space_id, pen_name_key)
    if member.role == role.value:
        return True
    if _takes_from_coordinator(member) and _needs_second(standing, member):
        return _ask(standing, member, ROLE, role)
    with db.write():
        _change_role(standing.pen_name, member, role)
    return True


def remove_member(actor: Reader, space_id: int, pen_name_key: str) -> bool:
    """End a membership at once. False where a second coordinator has to agree first."""
    standing = access.require(actor, Permission.MANAGE_MEMBERS, space_id)
    member = _active_member(space_id, pen_name_key)
    if member.id == standing.membership_id:
        raise Invalid(_("You cannot remove yourself; you can leave the space under My account."))
    if _takes_from_coordinator(member) and _needs_second(standing, member):
        return _ask(standing, member, REMOVE, Role.MEMBER)
    with db.write():
        _remove(standing.pen_name, member)
    return True


def agree(actor: Reader, space_id: int, public_id: str) -> None:
    """Do what another coordinator asked for. Refuses (NotAllowed) who asked, and whom it is about."""
    standing = access.require(actor, Permission.MANAGE_MEMBERS, space_id)
    pending = _pending(space_id, public_id)
    if standing.membership_id in (pending.asked_by_id, pending.membership_id):
        raise NotAllowed(_("This asks for another coordinator: neither who asked nor whom it is about can agree."))
    asker = pending.asked_by.pen_name
    with db.write():
        if not PendingAct.delete().where(PendingAct.id == pending.id).execute():
            raise NotFound()
        both = f"{asker}, {standing.pen_name}"
        if pending.act == REMOVE:
            _remove(both, pending.membership)
        else:
            _change_role(both, pending.membership, Role(pending.role))


def decline(actor: Reader, space_id: int, public_id: str) -> None:
    """Say no to it, or take back what one asked for oneself. Whom it is about has no say (NotAllowed)."""
    standing = access.require(actor, Permission.MANAGE_MEMBERS, space_id)
    pending = _pending(space_id, public_id)
    if standing.membership_id == pending.membership_id:
        raise NotAllowed(_("This is about yourself: another coordinator decides."))
    with db.write():
        log.record(space_id, "declined", standing.pen_name, pending.membership.pen_name)
        PendingAct.delete().where(PendingAct.id == pending.id).execute()


def leave(actor: Reader, space_id: int, successor_key: str = "") -> None:
    """End one's own membership. A last coordinator names another first, unless nobody else is there (Invalid)."""
    standing = access.require(actor, Permission.READ_SPACE, space_id)
    member = Membership.get_by_id(standing.membership_id)
    with db.write():
        if is_last_coordinator(member) and successor_key:
            successor = _active_member(space_id, successor_key)
            if successor.id != member.id:
                _change_role(standing.pen_name, successor, Role.COORDINATOR)
        _refuse_last_coordinator(member, "successor")
        log.record(space_id, "left", standing.pen_name, standing.pen_name)
        _end(member)


def must_name_another(standing: Standing) -> bool:
    """Whether this membership cannot end before another member coordinates the space."""
    return is_last_coordinator(Membership.get_by_id(standing.membership_id))


def is_last_coordinator(member: Membership) -> bool:
    """Whether this member is the one coordinator of a space that others are in."""
    others = _others(member)
    return (
        member.role == Role.COORDINATOR.value
        and others.exists()
        and not others.where(Membership.role == Role.COORDINATOR.value).exists()
    )


def _others(member: Membership) -> Any:
    return Membership.select().where(
        (Membership.space == member.space_id) & Membership.is_active & (Membership.id != member.id)
    )


def _refuse_last_coordinator(member: Membership, field: str | None = None) -> None:
    if is_last_coordinator(member):
        raise Invalid(
            _(
                "You are the last coordinator of %(space)s. Name another one first: without one, nobody can let "
                "people in or send a report to other cities.",
                space=Space.get_by_id(member.space_id).name,
            ),
            field,
        )


def _active_member(space_id: int, pen_name_key: str) -> Membership:
    member = member_named(space_id, pen_name_key)
    if not member.is_active:
        raise NotFound()
    return member


def _takes_from_coordinator(member: Membership) -> bool:
    return member.role == Role.COORDINATOR.value


def _needs_second(standing: Standing, member: Membership) -> bool:
    """Whether there is a coordinator beside who acts and whom it is about; stepping down oneself asks nobody."""
    if member.id == standing.membership_id:
        return False
    second = Membership.role == Role.COORDINATOR.value
    return bool(_others(member).where(second & (Membership.id != standing.membership_id)).exists())


def _ask(standing: Standing, member: Membership, act: str, role: Role) -> bool:
    with db.write():
        PendingAct.delete().where((PendingAct.membership == member.id) & (PendingAct.act == act)).execute()
        PendingAct.create(
            space=standing.space_id,
            membership=member.id,
            asked_by=standing.membership_id,
            act=act,
            role=role.value,
            made_on=clock.today(),
        )
        what = _("to remove %(name)s", name=member.pen_name) if act == REMOVE else f"{member.pen_name} → {role.value}"
        log.record(standing.space_id, "asked", standing.pen_name, str(what))
    return False


def _pending(space_id: int, public_id: str) -> PendingAct:
    pending: PendingAct | None = PendingAct.get_or_none(
        (PendingAct.space == space_id) & (PendingAct.public_id == public_id)
    )
    if pending is None or not pending.membership.is_active:
        raise NotFound()
    return pending


def _change_role(actor_name: str, member: Membership, role: Role) -> None:
    if role is not Role.COORDINATOR:
        _refuse_last_coordinator(member, "role")
    Membership.update(role=role.value).where(Membership.id == member.id).execute()
    if not role.includes(Role.COORDINATOR):
        _drop_invitations(member)
    log.record(member.space_id, "role", actor_name, f"{member.pen_name} → {role.value}")


def _remove(actor_name: str, member: Membership) -> None:
    _refuse_last_coordinator(member)
    log.record(member.space_id, "removed", actor_name, member.pen_name)
    _end(member)


def _end(member: Membership) -> None:
    """Everything of it is over with the next request; the account's sessions only with its last membership."""
    Membership.update(is_active=False, ended_on=clock.today()).where(Membership.id == member.id).execute()
    PendingAct.delete().where(PendingAct.membership == member.id).execute()
    _drop_invitations(member)
    events.membership_ended(member.id)
    rest = Membership.select().where((Membership.account == member.account_id) & Membership.is_active)
    account = member.account
    if account is not None and not account.is_operator and not rest.exists():
        Session.delete().where(Session.account == account.id).execute()


def _drop_invitations(member: Membership) -> None:
    """What a coordinator gave out and nobody used goes with the role."""
    Invitation.delete().where((Invitation.made_by == member.id) & ~Invitation.is_used).execute()


@before_closing
def _leave_all(account_id: int, by_operator: bool) -> None:
    """Before an account closes, it leaves every space; a last coordinator is asked to name another first."""
    rows = Membership.select().where((Membership.account == account_id) & Membership.is_active)
    for member in rows.order_by(Membership.id):
        if by_operator:
            log.record(member.space_id, "removed", "", member.pen_name)
        else:
            _refuse_last_coordinator(member)
            log.record(member.space_id, "closed", member.pen_name, member.pen_name)
        _end(member)


@on_reset
def _tell_of_reset(account_id: int) -> None:
    """A link to set a new password, made by the operator, stands in the log of each space concerned."""
    for member in Membership.select().where((Membership.account == account_id) & Membership.is_active):
        log.record(member.space_id, "reset", "", member.pen_name)


@jobs.daily("end_pending_acts")
def purge_pending_acts() -> None:
    """What no second coordinator agreed to within two weeks is off the table."""
    with db.write():
        PendingAct.delete().where(PendingAct.made_on < clock.today() - PENDING_LASTS).execute()
