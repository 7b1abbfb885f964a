"""Notes: a space's list by week, and one with the reports that it went into."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator.access import Reader
from coordinator.files import StoredFile
from coordinator.prepared import Prepared, PreparedShapes
from coordinator.reports.acting import is_undone_until, today_in
from coordinator.reports.models import Note, Report, ReportNote
from coordinator.reports.words import title_words
from coordinator.spaces.models import Membership, Site

NOTES_PAGE = 40


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A note as the members of its space read it."""

    id: int
    public_id: str
    space_id: int
    week: str
    html: str
    site: str
    author: str
    is_mine: bool
    picture: str
    picture_text: str
    picture_width: int
    picture_height: int
    made_on: date
    author_id: int | None = None

    @property
    def address(self) -> str:
        """Where it is read alone."""
        return f"/notes/{self.public_id}"


def _cards(account: Any, condition: Any) -> Any:
    return (
        Note.select(
            Note.id,
            Note.public_id,
            Note.space,
            Note.week,
            Note.body_html,
            Site.name,
            Membership.pen_name,
            (Membership.account == account) & Membership.is_active,
            StoredFile.public_id,
            Note.picture_text,
            StoredFile.width,
            StoredFile.height,
            Note.made_on,
            Note.author,
        )
        .join(Site, "LEFT JOIN")
        .switch(Note)
        .join(Membership, "LEFT JOIN", on=Note.author == Membership.id)
        .switch(Note)
        .join(StoredFile, "LEFT JOIN")
        .where(condition)
    )


def _card(row: tuple[Any, ...]) -> NoteCard:
    return NoteCard(
        id=row[0],
        public_id=row[1],
        space_id=row[2],
        week=row[3],
        html=row[4],
        site=row[5] or "",
        author=row[6] or "",
        is_mine=bool(row[7]),
        picture=row[8] or "",
        picture_text=row[9],
        picture_width=row[10] or 0,
        picture_height=row[11] or 0,
        made_on=date.fromisoformat(str(row[12])),
        author_id=row[13],
    )


def note_for(reader: Reader, note_id: str) -> NoteCard | None:
    """The note at an address, for the members of its space."""
    row = _ONE.row(account=reader.account_id, note=note_id)
    return None if row is None else _card(row)


def _one(account: Any, note: Any) -> Any:
    return _cards(account, (Note.public_id == note) & Note.visible_to(account))


_ONE = Prepared(_one)


def own_note(reader: Reader, note_id: str) -> Note | None:
    """The row of a note that stands, for its author."""
    found = _own(reader, note_id)
    return found if found is not None and found.deleted_on is None else None


def erasable_note(reader: Reader, note_id: str) -> Note | None:
    """The row of a note, standing or taken back, for its author."""
    return _own(reader, note_id)


def taken_back_note(reader: Reader, note_id: str) -> Note | None:
    """The row of a note that its author took back and can still put back."""
    found = _own(reader, note_id)
    if found is None or found.deleted_on is None or is_undone_until(found.deleted_on) < today_in(found.space_id):
        return None
    return found


def _own(reader: Reader, note_id: str) -> Note | None:
    mine = [standing.membership_id for standing in reader.memberships]
    found: Note | None = Note.get_or_none((Note.public_id == note_id) & Note.author.in_(mine))
    return found


def _listed(account: Any, space: Any, site: Any, week: Any, before_week: Any, before_id: Any, limit: Any) -> Any:
    condition = (Note.space == space) & Note.visible_to(account)
    if site is not None:
        condition &= Note.site == site
    if week is not None:
        condition &= Note.week == week
    if before_week is not None:
        condition &= (Note.week < before_week) | ((Note.week == before_week) & (Note.id < before_id))
    return _cards(account, condition).order_by(Note.week.desc(), Note.id.desc()).limit(limit)


_LISTED = PreparedShapes(_listed)


def notes_of(
    reader: Reader,
    space_id: int,
    site: int | None = None,
    week: str = "",
    before: str | None = None,
    limit: int = NOTES_PAGE,
) -> list[NoteCard]:
    """The notes of one of the reader's spaces, newest week first; `before` is the last card's public id."""
    account = reader.account_id
    last = Note.get_or_none((Note.public_id == before) & Note.visible_to(account)) if before else None
    rows = _LISTED.rows(
        account,
        space=space_id,
        site=site,
        week=week or None,
        before_week=last.week if last else None,
        before_id=last.id if last else None,
        limit=limit,
    )
    return [_card(row) for row in rows]


def taken_back_notes(reader: Reader, space_id: int) -> list[Note]:
    """The reader's own notes in a space that can still be put back."""
    standing = reader.standing_in(space_id)
    if standing is None:
        return []
    gone: Any = Note.select().where((Note.author == standing.membership_id) & Note.deleted_on.is_null(False))
    today = today_in(space_id)
    return [note for note in gone.order_by(Note.id.desc()) if is_undone_until(note.deleted_on) >= today]


def usual_site(reader: Reader, space_id: int) -> int | None:
    """The site that the reader wrote about last in this space, else its only one, while it is open."""
    standing = reader.standing_in(space_id)
    sites = [site_id for site_id, _name in sites_of(space_id)]
    if standing is None or not sites:
        return None
    last = Note.select(Note.site).where(Note.author == standing.membership_id).order_by(Note.id.desc()).first()
    if last is not None and last.site_id in sites:
        return int(last.site_id)
    return sites[0] if len(sites) == 1 else None


def sites_of(space_id: int, with_closed: bool = False) -> list[tuple[int, str]]:
    """The sites of a space by name, for members of it: key and name."""
    rows: Any = Site.select(Site.id, Site.name).where(Site.space == space_id).order_by(Site.name)
    return list((rows if with_closed else rows.where(~Site.is_closed)).tuples())


# What other floors made of a note: (reader, note's key) to (title, address) each.
MadeOf = Callable[[Reader, int], list[tuple[str, str]]]
_made_of: list[MadeOf] = []


def add_made_of(load: MadeOf) -> MadeOf:
    """Have what `load(reader, note_id)` returns shown on a note's page: what else was made of it."""
    _made_of.append(load)
    return load


def made_of_note(reader: Reader, note_id: int) -> list[tuple[str, str]]:
    """What a note went into and the reader may see, as title and address."""
    rows: Any = (
        Report.select(Report.title, Report.month, Report.public_id)
        .join(ReportNote)
        .where((ReportNote.note == note_id) & Report.inside_for(reader.account_id))
        .order_by(Report.id)
    )
    reports = [(title_words(title, month), f"/reports/{public_id}") for title, month, public_id in rows.tuples()]
    return [*reports, *(row for load in _made_of for row in load(reader, note_id))]
