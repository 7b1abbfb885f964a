"""The first steps of each role, ticked off from what has really been done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import peewee

from coordinator.access import Reader, Role, Standing
from coordinator.accounts.models import Account
from coordinator.desk.models import GuideDone
from coordinator.language import _
from coordinator.newsletters.models import Edition, EditionState, Newsletter
from coordinator.notices.models import Kind, ReadPosition
from coordinator.prepared import Prepared
from coordinator.reports.models import Note, Report
from coordinator.spaces.models import (
    Invitation,
    Membership,
    NameToTakeOut,
    Space,
    memberships_of,
    spaces_with_role,
)
from coordinator.threads.models import Post

OPERATOR = "operator"
# What each step is called, and where it is done; `{space}` stands for the address of the space.
STEPS: dict[str, list[tuple[str, str]]] = {
    Role.MEMBER.value: [
        (_("Write down what happened"), "{space}/notes/new"),
        (_("Read a report"), "{space}/reports/"),
        (_("Write in a thread"), "{space}/threads/"),
    ],
    Role.EDITOR.value: [
        (_("Look into the box"), "{space}/newsletter/box"),
        (_("Say what stands on every number"), "{space}/newsletter/masthead"),
        (_("Begin a number of the newsletter"), "{space}/newsletter/"),
        (_("Publish it"), "{space}/newsletter/"),
    ],
    Role.COORDINATOR.value: [
        (_("Invite people"), "{space}/invite"),
        (_("Choose the names to take out"), "{space}/names"),
        (_("Send a report to other cities"), "{space}/reports/"),
    ],
    OPERATOR: [
        (_("Make a space"), "/operator/spaces/new"),
        (_("Let its first coordinator in"), "/operator/spaces/new"),
        (_("Put the recovery sheet on paper"), "/operator/recovery-sheet"),
    ],
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do first, and whether it has been done."""

    words: str
    address: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """The first steps of one role."""

    role: str
    steps: list[Step]

    @property
    def is_done(self) -> bool:
        """Whether all of it has been done."""
        return all(step.is_done for step in self.steps)


def guide_for(reader: Reader) -> Guide | None:
    """The first steps of the highest role that the reader holds; None once they were done or put away."""
    highest = max(reader.memberships, key=lambda each: list(Role).index(each.role), default=None)
    return None if highest is None else _guide(reader, highest.role.value, highest)


def operators_guide(reader: Reader, is_sheet_on_paper: bool) -> Guide | None:
    """The first steps of who runs the server; `is_sheet_on_paper`: the recovery key is on this machine no more."""
    return _guide(reader, OPERATOR, None, is_sheet_on_paper)


def _guide(reader: Reader, role: str, place: Standing | None, *more: bool) -> Guide | None:
    row = _done[role].row(account_id=reader.account_id)
    if row is None or row[0]:
        return None
    root = "" if place is None else f"/s/{place.space_slug}"
    steps = [
        Step(str(words), address.format(space=root), bool(is_done))
        for (words, address), is_done in zip(STEPS[role], (*row[1:], *more), strict=True)
    ]
    return Guide(role, steps)


def _asked(role: str, conditions: Callable[[Any], list[Any]]) -> Prepared:
    """One statement: whether the guide was put away, and whether each of its steps has been done."""

    def build(account_id: Any) -> Any:
        away = GuideDone.select().where((GuideDone.account == account_id) & (GuideDone.role == role))
        asked = [peewee.fn.EXISTS(each) for each in (away, *conditions(account_id))]
        return Account.select(*asked).where(Account.id == account_id)

    return Prepared(build)


def _members(account_id: Any) -> list[Any]:
    mine = memberships_of(account_id)
    read = (ReadPosition.account == account_id) & (ReadPosition.kind == Kind.REPORT.value)
    return [
        Note.select().where(Note.author.in_(mine)),
        ReadPosition.select().where(read),
        Post.select().where(Post.author.in_(mine)),
    ]


def _editors(account_id: Any) -> list[Any]:
    edited = spaces_with_role(account_id, Role.EDITOR, Role.COORDINATOR)
    looked = (ReadPosition.account == account_id) & (ReadPosition.kind == Kind.BOX.value)
    published = Edition.state == EditionState.PUBLISHED.value
    return [
        ReadPosition.select().where(looked),
        Newsletter.select().where(Newsletter.space.in_(edited)),
        Edition.select().where(Edition.space.in_(edited)),
        Edition.select().where(Edition.space.in_(edited) & published),
    ]


def _coordinators(account_id: Any) -> list[Any]:
    led = spaces_with_role(account_id, Role.COORDINATOR)
    invited = Invitation.select(Invitation.space).where(Invitation.made_by.in_(memberships_of(account_id)))
    others = (Membership.account != account_id) & Membership.account.is_null(False)
    settled = Membership.select(Membership.space).where(Membership.space.in_(led) & others)
    return [
        Space.select().where(Space.id.in_(invited) | Space.id.in_(settled)),
        NameToTakeOut.select().where(NameToTakeOut.space.in_(led)),
        Report.select().where(Report.space.in_(led) & Report.released_on.is_null(False)),
    ]


def _operators(_account_id: Any) -> list[Any]:
    inside = Membership.is_active & Membership.account.is_null(False)
    coordinators = inside & (Membership.role == Role.COORDINATOR.value)
    return [Space.select(), Membership.select().where(coordinators)]


_done: dict[str, Prepared] = {
    role: _asked(role, conditions)
    for role, conditions in (
        (Role.MEMBER.value, _members),
        (Role.EDITOR.value, _editors),
        (Role.COORDINATOR.value, _coordinators),
        (OPERATOR, _operators),
    )
}
