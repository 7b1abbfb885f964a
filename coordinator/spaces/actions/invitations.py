"""Invitations: made by coordinators (or the operator), single use, a week at most, taken back at will."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from coordinator import access, clock, db, ids, jobs
from coordinator.access import Permission, Reader, Role
from coordinator.errors import Invalid, NotFound
from coordinator.language import _
from coordinator.spaces import log
from coordinator.spaces.actions.pen_names import member_named
from coordinator.spaces.models import Invitation, Membership, Space

LASTS = timedelta(days=7)
AT_ONCE = 20
OPEN_AT_MOST = 60
HANDLE_LENGTH = 16
# 20 letters and digits are 99 random bits: few enough to type from a slip, too many to guess.
CODE_LENGTH = 20
GROUP = 5
_other_doors: list[Callable[[str], str | None]] = []


def new_code() -> str:
    """A code as it stands on a slip: four groups of five."""
    code = ids.new_code(CODE_LENGTH)
    return "-".join(code[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def code_hash(code: str) -> str:
    """The stored form of a code, however it was typed."""
    return ids.hash_secret("".join(letter for letter in code.lower() if letter.isalnum()))


def invite(actor: Reader, space_id: int, count: int = 1, role: Role = Role.MEMBER) -> list[str]:
    """The codes of so many new invitations into the space, for members or for another role.

    Refuses (Invalid) more than twenty at once, and more than sixty that are open.
    """
    standing = access.require(actor, Permission.INVITE, space_id)
    if not 1 <= count <= AT_ONCE:
        raise Invalid(_("Make between one and twenty invitations at a time."), "count")
    with db.write():
        if _open_in(space_id).count() + count > OPEN_AT_MOST:
            raise Invalid(_("There are many open invitations already. Take some back first."), "count")
        log.record(space_id, "invited", standing.pen_name, f"{count} × {role.value}")
        return [_new(space_id, role, standing.membership_id) for _number in range(count)]


def invite_as_operator(space: Space, role: Role = Role.COORDINATOR) -> str:
    """The code of an invitation that the operator makes; it stands in the space's log."""
    with db.write():
        log.record(space.id, "invited", "", f"1 × {role.value}")
        return _new(space.id, role, None)


def invite_back(actor: Reader, space_id: int, pen_name_key: str) -> str:
    """The code of a return invitation: whoever takes it up takes this membership over. An older one ends."""
    standing = access.require(actor, Permission.INVITE, space_id)
    membership = member_named(space_id, pen_name_key)
    if membership.account_id == actor.account_id and membership.is_active:
        raise Invalid(_("This is your own pen name: your recovery words are the way back to it."))
    with db.write():
        Invitation.delete().where(Invitation.returns == membership.id).execute()
        log.record(space_id, "return_made", standing.pen_name, membership.pen_name)
        return _new(space_id, Role(membership.role), standing.membership_id, membership)


def _new(space_id: int, role: Role, made_by: int | None, returns: Membership | None = None) -> str:
    code = new_code()
    Invitation.create(
        space=space_id,
        code_hash=code_hash(code),
        role=role.value,
        made_by=made_by,
        returns=returns,
        ends_at=clock.now() + LASTS,
    )
    return code


def revoke(actor: Reader, space_id: int, handle: str) -> None:
    """Take an open invitation of the space back, by the beginning of its stored hash."""
    standing = access.require(actor, Permission.INVITE, space_id)
    with db.write():
        chosen = (Invitation.space == space_id) & ~Invitation.is_used & Invitation.code_hash.startswith(handle)
        if len(handle) != HANDLE_LENGTH or not Invitation.delete().where(chosen).execute():
            raise NotFound()
        log.record(space_id, "invitation_revoked", standing.pen_name)


def invitation_with(code: str) -> Invitation | None:
    """The invitation that a code stands for while it holds, else None. Looking uses nothing up."""
    found: Invitation | None = Invitation.get_or_none(
        (Invitation.code_hash == code_hash(code)) & ~Invitation.is_used & (Invitation.ends_at > clock.now())
    )
    return found


def invitation_at(code: str) -> Invitation | None:
    """The same, but also while it is used up already: a form sent twice must find its way."""
    found: Invitation | None = Invitation.get_or_none(
        (Invitation.code_hash == code_hash(code)) & (Invitation.ends_at > clock.now())
    )
    return found


def use_up(invitation: Any) -> None:
    """Use up a single-use invitation of any kind; of two who come at the same moment one comes in, the other not.

    Refuses (NotFound) one that is used up already.
    """
    kind = type(invitation)
    if not kind.update(is_used=True).where((kind.id == invitation.id) & ~kind.is_used).execute():
        raise NotFound()


def other_door(find: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Have `find(code)` asked where a code leads that is of no space: an address, or None."""
    _other_doors.append(find)
    return find


def address_of(code: str) -> str | None:
    """Where a code from a slip leads; None where nothing answers to it."""
    if invitation_with(code) is not None:
        return f"/join/{code}"
    return next((address for find in _other_doors if (address := find(code)) is not None), None)


def _open_in(space_id: int) -> Any:
    return Invitation.select().where(
        (Invitation.space == space_id) & ~Invitation.is_used & (Invitation.ends_at > clock.now())
    )


@jobs.daily("end_invitations")
def purge_invitations() -> None:
    """Forget invitations whose week is over, used or not: who came in with which is nobody's business any more."""
    with db.write():
        Invitation.delete().where(Invitation.ends_at < clock.now()).execute()
