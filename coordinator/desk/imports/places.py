"""Finds the space, the line and the author that somebody named on the command line."""

from collections.abc import Iterable

from coordinator.access import Reader
from coordinator.accounts.models import Account
from coordinator.errors import Invalid
from coordinator.spaces.actions.pen_names import key_of
from coordinator.spaces.models import Line, LineOpening, Membership, Space
from coordinator.spaces.queries import reader_of


def space_named(slug: str) -> Space:
    """The space with this name in its address; refuses (Invalid) one that there is not."""
    space: Space | None = Space.get_or_none(Space.slug == slug)
    if space is None:
        raise Invalid(f"There is no space {slug}. There are: {_listed(each.slug for each in Space.select())}.")
    return space


def line_named(space: Space, slug: str) -> Line:
    """The line of that address which the space made or was let into; refuses (Invalid) any other."""
    opened = LineOpening.select(LineOpening.line).where(LineOpening.space == space)
    open_here = (Line.space == space) | Line.id.in_(opened) | Line.is_open_to_all
    line: Line | None = Line.get_or_none((Line.slug == slug) & open_here)
    if line is None:
        there = _listed(each.slug for each in Line.select().where(open_here))
        raise Invalid(f"The space {space.slug} has no line {slug}. It has: {there}.")
    return line


def author_named(space: Space, name: str) -> Reader:
    """The member of the space who goes by this pen name or sign-in name; refuses (Invalid) anybody else."""
    member = (
        Membership.select(Membership, Account)
        .join(Account)
        .where(
            (Membership.space == space)
            & Membership.is_active
            & ((Membership.pen_name_key == key_of(name)) | (Account.sign_in_name == name))
        )
        .first()
    )
    if member is None:
        raise Invalid(f"Nobody in {space.slug} goes by {name}: give a pen name of that space, or a sign-in name.")
    return reader_of(member.account_id)


def _listed(slugs: Iterable[str]) -> str:
    return ", ".join(sorted(slugs)) or "none yet"
