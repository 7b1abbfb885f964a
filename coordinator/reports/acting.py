"""What every act on notes and reports does first and last: find the row again, and leave its traces."""

from datetime import date, timedelta
from typing import Any

from coordinator import clock
from coordinator.access import Permission, Reader, Standing, require
from coordinator.errors import Conflict, Invalid, NotFound
from coordinator.language import _
from coordinator.reports import findable
from coordinator.reports.content import read_content
from coordinator.reports.models import Note, Report, ReportAuthor, ReportState, Revision
from coordinator.spaces import log as space_log
from coordinator.spaces.models import Line, Membership, Site, Space

# For so long what was taken back can be put back by its author.
UNDO_DAYS = 7


def today_in(space_id: int, today: date | None = None) -> date:
    """The day it is in a space, unless the caller says another."""
    if today is not None:
        return today
    return clock.today(Space.select(Space.time_zone).where(Space.id == space_id).scalar() or "UTC")


def is_undone_until(deleted_on: date) -> date:
    """The last day on which something taken back can be put back."""
    return deleted_on + timedelta(days=UNDO_DAYS)


def mark_active(space_id: int, today: date) -> None:
    """Note the week in which the space last did something."""
    week = clock.week_of(today)
    Space.update(last_active_week=week).where((Space.id == space_id) & (Space.last_active_week < week)).execute()


def log(standing: Standing, act: str, subject: str) -> None:
    """Put an act into the space log; part of the caller's transaction."""
    space_log.record(standing.space_id, act, standing.pen_name, subject)


def site_in(space_id: int, site_id: int | None) -> int | None:
    """The key of a site of the space, or None for none; any other is refused (Invalid)."""
    if site_id is None:
        return None
    if not Site.select().where((Site.id == site_id) & (Site.space == space_id)).exists():
        raise Invalid(_("There is no such site in this space. Choose one from the list."), "site")
    return site_id


def line_for(actor: Reader, line_id: int | None) -> int | None:
    """The key of a line that the actor may file under, or None for none; any other is refused (Invalid)."""
    if line_id is None:
        return None
    if not Line.select().where((Line.id == line_id) & Line.visible_to(actor.account_id)).exists():
        raise Invalid(_("There is no such struggle here. Choose one from the list."), "line")
    return line_id


def own_note(actor: Reader, note: Note) -> tuple[Note, Standing]:
    """The note as it stands now and its author's standing; for everybody else it does not exist (NotFound)."""
    standing = require(actor, Permission.WRITE_NOTE, note.space_id)
    found = Note.get_or_none((Note.id == note.id) & (Note.author == standing.membership_id))
    if found is None:
        raise NotFound()
    return found, standing


def own_report(actor: Reader, report: Report) -> tuple[Report, Standing]:
    """The report as it stands now, taken back or not, and an author's standing; NotFound for everybody else."""
    standing = require(actor, Permission.WRITE_REPORT, report.space_id)
    mine = ReportAuthor.select(ReportAuthor.report).where(ReportAuthor.membership == standing.membership_id)
    found = Report.get_or_none((Report.id == report.id) & Report.id.in_(mine))
    if found is None:
        raise NotFound()
    return found, standing


def authored(actor: Reader, report: Report) -> tuple[Report, Standing]:
    """The same, where the report was not deleted."""
    found, standing = own_report(actor, report)
    if found.deleted_on is not None:
        raise NotFound()
    return found, standing


def editable(actor: Reader, report: Report) -> tuple[Report, Standing]:
    """The same, where the report can be changed: one that was taken back has to become a draft first (Invalid)."""
    found, standing = authored(actor, report)
    if found.state == ReportState.WITHDRAWN:
        raise Invalid(_("This report was taken back. Make it a draft again before you change it."))
    return found, standing


def reviewed(actor: Reader, report: Report, permission: Permission) -> tuple[Report, Standing]:
    """The report as its space sees it, and the standing of somebody there who holds the right."""
    standing = require(actor, permission, report.space_id)
    found = Report.get_or_none((Report.id == report.id) & Report.inside_for(actor.account_id))
    if found is None:
        raise NotFound()
    return found, standing


def require_version(row: Any, version: int | None, theirs: str) -> None:
    """Refuse (Conflict, with the text that stands now) where somebody saved since `version`; None asks nothing."""
    if version is not None and row.version != version:
        raise Conflict(_("Somebody saved this while you were writing. Both texts are here."), theirs)


def require_state(report: Report, *states: ReportState) -> None:
    """Refuse (Invalid) an act that does not fit where the report stands by now."""
    if report.state not in set(states):
        raise Invalid(_("The report has moved on since you opened this page. Open it again to see where it stands."))


def is_first_author(report: Report, membership_id: int) -> bool:
    """Whether a membership is the report's first author, or writes it now that the first one has left."""
    rows: Any = ReportAuthor.select(ReportAuthor.membership, ReportAuthor.is_first, Membership.is_active).join(
        Membership
    )
    authors = list(rows.where(ReportAuthor.report == report.id).tuples())
    has_first = any(is_first and is_active for _id, is_first, is_active in authors)
    return any(each == membership_id and (is_first or not has_first) for each, is_first, _active in authors)


def revise(report: Report, standing: Standing, today: date) -> Revision:
    """Keep the report as it stands after an edit, count the edit, and have it found by its new words."""
    content = read_content(report)
    report.revision += 1
    report.words = content.words
    report.save(only=[Report.revision, Report.words])
    findable.put_report(report, content)
    return Revision.create(
        report=report,
        number=report.revision,
        is_draft=report.state == ReportState.DRAFT,
        author=standing.membership_id,
        content=content.to_json(),
        made_on=today,
    )


space_log.words("released", _("%(actor)s sent the report “%(subject)s” to other cities"))
space_log.words("withdrawn", _("%(actor)s took the report “%(subject)s” back from its readers"))
space_log.words("deleted", _("%(actor)s deleted the report “%(subject)s”"))
space_log.words("put_back", _("%(actor)s put the report “%(subject)s” back"))
space_log.words("erased", _("%(actor)s deleted the report “%(subject)s” for good"))
