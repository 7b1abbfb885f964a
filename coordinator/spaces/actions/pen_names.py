"""Pen names: short, one of a kind in their space, whatever the case and accents."""

import peewee

from coordinator import clock, db, markup
from coordinator.access import Role
from coordinator.accounts.models import Account
from coordinator.errors import Invalid, NotFound
from coordinator.language import _
from coordinator.search import search_words
from coordinator.spaces.models import Membership

LONGEST = 40
# A membership that was taken over leaves a row behind whose key begins with a sign that no name's key can have.
LEFT_BEHIND = "~"


def key_of(pen_name: str) -> str:
    """The pen name as it is compared: two that look alike are one."""
    return "".join(search_words(pen_name))[:80]


def good_pen_name(space_id: int, typed: str) -> tuple[str, str]:
    """The pen name and its key. Refuses (Invalid) one without letters, too long, or taken in this space."""
    pen_name = markup.one_line(typed, field="pen_name")
    key = key_of(pen_name)
    if not key:
        raise Invalid(_("Choose a name to write under, with letters in it."), "pen_name")
    if len(pen_name) > LONGEST:
        raise Invalid(_("This name is too long: forty letters at most."), "pen_name")
    if Membership.select().where((Membership.space == space_id) & (Membership.pen_name_key == key)).exists():
        raise _taken()
    return pen_name, key


def new_membership(space_id: int, account: Account, typed: str, role: Role) -> Membership:
    """Let an account into a space under a pen name, which is checked as in `good_pen_name`."""
    pen_name, key = good_pen_name(space_id, typed)
    try:
        with db.write():
            return Membership.create(
                space=space_id,
                account=account,
                pen_name=pen_name,
                pen_name_key=key,
                role=role.value,
                joined_week=clock.week_of(clock.today()),
            )
    except peewee.IntegrityError as problem:
        # Two who chose the same name at the same moment.
        raise _taken() from problem


def _taken() -> Invalid:
    return Invalid(_("Somebody here goes or went by that name. Choose another one."), "pen_name")


def member_named(space_id: int, pen_name_key: str) -> Membership:
    """The membership of the space with this key, active or ended; refuses (NotFound) one that there is not."""
    membership: Membership | None = Membership.get_or_none(
        (Membership.space == space_id) & (Membership.pen_name_key == pen_name_key)
    )
    if membership is None or pen_name_key.startswith(LEFT_BEHIND):
        raise NotFound()
    return membership
