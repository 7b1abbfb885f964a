"""What the operator of a server looks at: spaces by name, work that failed, checks; no content."""

from dataclasses import dataclass
from typing import Any

import peewee

from coordinator.accounts.models import Account
from coordinator.jobs import Job, JobState
from coordinator.spaces.models import Membership, Space

FAILURES = 20


@dataclass(frozen=True, slots=True)
class SpaceLine:
    """A space as the operator sees it: its name and how many belong to it."""

    name: str
    slug: str
    members: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The numbers of a server, and the work that did not succeed."""

    spaces: list[SpaceLine]
    accounts: int
    waiting: int
    failures: list[Job]


def overview() -> Overview:
    """The server as its operator may see it."""
    return Overview(
        spaces=_spaces(),
        accounts=Account.select().where(~Account.is_closed).count(),
        waiting=Job.select().where(Job.state.in_([JobState.WAITING.value, JobState.RUNNING.value])).count(),
        failures=list(Job.select().where(Job.state == JobState.FAILED.value).order_by(Job.id.desc()).limit(FAILURES)),
    )


def _spaces() -> list[SpaceLine]:
    belongs = (Membership.space == Space.id) & Membership.is_active & Membership.account.is_null(False)
    members = Membership.select(peewee.fn.COUNT(Membership.id)).where(belongs)
    rows: Any = Space.select(Space.name, Space.slug, members).order_by(Space.name, Space.id)
    return [SpaceLine(*row) for row in rows.tuples()]
