"""Boxes: writing and changing them, placing them in a number, and keeping their words with a number that is out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import peewee

from coordinator import clock, db, markup
from coordinator.access import Permission, Reader, require
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.newsletters.actions.saving import save
from coordinator.newsletters.boxes.models import Box, BoxPlace, BoxVersion, EditionBox
from coordinator.newsletters.boxes.queries import boxes_in, boxes_of
from coordinator.newsletters.models import Edition

BOX_BYTES = 4000
BOXES_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """A box before it is a row."""

    title: str
    text: str
    language: str = ""
    place: BoxPlace = BoxPlace.ANYWHERE


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a box is to stand in one number."""

    place: BoxPlace
    position: int


def write_box(actor: Reader, space_id: int, draft: Draft) -> Box:
    """Put one more box into every number from now on. Refuses (Invalid) one without words, and a thirteenth."""
    require(actor, Permission.EDIT_NEWSLETTER, space_id)
    values = _values(draft)
    with db.write():
        if len(boxes_of(space_id)) >= BOXES_AT_MOST:
            raise Invalid(_("There are twelve boxes already. Change or delete one of them."), "title")
        last = Box.select(peewee.fn.MAX(Box.position)).where(Box.space == space_id).scalar() or 0
        return Box.create(space=space_id, position=last + 1, made_on=clock.today(), **values)


def _values(draft: Draft) -> dict[str, Any]:
    title = markup.one_line(draft.title, field="title")
    made = markup.made(draft.text, limit=BOX_BYTES, field="text")
    if not title:
        raise Invalid(_("Give the box a heading."), "title")
    if not made["body_source"]:
        raise Invalid(_("The box has no words yet."), "text")
    return {"title": title, "language": draft.language, "place": draft.place.value, **made}


def change_box(actor: Reader, box: Box, draft: Draft, version: int) -> Box:
    """Change a box in the numbers in work and to come; what stood there before is kept as a version.

    Refuses (Conflict) to overwrite what somebody else saved since `version`.
    """
    standing = require(actor, Permission.EDIT_NEWSLETTER, box.space_id)
    values = _values(draft)
    with db.write():
        save(Box, box.id, version, values, box.body_source)
        if (values["title"], values["body_source"]) != (box.title, box.body_source):
            BoxVersion.create(
                box=box.id,
                number=box.version,
                title=box.title,
                body_source=box.body_source,
                author=standing.membership_id,
                made_on=clock.today(),
            )
    return Box.get_by_id(box.id)


def delete_box(actor: Reader, box: Box) -> None:
    """Delete a box with its versions, for good. Numbers that are out keep its words."""
    require(actor, Permission.EDIT_NEWSLETTER, box.space_id)
    with db.write():
        EditionBox.delete().where((EditionBox.box == box.id) & ~EditionBox.is_out).execute()
        Box.delete().where(Box.id == box.id).execute()


def place_boxes(edition: Edition, wanted: Mapping[int, Placed]) -> None:
    """Place boxes in one number in work, by `Standing.key`; part of the transaction of whoever ordered the number."""
    own = {box.id for box in boxes_of(edition.space_id)}
    for key, placed in wanted.items():
        if key in own:
            EditionBox.get_or_create(edition=edition.id, box=key)
        it = EditionBox.box == key if key > 0 else EditionBox.box.is_null() & (EditionBox.id == -key)
        EditionBox.update(place=placed.place.value, position=placed.position).where(
            (EditionBox.edition == edition.id) & it
        ).execute()


def keep_words(edition: Edition) -> None:
    """Keep the boxes as they stand in a number that comes out now; part of the transaction that publishes it.

    Words of boxes that are deleted stand in rows of their own already.
    """
    for each in [shown for shown in boxes_in(edition) if shown.box is not None]:
        row, _made = EditionBox.get_or_create(edition=edition.id, box=each.box)
        EditionBox.update(
            place=each.place.value,
            position=each.position,
            is_out=True,
            title=each.title,
            body_source=each.body_source,
            body_html=each.body_html,
            body_version=markup.VERSION,
            language=each.language,
        ).where(EditionBox.id == row.id).execute()


def let_words_go(edition: Edition) -> None:
    """Have the boxes of a number that goes back into work follow their newest words again, in the caller's write.

    Those that are deleted have no newer words: what the number kept of them is all that there is, and stays.
    """
    of_it = (EditionBox.edition == edition.id) & EditionBox.box.is_null(False)
    EditionBox.update(is_out=False, title="", body_source="", body_html="", language="").where(of_it).execute()
