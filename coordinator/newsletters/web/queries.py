"""Whose newsletter anybody may open, and whether a second editor has said yes."""

import hashlib
from dataclasses import dataclass
from typing import Any

from coordinator import files
from coordinator.access import Permission, Reader, Role, Standing
from coordinator.newsletters import queries
from coordinator.newsletters.boxes.queries import boxes_in
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.marks.queries import corrections_by_article
from coordinator.newsletters.models import Article, Edition, EditionState, Export
from coordinator.newsletters.web.findable import open_pieces
from coordinator.newsletters.web.models import NumberYes, SheetYes, is_open
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


@dataclass(frozen=True, slots=True)
class SheetStanding:
    """A piece or claim waits for a second editor's yes; whether whoever looks at it said theirs."""

    is_mine: bool


def front_for(reader: Reader, space: str) -> Front | None:
    """The newsletter at an address: for members of its space, and for anybody once a number of it is on the web."""
    standing = reader.standing_at(space)
    if standing is not None:
        return Front(standing.space_id, Space.get_by_id(standing.space_id))
    found = Space.get_or_none((Space.slug == space) & Space.id.in_(Edition.select(Edition.space).where(is_open())))
    return None if found is None else Front(found.id, found)


def seen_in(edition: Edition) -> str:
    """What a number consists of: a yes holds as long as this stays the same."""
    lined_up = queries.lined_up(edition.id)
    pieces = [(each.id, each.version) for each in lined_up]
    boxes = [(each.title, each.body_source) for each in boxes_in(edition)]
    return _mark(pieces, boxes, _corrections(lined_up), _masthead(edition.space_id))


def seen_in_sheet(shown: Article | Claim) -> str:
    """The same of one piece or claim by itself."""
    corrections = _corrections([shown]) if isinstance(shown, Article) else []
    return _mark((type(shown).__name__, shown.id, shown.version), corrections, _masthead(shown.space_id))


def _corrections(articles: list[Article]) -> list[str]:
    found = corrections_by_article(articles)
    return [each.sentence for article in articles for each in found.get(article.id, [])]


def _masthead(space_id: int) -> tuple[str, ...]:
    newsletter = queries.newsletter_of(space_id)
    return (newsletter.name, newsletter.motto, newsletter.how_to_reach, newsletter.imprint)


def _mark(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def has_second_yes(edition: Edition, asked_by: int | None) -> bool:
    """Whether an editor other than the membership `asked_by` (None: nobody's) said yes to the number as it is now."""
    said = (NumberYes.edition == edition.id) & (NumberYes.seen == seen_in(edition))
    return bool(NumberYes.select().where(said & NumberYes.membership.in_(_others(edition.space_id, asked_by))).exists())


def _others(space_id: int, asked_by: int | None) -> Any:
    """The editors of a space but for one."""
    chosen = _edits(space_id) if asked_by is None else _edits(space_id) & (Membership.id != asked_by)
    return Membership.select(Membership.id).where(chosen)


def is_alone(space_id: int) -> bool:
    """Whether there is no second editor to ask."""
    return bool(Membership.select().where(_edits(space_id)).count() < 2)


def _edits(space_id: int) -> Any:
    return (Membership.space == space_id) & Membership.is_active & Membership.role.in_(EDITORS)


def asks_for_paper(space_id: int) -> bool:
    """Whether a second editor has to say yes before anything of a space is handed out, and there is one to ask."""
    return bool(queries.newsletter_of(space_id).second_yes_paper) and not is_alone(space_id)


def waits_for_paper(edition: Edition, asked_by: int | None) -> bool:
    """Whether the space wants a second yes before anything is handed out, and there is none yet."""
    return asks_for_paper(edition.space_id) and not has_second_yes(edition, asked_by)


def sheet_waits(shown: Article | Claim, asked_by: int | None) -> bool:
    """The same before a piece or claim is handed out by itself."""
    if not asks_for_paper(shown.space_id):
        return False
    others = SheetYes.membership.in_(_others(shown.space_id, asked_by))
    return not SheetYes.select().where(_said_to(shown) & others).exists()


def is_mine(shown: Article | Claim, membership_id: int) -> bool:
    """Whether an editor said yes to a piece or claim as it is now."""
    return bool(SheetYes.select().where(_said_to(shown) & (SheetYes.membership == membership_id)).exists())


def sheet_yes(shown: Article | Claim, reader: Reader) -> SheetStanding | None:
    """How it stands with the yes to a piece or claim for the editor who looks at it; None where nothing waits."""
    standing = reader.standing_in(shown.space_id)
    if standing is None or not standing.may(Permission.EXPORT) or not sheet_waits(shown, standing.membership_id):
        return None
    return SheetStanding(is_mine(shown, standing.membership_id))


def _said_to(shown: Article | Claim) -> Any:
    about = SheetYes.article if isinstance(shown, Article) else SheetYes.claim
    return (about == shown.id) & (SheetYes.seen == seen_in_sheet(shown))


def may_come_along(edition: Edition) -> bool:
    """Whether an earlier number may leave together with a newer one: it did already, or it waits for no yes."""
    made = (Export.edition == edition.id) & (Export.state == "done")
    return edition.is_on_the_web or not waits_for_paper(edition, None) or Export.select().where(made).exists()


def waits_for_web(edition: Edition, asked_by: int | None) -> bool:
    """The same as on paper before a number is put on the open web."""
    asked = queries.newsletter_of(edition.space_id).second_yes_web
    return bool(asked) and not is_alone(edition.space_id) and not has_second_yes(edition, asked_by)


def second_yes(edition: Edition, standing: Standing) -> SecondYes:
    """How it stands with the yes of a second editor, for the editors' table."""
    mine = (NumberYes.edition == edition.id) & (NumberYes.membership == standing.membership_id)
    return SecondYes(
        is_mine=NumberYes.select().where(mine & (NumberYes.seen == seen_in(edition))).exists(),
        is_there=has_second_yes(edition, standing.membership_id),
        paper_waits=waits_for_paper(edition, standing.membership_id),
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
