"""Lines of struggle: made by coordinators, opened to other spaces, described in a few words."""

import hashlib
import re
from dataclasses import dataclass

import peewee

from coordinator import access, db, ids, markup
from coordinator.access import Audience, Permission, Reader
from coordinator.errors import Conflict, Invalid
from coordinator.language import _
from coordinator.spaces import log, outgoing
from coordinator.spaces.audience import Choice
from coordinator.spaces.models import Line, LineOpening

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,59}")
TEXT_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A line as it was typed; `slug` may be empty for a meaningless address."""

    name: str
    text: str
    slug: str
    opened_to: Choice


def make_line(actor: Reader, space_id: int, draft: Draft) -> Line:
    """A new line of the space. Refuses (Invalid) an empty name and an address that is taken."""
    standing = access.require(actor, Permission.MANAGE_LINES, space_id)
    columns = _columns(draft, space_id)
    with db.write():
        try:
            with db.write():
                line = Line.create(space=space_id, **columns)
        except peewee.IntegrityError as problem:
            raise Invalid(_("Another struggle has this address already. Choose another word."), "slug") from problem
        _open(line, draft.opened_to)
        log.record(space_id, "line_made", standing.pen_name, str(line.name))
    return line


def change_line(actor: Reader, line: Line, draft: Draft, version: str) -> Line:
    """Save name, text and who may use it. Its address stays. Refuses (Conflict) to overwrite what is newer."""
    standing = access.require(actor, Permission.MANAGE_LINES, line.space_id)
    columns = {name: value for name, value in _columns(draft, line.space_id).items() if name != "slug"}
    with db.write():
        now = Line.get_by_id(line.id)
        if version_of(now) != version:
            raise Conflict(_("Somebody else changed this while you did."), theirs=f"{now.name}\n\n{now.text_source}")
        Line.update(**columns).where(Line.id == line.id).execute()
        _open(now, draft.opened_to)
        log.record(line.space_id, "line_changed", standing.pen_name, str(columns["name"]))
    return Line.get_by_id(line.id)


def as_it_stands(line: Line) -> Line:
    """The row as it is now."""
    return Line.get_by_id(line.id)


def _columns(draft: Draft, space_id: int) -> dict[str, object]:
    name = markup.one_line(draft.name, limit=120, field="name")
    if not name:
        raise Invalid(_("Say in a word or two what the struggle is about."), "name")
    text = markup.normalise(draft.text)
    markup.require_length(text, TEXT_BYTES, "text")
    return {
        **outgoing.line_words(space_id, name, text, draft.opened_to.audience is not Audience.SPACE),
        "text_source": text,
        "slug": _good_slug(draft.slug),
        "is_open_to_all": draft.opened_to.audience is Audience.NETWORK,
    }


def _good_slug(typed: str) -> str:
    slug = typed.strip().lower()
    if not slug:
        return ids.new_code()
    if not SLUG.fullmatch(slug):
        raise Invalid(_("Two to sixty small letters, digits and hyphens, such as wages."), "slug")
    return slug


def _open(line: Line, opened_to: Choice) -> None:
    LineOpening.delete().where(LineOpening.line == line.id).execute()
    for space_id in opened_to.space_ids:
        LineOpening.create(line=line.id, space=space_id)


def opened_to(line: Line) -> Choice:
    """To which spaces a line is open, as the form of the two questions takes it."""
    if line.is_open_to_all:
        return Choice(Audience.NETWORK)
    rows = LineOpening.select().where(LineOpening.line == line.id).order_by(LineOpening.id)
    chosen = tuple(row.space_id for row in rows)
    return Choice(Audience.SPACES, chosen) if chosen else Choice()


def version_of(line: Line) -> str:
    """What a form carries so that nothing newer is overwritten."""
    shown = f"{line.name}\n{line.text_source}\n{opened_to(line)}"
    return hashlib.sha256(shown.encode()).hexdigest()[:16]
