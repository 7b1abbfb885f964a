"""Taking a report back for good, with seven days to think again; and what goes by itself after its days."""

from collections.abc import Callable
from datetime import date, timedelta

from coordinator import clock, db, files, jobs
from coordinator.access import Reader, Standing
from coordinator.errors import NotAllowed, NotFound
from coordinator.language import _
from coordinator.reports import findable
from coordinator.reports.acting import (
    UNDO_DAYS,
    authored,
    is_first_author,
    is_undone_until,
    log,
    mark_active,
    own_report,
    today_in,
)
from coordinator.reports.actions.notes import forget_note
from coordinator.reports.content import read_content
from coordinator.reports.leaving import abandoned_drafts
from coordinator.reports.models import (
    Attachment,
    Note,
    ReleasedPicture,
    Report,
    ReportState,
)
from coordinator.reports.releasing import released_text_of
from coordinator.reports.words import title_words

_before_forgetting: list[Callable[[int], None]] = []


def take_back_report(actor: Reader, report: Report, today: date | None = None) -> Report:
    """Nobody reads the report any more; its first author can put it back for seven days, then it is gone for good."""
    with db.write():
        found, standing = authored(actor, report)
        _require_first(found, standing)
        day = today_in(found.space_id, today)
        found.deleted_on = day
        found.save(only=[Report.deleted_on])
        findable.remove_report(found)
        _log_unless_draft(found, standing, "deleted")
    return found


def put_back_report(actor: Reader, report: Report, today: date | None = None) -> Report:
    """A report that its author took back stands where it stood. Refused (NotFound) once the seven days are over."""
    with db.write():
        found, standing = own_report(actor, report)
        day = today_in(found.space_id, today)
        if found.deleted_on is None or is_undone_until(found.deleted_on) < day:
            raise NotFound()
        found.deleted_on = None
        found.save(only=[Report.deleted_on])
        findable.put_report(found, read_content(found))
        if found.state == ReportState.RELEASED:
            findable.put_released(found, released_text_of(found))
        _log_unless_draft(found, standing, "put_back")
        mark_active(found.space_id, day)
    return found


def erase_report(actor: Reader, report: Report) -> None:
    """The report, its revisions, lessons and pictures are gone for good, at once."""
    with db.write():
        found, standing = own_report(actor, report)
        _require_first(found, standing)
        _log_unless_draft(found, standing, "erased")
        forget_report(found)


def before_forgetting(listener: Callable[[int], None]) -> Callable[[int], None]:
    """Have `listener(report_id)` called, in the same transaction, before a report is gone for good."""
    _before_forgetting.append(listener)
    return listener


def forget_report(report: Report) -> None:
    """Delete a report with all that belongs to it; part of the caller's transaction."""
    for listener in _before_forgetting:
        listener(report.id)
    findable.remove_report(report)
    pictures = {row.file_id for model in (Attachment, ReleasedPicture) for row in _pictures(model, report)}
    report.delete_instance()
    for file_id in pictures:
        files.drop_unused(file_id)


def _pictures(model: type[Attachment] | type[ReleasedPicture], report: Report) -> list[Attachment | ReleasedPicture]:
    return list(model.select().where(model.report == report.id))


def _require_first(report: Report, standing: Standing) -> None:
    if not is_first_author(report, standing.membership_id):
        raise NotAllowed(_("Only who began this report can delete it. You can take it back from its readers."))


def _log_unless_draft(report: Report, standing: Standing, act: str) -> None:
    """What nobody but its authors ever read is nobody else's business."""
    if report.submitted_revision:
        log(standing, act, title_words(report.title, report.month))


@jobs.daily("notes_and_reports")
def purge(today: date | None = None) -> None:
    """Delete for good what was taken back more than seven days ago, and drafts that nobody can open any more."""
    day = today or clock.today()
    last = day - timedelta(days=UNDO_DAYS + 1)
    with db.write():
        for note in Note.select().where(Note.deleted_on <= last):
            forget_note(note)
        for report in Report.select().where(Report.deleted_on <= last):
            forget_report(report)
        for report in abandoned_drafts(day):
            forget_report(report)
