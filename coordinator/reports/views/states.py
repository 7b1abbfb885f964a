"""A report's way: shared, handed back, finished, taken back, deleted."""

from typing import Any

from flask import Blueprint, render_template

from coordinator import door, pages
from coordinator.access import Permission
from coordinator.door import guard
from coordinator.errors import Invalid
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.reports import actions, queries
from coordinator.reports.forms import RemarksForm
from coordinator.reports.models import Report
from coordinator.reports.queries import ReportPage
from coordinator.reports.queries.writing import deletable_report, row_of, taken_back_report

bp = Blueprint("report_states", __name__)

pages.tell("report_shared", _("Shared: the members of your space can read it now."))
pages.tell("report_unshared", _("It is a draft again. Only those who write it read it."))
pages.tell("report_handed_back", _("Your remarks stand with the report."))
pages.tell("report_finished", _("Finished. The members of your space go on reading it; it was not sent anywhere."))
pages.tell("report_withdrawn", _("Taken back. Nobody reads it now but its authors and the coordinators."))
pages.tell("report_put_back", _("Put back where it was."))


@bp.post("/reports/<report_id>/share")
@guard(Permission.WRITE_REPORT, queries.authored_report)
def share(report: ReportPage) -> Any:
    """The space reads it from now on."""
    actions.submit_report(door.reader(), row_of(report))
    return door.see(report.address, done="report_shared")


@bp.post("/reports/<report_id>/unshare")
@guard(Permission.WRITE_REPORT, queries.authored_report)
def unshare(report: ReportPage) -> Any:
    """Its authors want to go on alone."""
    actions.unshare_report(door.reader(), row_of(report))
    return door.see(report.address, done="report_unshared")


@bp.post("/reports/<report_id>/reopen")
@guard(Permission.WRITE_REPORT, queries.authored_report)
def reopen(report: ReportPage) -> Any:
    """A report that was taken back becomes a draft."""
    actions.reopen_report(door.reader(), row_of(report))
    return door.see(report.address, done="report_unshared")


@bp.route("/reports/<report_id>/hand-back", methods=["GET", "POST"])
@guard(Permission.REVIEW_REPORT, queries.report_inside)
def hand_back(report: ReportPage) -> Any:
    """A coordinator's remarks."""
    form = RemarksForm()
    if form.validate_on_submit():
        try:
            actions.return_report(door.reader(), row_of(report), form.remarks.data)
            still_there = queries.report_inside(door.reader(), report.public_id)
            where = report.address if still_there else f"/s/{_slug(report.space_id)}/reports/"
            return door.see(where, done="report_handed_back")
        except Invalid as problem:
            form.refuse(problem)
    page = render_template("reports/hand_back.html", form=form, report=report)
    return page, 400 if form.is_submitted() else 200


def _slug(space_id: int) -> str:
    standing = door.reader().standing_in(space_id)
    return standing.space_slug if standing else ""


@bp.post("/reports/<report_id>/finish")
@guard(Permission.WRITE_REPORT, queries.report_inside)
def finish(report: ReportPage) -> Any:
    """Good as it is, for the space alone."""
    actions.finish_report(door.reader(), row_of(report))
    return door.see(report.address, done="report_finished")


@bp.route("/reports/<report_id>/take-back", methods=["GET", "POST"])
@guard(Permission.WRITE_REPORT, queries.report_inside)
def withdraw(report: ReportPage) -> Any:
    """From all its readers, at once."""
    form = Confirm()
    if not form.validate_on_submit():
        return render_template("reports/take_back.html", form=form, report=report)
    actions.withdraw_report(door.reader(), row_of(report))
    return door.see(report.address, done="report_withdrawn")


@bp.route("/reports/<report_id>/delete", methods=["GET", "POST"])
@guard(Permission.WRITE_REPORT, queries.authored_report)
def delete(report: ReportPage) -> Any:
    """For seven days, or at once."""
    form = Confirm()
    if not form.validate_on_submit():
        return render_template("reports/delete.html", form=form, report=report)
    actions.take_back_report(door.reader(), row_of(report))
    return door.see(f"/s/{_slug(report.space_id)}/reports/", done="report_deleted")


@bp.post("/reports/<report_id>/put-back")
@guard(Permission.WRITE_REPORT, taken_back_report)
def put_back(report: Report) -> Any:
    """Within the seven days."""
    actions.put_back_report(door.reader(), report)
    return door.see(f"/reports/{report.public_id}", done="report_put_back")


@bp.post("/reports/<report_id>/erase")
@guard(Permission.WRITE_REPORT, deletable_report)
def erase(report: Report) -> Any:
    """For good, without waiting."""
    space = _slug(report.space_id)
    actions.erase_report(door.reader(), report)
    return door.see(f"/s/{space}/reports/", done="report_erased")
