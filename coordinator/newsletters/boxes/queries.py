"""What can be read of the boxes: those of a newsletter, and how they stand in one number."""

from dataclasses import dataclass

from coordinator.access import Reader, Role
from coordinator.newsletters.boxes.models import Box, BoxPlace, BoxVersion, EditionBox
from coordinator.newsletters.models import Edition
from coordinator.spaces.models import Membership, spaces_with_role


@dataclass(frozen=True, slots=True)
class Standing:
    """A box as it stands in one number; `box` is None where it was deleted since the number is out."""

    box: Box | None
    title: str
    body_source: str
    body_html: str
    language: str
    place: BoxPlace
    position: int
    # The box's own, or where it was deleted, that of the words that the number kept of it, below zero.
    key: int


def box_for(reader: Reader, box_id: str) -> Box | None:
    """A box of a newsletter that the reader edits, by its public id."""
    edited = spaces_with_role(reader.account_id, Role.EDITOR, Role.COORDINATOR)
    return Box.get_or_none((Box.public_id == box_id) & Box.space.in_(edited))


def boxes_of(space_id: int) -> list[Box]:
    """The boxes of a space's newsletter, in their order."""
    return list(Box.select().where(Box.space == space_id).order_by(Box.position, Box.id))


def versions_of(box: Box) -> list[BoxVersion]:
    """A box as it stood before each change, newest first, with who changed it."""
    rows = BoxVersion.select(BoxVersion, Membership).join(Membership, "LEFT JOIN")
    return list(rows.where(BoxVersion.box == box.id).order_by(BoxVersion.number.desc()))


def all_in(edition: Edition) -> list[Standing]:
    """Every box of the newsletter with its place in a number, also those that are left out of it, in their order."""
    rows = list(EditionBox.select().where(EditionBox.edition == edition.id))
    placed = {row.box_id: row for row in rows if not row.is_out}
    out = [_as_it_was(row) for row in rows if row.is_out]
    now = [] if edition.is_published else [_as_it_is(box, placed.get(box.id)) for box in boxes_of(edition.space_id)]
    return sorted([*out, *now], key=lambda each: each.position)


def boxes_in(edition: Edition) -> list[Standing]:
    """The boxes that stand in a number: those of the front, those that may stand anywhere, those of the last page."""
    order = (BoxPlace.FRONT, BoxPlace.ANYWHERE, BoxPlace.LAST)
    shown = [each for each in all_in(edition) if each.place in order]
    return sorted(shown, key=lambda each: order.index(each.place))


def _as_it_was(row: EditionBox) -> Standing:
    words = (row.title, row.body_source, row.body_html, row.language)
    return Standing(row.box, *words, BoxPlace(row.place), row.position, row.box_id or -row.id)


def _as_it_is(box: Box, row: EditionBox | None) -> Standing:
    at = row or box
    words = (box.title, box.body_source, box.body_html, box.language)
    return Standing(box, *words, BoxPlace(at.place), at.position, box.id)
