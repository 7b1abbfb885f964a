"""A report's way: shared with its space, handed back, finished for its space alone, taken back."""

from datetime import date

from coordinator import db, markup
from coordinator.access import Audience, Permission, Reader, Standing
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.reports.acting import authored, log, mark_active, require_state, reviewed, revise, today_in
from coordinator.reports.actions.release import unrelease
from coordinator.reports.models import Remark, Report, ReportState
from coordinator.reports.words import title_words


def submit_report(actor: Reader, report: Report, today: date | None = None) -> Report:
    """The members of the space read a draft from now on, beginning with the revision that is made here."""
    with db.write():
        found, standing = authored(actor, report)
        require_state(found, ReportState.DRAFT)
        day = today_in(found.space_id, today)
        found.state = ReportState.IN_REVIEW.value
        found.submitted_revision = revise(found, standing, day).number
        found.save(only=[Report.state, Report.submitted_revision])
        mark_active(found.space_id, day)
    return found


def unshare_report(actor: Reader, report: Report) -> Report:
    """A report that its authors shared with the space is their draft again; its coordinators need not act."""
    with db.write():
        found, _standing = authored(actor, report)
        require_state(found, ReportState.IN_REVIEW, ReportState.FINISHED)
        _to_draft(found)
    return found


def return_report(actor: Reader, report: Report, remarks: str, today: date | None = None) -> Remark:
    """A coordinator's remarks stand with the report; one in review is its authors' draft again.

    A released or finished report stays what it is: the remarks are about its later edits. Refuses (Invalid)
    empty remarks.
    """
    with db.write():
        found, standing = reviewed(actor, report, Permission.REVIEW_REPORT)
        require_state(found, ReportState.IN_REVIEW, ReportState.FINISHED, ReportState.RELEASED)
        body = markup.made(remarks, markup.POST_BYTES, "remarks")
        if not body["body_source"].strip():
            raise Invalid(_("Say what should be different, so that the authors know what to do."), "remarks")
        remark = Remark.create(
            report=found, author=standing.membership_id, **body, made_on=today_in(found.space_id, today)
        )
        if found.state == ReportState.IN_REVIEW:
            _to_draft(found)
    return remark


def _to_draft(report: Report) -> None:
    report.state = ReportState.DRAFT.value
    report.save(only=[Report.state])


def finish_report(actor: Reader, report: Report) -> Report:
    """A report in review is finished for its own space alone: by an author or a coordinator."""
    with db.write():
        found, standing = _authored_or_coordinated(actor, report)
        require_state(found, ReportState.IN_REVIEW)
        found.state, found.audience = ReportState.FINISHED.value, Audience.SPACE.value
        found.save(only=[Report.state, Report.audience])
        mark_active(found.space_id, today_in(standing.space_id))
    return found


def _authored_or_coordinated(actor: Reader, report: Report) -> tuple[Report, Standing]:
    if actor.may(Permission.RELEASE_REPORT, report.space_id):
        return reviewed(actor, report, Permission.RELEASE_REPORT)
    return authored(actor, report)


def withdraw_report(actor: Reader, report: Report, today: date | None = None) -> Report:
    """Only its authors and the coordinators of its space read the report from now on.

    By an author or a coordinator; for everybody else, in other cities too, it is gone at once.
    """
    with db.write():
        found, standing = _authored_or_coordinated(actor, report)
        require_state(found, ReportState.IN_REVIEW, ReportState.FINISHED, ReportState.RELEASED)
        if found.state == ReportState.RELEASED:
            log(standing, "withdrawn", title_words(found.title, found.month))
        mark_active(found.space_id, today_in(found.space_id, today))
        unrelease(found)
        found.state = ReportState.WITHDRAWN.value
        found.save()
    return found


def reopen_report(actor: Reader, report: Report) -> Report:
    """A report that was taken back is its authors' draft again."""
    with db.write():
        found, _standing = authored(actor, report)
        require_state(found, ReportState.WITHDRAWN)
        _to_draft(found)
    return found
