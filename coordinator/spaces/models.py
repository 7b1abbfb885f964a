"""Spaces, memberships, sites, lines, invitations, and the one condition of an audience."""

from enum import StrEnum
from typing import Any

import peewee

from coordinator import ids
from coordinator.access import Audience, Role
from coordinator.accounts.models import Account
from coordinator.db import Row, UtcDateTimeField


class Openness(StrEnum):
    """Who may see that a space exists, by its outward name."""

    UNLISTED = "unlisted"
    NETWORK = "network"
    PUBLIC = "public"


class Space(Row):
    """One collective's own room. Outside itself it is its outward name and nothing else."""

    slug = peewee.CharField(max_length=40, unique=True)
    code = peewee.CharField(max_length=16, unique=True, default=ids.new_code)
    name = peewee.TextField()
    outward_name = peewee.TextField()
    city = peewee.TextField(default="")
    language = peewee.CharField(max_length=12, default="en")
    time_zone = peewee.CharField(max_length=64, default="UTC")
    paper = peewee.CharField(max_length=12, default="a4")
    theme = peewee.CharField(max_length=12, default="red")
    openness = peewee.CharField(max_length=12, default=Openness.NETWORK.value)
    public_text_source = peewee.TextField(default="")
    public_text_html = peewee.TextField(default="")
    small_space_seen = peewee.BooleanField(default=False)
    last_active_week = peewee.CharField(max_length=8, default="")
    made_week = peewee.CharField(max_length=8)
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "space"


class Membership(Row):
    """An account in a space, under a pen name of that space; kept after it ended, for what was written."""

    space = peewee.ForeignKeyField(Space, backref="memberships", on_delete="CASCADE")
    space_id: int
    account = peewee.ForeignKeyField(Account, backref="memberships", null=True, on_delete="SET NULL")
    account_id: int | None
    pen_name = peewee.CharField(max_length=80)
    # The pen name as it is compared: folded, so that two that look alike are one.
    pen_name_key = peewee.CharField(max_length=80)
    role = peewee.CharField(max_length=12, default=Role.MEMBER.value)
    joined_week = peewee.CharField(max_length=8)
    is_active = peewee.BooleanField(default=True)
    # The day on which it ended: what nobody else works on is kept for 30 days more.
    ended_on = peewee.DateField(null=True)

    class Meta:
        table_name = "membership"
        indexes = (
            (("space", "pen_name_key"), True),
            (("account", "is_active", "space"), False),
        )


class Site(Row):
    """One workplace or neighbourhood inside a space; may go by a code name."""

    space = peewee.ForeignKeyField(Space, backref="sites", on_delete="CASCADE")
    space_id: int
    name = peewee.CharField(max_length=120)
    is_closed = peewee.BooleanField(default=False)

    class Meta:
        table_name = "site"
        indexes = ((("space", "name"), True),)


class Line(Row):
    """A line of struggle; reports and threads are filed under it."""

    space = peewee.ForeignKeyField(Space, backref="lines", on_delete="CASCADE")
    space_id: int
    slug = peewee.CharField(max_length=60, unique=True)
    name = peewee.CharField(max_length=120)
    text_source = peewee.TextField(default="")
    text_html = peewee.TextField(default="")
    is_open_to_all = peewee.BooleanField(default=False)

    class Meta:
        table_name = "line"

    @classmethod
    def visible_to(cls, account_id: int | None) -> Any:
        """The lines of the reader's spaces, and those that were opened to one of them or to all."""
        mine = spaces_of(account_id)
        opened = LineOpening.select(LineOpening.line).where(LineOpening.space.in_(mine))
        return cls.space.in_(mine) | cls.id.in_(opened) | (cls.is_open_to_all & peewee.fn.EXISTS(mine))


class LineOpening(Row):
    """A line opened to one other space."""

    line = peewee.ForeignKeyField(Line, backref="openings", on_delete="CASCADE")
    line_id: int
    space = peewee.ForeignKeyField(Space, on_delete="CASCADE")
    space_id: int

    class Meta:
        table_name = "line_opening"
        indexes = ((("line", "space"), True),)


class Invitation(Row):
    """A link that lets one person in, once: as a new member, or (return) as a membership that there is already."""

    space = peewee.ForeignKeyField(Space, backref="invitations", on_delete="CASCADE")
    space_id: int
    code_hash = peewee.CharField(max_length=64, unique=True)
    role = peewee.CharField(max_length=12, default=Role.MEMBER.value)
    made_by = peewee.ForeignKeyField(Membership, null=True, on_delete="SET NULL")
    made_by_id: int | None
    returns = peewee.ForeignKeyField(Membership, null=True, on_delete="CASCADE")
    returns_id: int | None
    ends_at = UtcDateTimeField()
    is_used = peewee.BooleanField(default=False)
    # Who came in with it, so that a form sent twice leads to the same place; the row goes when its time is over.
    taken_by = peewee.ForeignKeyField(Membership, null=True, on_delete="SET NULL")
    taken_by_id: int | None

    class Meta:
        table_name = "invitation"


class NameToTakeOut(Row):
    """A name, handle or place that never leaves the space, and the words that stand in its stead."""

    space = peewee.ForeignKeyField(Space, backref="names_to_take_out", on_delete="CASCADE")
    space_id: int
    name = peewee.CharField(max_length=120)
    replacement = peewee.CharField(max_length=120)

    class Meta:
        table_name = "name_to_take_out"
        indexes = ((("space", "name"), True),)


class LogEntry(Row):
    """One act that the coordinators of a space may look up: what was done, by whom, in which week."""

    space = peewee.ForeignKeyField(Space, backref="log", on_delete="CASCADE")
    space_id: int
    made_on = peewee.DateField()
    actor = peewee.CharField(max_length=80, default="")
    act = peewee.CharField(max_length=32)
    subject = peewee.TextField(default="")

    class Meta:
        table_name = "log_entry"


class PendingAct(Row):
    """Taking a coordinator's rights away, asked by one coordinator and waiting for a second."""

    space = peewee.ForeignKeyField(Space, on_delete="CASCADE")
    space_id: int
    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    act = peewee.CharField(max_length=12)
    membership = peewee.ForeignKeyField(Membership, on_delete="CASCADE")
    membership_id: int
    asked_by = peewee.ForeignKeyField(Membership, on_delete="CASCADE")
    asked_by_id: int
    role = peewee.CharField(max_length=12, default=Role.MEMBER.value)
    made_on = peewee.DateField()

    class Meta:
        table_name = "pending_act"
        indexes = ((("membership", "act"), True),)


class HomeNotice(Row):
    """One sentence that an account finds on its home, such as that a membership was taken over."""

    account = peewee.ForeignKeyField(Account, on_delete="CASCADE")
    account_id: int
    sentence = peewee.TextField()
    made_on = peewee.DateField()

    class Meta:
        table_name = "home_notice"


def memberships_of(account_id: int | None) -> Any:
    """The keys of an account's active memberships, as a sub-select; nobody (None) has none."""
    return Membership.select(Membership.id).where(_held_by(account_id))


def spaces_of(account_id: int | None) -> Any:
    """The keys of the spaces that an account is an active member of, as a sub-select."""
    return Membership.select(Membership.space).where(_held_by(account_id))


def _held_by(account_id: int | None) -> Any:
    """The condition that a membership is an account's; one without an account is nobody's, not everybody's."""
    return (Membership.account == account_id) & Membership.account.is_null(False) & Membership.is_active


def spaces_with_role(account_id: int | None, *roles: Role) -> Any:
    """The same, only where the account holds one of the roles."""
    return spaces_of(account_id).where(Membership.role.in_([role.value for role in roles]))


def in_audience(model: Any, chosen: Any, chosen_owner: Any, account_id: int | None) -> Any:
    """The condition that an account belongs to a row's audience from outside the row's own space.

    `model` has an `audience` column; `chosen` is the model whose rows name the chosen spaces, and
    `chosen_owner` its column that points to `model`. The text is the same for every account.
    """
    mine, coordinated = spaces_of(account_id), spaces_with_role(account_id, Role.COORDINATOR)
    any_chosen = chosen.select(peewee.SQL("1")).where(chosen_owner == model.id)
    chosen_of = chosen.select(chosen_owner).where(chosen.space.in_(mine))
    chosen_coordinated = chosen.select(chosen_owner).where(chosen.space.in_(coordinated))
    to_all_coordinators = peewee.fn.EXISTS(coordinated) & ~peewee.fn.EXISTS(any_chosen)
    return (
        (model.audience == Audience.PUBLIC.value)
        | ((model.audience == Audience.NETWORK.value) & peewee.fn.EXISTS(mine))
        | ((model.audience == Audience.SPACES.value) & model.id.in_(chosen_of))
        | ((model.audience == Audience.COORDINATORS.value) & (to_all_coordinators | model.id.in_(chosen_coordinated)))
    )
