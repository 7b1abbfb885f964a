"""Whose newsletter anybody may open, and whether a second editor has said yes."""

import hashlib
from dataclasses import dataclass
from typing import Any

from coordinator import files
from coordinator.access import Permission, Reader, Role, Standing
from coordinator.newsletters import queries
from coordinator.newsletters.boxes.queries import boxes_in
from coordinator.newsletters.models import Article, Edition, EditionState
from coordinator.newsletters.web.findable import open_pieces
from coordinator.newsletters.web.models import NumberYes, is_open
from coordinator.prepared import Prepared
from coordinator.spaces.models import Membership, Space, spaces_with_role

EDITORS = (Role.EDITOR.value, Role.COORDINATOR.value)


@dataclass(frozen=True, slots=True)
class Front:
    """The newsletter of a space, for a member or for anybody."""

    space_id: int
    space: Space


@dataclass(frozen=True, slots=True)
class SecondYes:
    """What a number still needs before it is handed out on paper, or put on the web, for the editor who looks at it."""

    is_mine: bool
    is_there: bool
    paper_waits: bool
    web_waits: bool


def front_for(reader: Reader, space: str) -> Front | None:
    """The newsletter at an address: for members of its space, and for anybody once a number of it is on the web."""
    standing = reader.standing_at(space)
    if standing is not None:
        return Front(standing.space_id, Space.get_by_id(standing.space_id))
    found = Space.get_or_none((Space.slug == space) & Space.id.in_(Edition.select(Edition.space).where(is_open())))
    return None if found is None else Front(found.id, found)


def seen_in(edition: Edition) -> str:
    """What a number consists of: a yes holds as long as this stays the same."""
    pieces = [(each.id, each.version) for each in queries.lined_up(edition.id)]
    boxes = [(each.title, each.body_source) for each in boxes_in(edition)]
    return hashlib.sha256(repr((pieces, boxes)).encode()).hexdigest()


def has_second_yes(edition: Edition, standing: Standing) -> bool:
    """Whether an editor other than this one said yes to the number as it is now."""
    said = (NumberYes.edition == edition.id) & (NumberYes.seen == seen_in(edition))
    others = Membership.select(Membership.id).where(
        _edits(edition.space_id) & (Membership.id != standing.membership_id)
    )
    return bool(NumberYes.select().where(said & NumberYes.membership.in_(others)).exists())


def is_alone(standing: Standing) -> bool:
    """Whether there is no second editor to ask."""
    return bool(Membership.select().where(_edits(standing.space_id)).count() < 2)


def _edits(space_id: int) -> Any:
    return (Membership.space == space_id) & Membership.is_active & Membership.role.in_(EDITORS)


def waits_for_paper(edition: Edition, standing: Standing) -> bool:
    """Whether the space wants a second yes before anything is handed out, and there is none yet."""
    asked = queries.newsletter_of(edition.space_id).second_yes_paper
    return bool(asked) and not is_alone(standing) and not has_second_yes(edition, standing)


def waits_for_web(edition: Edition, standing: Standing) -> bool:
    """The same before a number is put on the open web."""
    asked = queries.newsletter_of(edition.space_id).second_yes_web
    return bool(asked) and not is_alone(standing) and not has_second_yes(edition, standing)


def second_yes(edition: Edition, standing: Standing) -> SecondYes:
    """How it stands with the yes of a second editor, for the editors' table."""
    mine = (NumberYes.edition == edition.id) & (NumberYes.membership == standing.membership_id)
    return SecondYes(
        is_mine=NumberYes.select().where(mine & (NumberYes.seen == seen_in(edition))).exists(),
        is_there=has_second_yes(edition, standing),
        paper_waits=waits_for_paper(edition, standing),
        web_waits=bool(edition.is_web_wanted) and not edition.is_on_the_web,
    )


def numbers_to_agree(reader: Reader) -> list[Edition]:
    """The numbers that another editor would like to put on the open web, and that wait for the reader's yes."""
    if not any(each.may(Permission.EDIT_NEWSLETTER) for each in reader.memberships):
        return []
    return [each for each in _wanted.of(Edition, account_id=reader.account_id) if not _said_yes(reader, each)]


def _wanted_on_the_web(account_id: Any) -> Any:
    """The numbers that editors would like to put on the open web, of the spaces that somebody edits."""
    wanted = Edition.is_web_wanted & ~Edition.is_on_the_web & (Edition.state == EditionState.PUBLISHED.value)
    edited = Edition.space.in_(spaces_with_role(account_id, Role.EDITOR, Role.COORDINATOR))
    return Edition.select().where(wanted & edited & Edition.deleted_on.is_null()).order_by(Edition.id)


_wanted = Prepared(_wanted_on_the_web)


def _said_yes(reader: Reader, edition: Edition) -> bool:
    """Whether the reader said yes to the number as it is now."""
    mine = NumberYes.membership.in_([each.membership_id for each in reader.memberships])
    said = (NumberYes.edition == edition.id) & (NumberYes.seen == seen_in(edition))
    return bool(NumberYes.select().where(said & mine).exists())


def _public_pictures(account_id: int | None) -> Any:
    """The keys of the pictures of numbers that anybody may read."""
    return open_pieces(Article.select(Article.picture)).where(Article.picture.is_null(False))


files.allow(_public_pictures)
