"""Writing, changing and taking back notes."""

from datetime import date
from typing import Any

from coordinator import clock, db, files, markup, search
from coordinator.access import Permission, Reader, require
from coordinator.errors import Invalid, NotFound
from coordinator.language import _
from coordinator.reports import findable
from coordinator.reports.acting import (
    is_undone_until,
    mark_active,
    own_note,
    require_version,
    site_in,
    today_in,
)
from coordinator.reports.models import Note


def write_note(
    actor: Reader,
    space_id: int,
    text: str,
    site_id: int | None = None,
    week: str = "",
    picture: bytes | None = None,
    picture_text: str = "",
    today: date | None = None,
) -> Note:
    """A note that the members of the space read from now on.

    `week` is an ISO week such as `2026-W47`, preset to this one; `picture` the bytes of an uploaded file, with
    words that stand for it. Refuses (Invalid) an empty or over-long text, another space's site, a week to come,
    and a file that is no picture. The same text once more on the same day, as a browser sends that went back,
    is the note that stands.
    """
    standing = require(actor, Permission.WRITE_NOTE, space_id)
    made_picture = files.make_picture(picture) if picture else None
    with db.write():
        day = today_in(space_id, today)
        columns = _columns(space_id, text, site_id, week, day)
        if made_picture is None and (same := _same_of(standing.membership_id, day, columns)) is not None:
            return same
        note = Note.create(
            **columns,
            space=space_id,
            author=standing.membership_id,
            picture=files.keep_made(made_picture) if made_picture else None,
            picture_text=markup.one_line(picture_text, field="picture_text"),
            made_on=day,
        )
        findable.put_note(note)
        mark_active(space_id, day)
    return note


def _same_of(author_id: int, day: date, columns: dict[str, Any]) -> Note | None:
    """What this author wrote on this day in the same words about the same site and week, unless taken back."""
    alike = [getattr(Note, name) == columns[name] for name in ("body_source", "site", "week")]
    found: Note | None = Note.get_or_none(
        (Note.author == author_id) & (Note.made_on == day) & Note.deleted_on.is_null(), *alike
    )
    return found


def edit_note(
    actor: Reader,
    note: Note,
    text: str,
    site_id: int | None,
    week: str,
    picture_text: str = "",
    version: int | None = None,
    drop_picture: bool = False,
    today: date | None = None,
) -> Note:
    """The author's note says something else now.

    Refuses what `write_note` refuses, and a `version` that is not the newest (Conflict).
    """
    with db.write():
        found, _standing = own_note(actor, note)
        _require_there(found)
        require_version(found, version, found.body_source)
        for name, value in _columns(found.space_id, text, site_id, week, today_in(found.space_id, today)).items():
            setattr(found, name, value)
        found.picture_text = markup.one_line(picture_text, field="picture_text")
        dropped = found.picture_id if drop_picture else None
        if dropped:
            found.picture = None
        found.version += 1
        found.save()
        findable.put_note(found)
        if dropped:
            files.drop_unused(dropped)
    return found


def _columns(space_id: int, text: str, site_id: int | None, week: str, today: date) -> dict[str, Any]:
    body = markup.made(text, markup.POST_BYTES, "text")
    if not body["body_source"].strip():
        raise Invalid(_("Write at least a few words about what happened."), "text")
    return {**body, "site": site_in(space_id, site_id), "week": _checked_week(week, today)}


def _checked_week(week: str, today: date) -> str:
    """A week that has begun, in its one spelling; today's where none is given."""
    if not week.strip():
        return clock.week_of(today)
    try:
        monday = clock.monday_of(week.strip())
    except ValueError as problem:
        raise Invalid(_("Give the week as 2026-W47: the year, then W and its number."), "week") from problem
    if monday > today:
        raise Invalid(_("This week has not begun yet. Choose this week or an earlier one."), "week")
    return clock.week_of(monday)


def _require_there(note: Note) -> None:
    if note.deleted_on is not None:
        raise NotFound()


def take_back_note(actor: Reader, note: Note, today: date | None = None) -> Note:
    """Nobody reads the note any more; its author can put it back for seven days, then it is gone for good."""
    with db.write():
        found, _standing = own_note(actor, note)
        _require_there(found)
        found.deleted_on = today_in(found.space_id, today)
        found.save(only=[Note.deleted_on])
        search.remove(findable.NOTE, found.id)
    return found


def put_back_note(actor: Reader, note: Note, today: date | None = None) -> Note:
    """A note that its author took back stands where it stood. Refused (NotFound) once the seven days are over."""
    with db.write():
        found, _standing = own_note(actor, note)
        deleted_on = found.deleted_on
        if deleted_on is None or is_undone_until(deleted_on) < today_in(found.space_id, today):
            raise NotFound()
        found.deleted_on = None
        found.save(only=[Note.deleted_on])
        findable.put_note(found)
    return found


def erase_note(actor: Reader, note: Note) -> None:
    """The author's note and its picture are gone for good, at once."""
    with db.write():
        found, _standing = own_note(actor, note)
        forget_note(found)


def forget_note(note: Note) -> None:
    """Delete a note, its words in the index and its picture; part of the caller's transaction."""
    search.remove(findable.NOTE, note.id)
    picture_id = note.picture_id
    note.delete_instance()
    if picture_id:
        files.drop_unused(picture_id)
