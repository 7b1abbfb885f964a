"""Starting a report, and changing what it says and who writes it."""

from collections.abc import Iterable, Sequence
from datetime import date

from coordinator import db, footnotes, markup
from coordinator.access import Permission, Reader, Standing, require
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.reports import findable
from coordinator.reports.acting import (
    authored,
    editable,
    line_for,
    require_version,
    revise,
    site_in,
    today_in,
)
from coordinator.reports.actions.sections import TypedSection, append_section
from coordinator.reports.models import Attachment, Lesson, Note, Report, ReportAuthor, ReportNote
from coordinator.spaces.models import Membership

LESSONS_AT_MOST = 100


def start_report(
    actor: Reader,
    space_id: int,
    title: str = "",
    text: str = "",
    month: str = "",
    site_id: int | None = None,
    line_id: int | None = None,
    sections: Iterable[TypedSection] = (),
    lessons: Sequence[str] = (),
    today: date | None = None,
) -> Report:
    """A draft that only its author reads.

    `text` is one section without a heading; `sections` are further ones, each (heading, kind or None, text).
    `month` is `2026-11`, preset to this one. Refuses (Invalid) a report without any text, over-long texts, a
    month to come, another space's site and a line that the author may not see.
    """
    standing = require(actor, Permission.WRITE_REPORT, space_id)
    typed: list[TypedSection] = [*([("", None, text)] if text.strip() else []), *sections]
    if not any(body.strip() for _heading, _kind, body in typed):
        raise Invalid(_("Write something first: one text is enough, and a few sentences will do."), "text")
    with db.write():
        day = today_in(space_id, today)
        report = _new_report(standing, title, month, site_in(space_id, site_id), line_for(actor, line_id), day)
        for section in typed:
            append_section(report, section)
        _write_lessons(report, lessons)
        revise(report, standing, day)
    return report


def _new_report(
    standing: Standing, title: str, month: str, site_id: int | None, line_id: int | None, day: date
) -> Report:
    report = Report.create(
        space=standing.space_id,
        title=markup.one_line(title, field="title"),
        month=checked_month(month, day),
        site=site_id,
        line=line_id,
        made_on=day,
    )
    ReportAuthor.create(report=report, membership=standing.membership_id, is_first=True)
    return report


def checked_month(month: str, today: date) -> str:
    """A month that has begun, as `2026-11`; this one where none is given."""
    if not month.strip():
        return today.isoformat()[:7]
    try:
        first = date.fromisoformat(f"{month.strip()}-01")
    except ValueError as problem:
        raise Invalid(_("Give the month as 2026-11: the year and the number of the month."), "month") from problem
    if first > today:
        raise Invalid(_("This month has not begun yet. Choose this month or an earlier one."), "month")
    return first.isoformat()[:7]


def start_report_from_notes(actor: Reader, space_id: int, note_ids: Sequence[str], today: date | None = None) -> Report:
    """A draft made of the chosen notes (their public ids), each its own section by week, with the way back to them.

    Pictures come along. Refuses (Invalid) where none of the notes is there to be read in this space.
    """
    standing = require(actor, Permission.WRITE_REPORT, space_id)
    with db.write():
        day = today_in(space_id, today)
        chosen = Note.select().where(
            Note.public_id.in_(list(note_ids)[:500]), Note.space == space_id, Note.visible_to(actor.account_id)
        )
        notes = list(chosen.order_by(Note.week, Note.id))
        if not notes:
            raise Invalid(_("Tick the notes that should become a report first."), "note")
        sites = {note.site_id for note in notes}
        report = _new_report(standing, "", "", sites.pop() if len(sites) == 1 else None, None, day)
        append_section(report, ("", None, footnotes.joined(note.body_source for note in notes)))
        for position, note in enumerate(notes):
            ReportNote.create(report=report, note=note)
            if note.picture_id:
                Attachment.create(report=report, file=note.picture_id, text=note.picture_text, position=position)
        revise(report, standing, day)
    return report


def describe_report(
    actor: Reader,
    report: Report,
    title: str,
    month: str,
    site_id: int | None,
    line_id: int | None,
    version: int | None = None,
    today: date | None = None,
) -> Report:
    """The report has this title, month, site and line from now on; refuses what `start_report` refuses."""
    with db.write():
        found, standing = editable(actor, report)
        require_version(found, version, found.title)
        day = today_in(found.space_id, today)
        found.title = markup.one_line(title, field="title")
        found.month = checked_month(month, day)
        found.site_id = site_in(found.space_id, site_id)
        # A line that was closed to the author since may stay where it was.
        found.line_id = line_id if line_id == found.line_id else line_for(actor, line_id)
        found.version += 1
        found.save()
        revise(found, standing, day)
    return found


def set_lessons(
    actor: Reader, report: Report, lines: Sequence[str], version: int | None = None, today: date | None = None
) -> list[Lesson]:
    """The report's lessons are these lines, in this order; empty ones are left out.

    What was released of earlier ones stands for other spaces until the report is released again.
    """
    with db.write():
        found, standing = editable(actor, report)
        current = _lessons_of(found)
        require_version(found, version, "\n".join(lesson.text for lesson in current if lesson.text))
        made = _write_lessons(found, lines)
        found.version += 1
        found.save(only=[Report.version])
        revise(found, standing, today_in(found.space_id, today))
    return made


def _lessons_of(report: Report) -> list[Lesson]:
    return list(Lesson.select().where(Lesson.report == report.id).order_by(Lesson.position, Lesson.id))


def _write_lessons(report: Report, lines: Sequence[str]) -> list[Lesson]:
    """Keep the rows whose text stays, so that what was released of them is known, and make or drop the others."""
    texts = [line for line in (markup.one_line(line, field="lessons") for line in lines) if line]
    if len(texts) > LESSONS_AT_MOST:
        raise Invalid(_("Keep it to a hundred lessons: the best ones are read, the rest is not."), "lessons")
    spare = _lessons_of(report)
    rows: list[Lesson | None] = []
    for text in texts:
        row = next((each for each in spare if each.text == text), None)
        rows.append(row)
        if row is not None:
            spare.remove(row)
    made = [
        _keep_lesson(report, row, text, position, spare)
        for position, (row, text) in enumerate(zip(rows, texts, strict=True))
    ]
    for lesson in spare:
        _drop_lesson(lesson)
    return made


def _keep_lesson(report: Report, row: Lesson | None, text: str, position: int, spare: list[Lesson]) -> Lesson:
    """The row of a text, or one whose text went, or a new one."""
    lesson = row or (spare.pop(0) if spare else Lesson(report=report.id))
    lesson.text, lesson.position = text, position
    lesson.save()
    return lesson


def _drop_lesson(lesson: Lesson) -> None:
    if lesson.released_text:
        lesson.text = ""
        lesson.save()
        return
    findable.remove_lesson(lesson.id)
    lesson.delete_instance()


def name_authors(
    actor: Reader,
    report: Report,
    membership_ids: Sequence[int],
    version: int | None = None,
    today: date | None = None,
) -> Report:
    """The report is written by its first author and these members of the space, and by nobody else.

    Refuses (Invalid) a membership that is not an active one of the space.
    """
    with db.write():
        found, standing = authored(actor, report)
        require_version(found, version, "")
        wanted = set(membership_ids)
        members = Membership.select(Membership.id).where(Membership.space == found.space_id, Membership.is_active)
        if not wanted <= {member.id for member in members}:
            raise Invalid(_("Choose the co-authors from the list: each must be a member of this space."), "authors")
        _set_authors(found, wanted)
        found.version += 1
        found.save(only=[Report.version])
        revise(found, standing, today_in(found.space_id, today))
    return found


def _set_authors(report: Report, wanted: set[int]) -> None:
    present = {row.membership_id: row for row in ReportAuthor.select().where(ReportAuthor.report == report.id)}
    for membership_id, row in present.items():
        if membership_id not in wanted and not row.is_first:
            row.delete_instance()
    for membership_id in wanted - present.keys():
        ReportAuthor.create(report=report.id, membership=membership_id)
