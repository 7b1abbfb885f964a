"""A space's list of reports, and a new report from one text or from ticked notes."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import door, pages
from coordinator.access import Permission, Standing
from coordinator.door import guard
from coordinator.errors import Invalid
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.reports import actions, queries
from coordinator.reports.forms import ReportForm, key_of, month_choices
from coordinator.reports.models import ReportState
from coordinator.reports.queries import Filters
from coordinator.reports.queries.lists import PAGE
from coordinator.reports.queries.writing import lines_for, taken_back_reports, this_month

bp = Blueprint("reports", __name__)

pages.tell("draft_made", _("Your draft is kept. Nobody but you reads it until you share it."))
pages.tell("report_deleted", _("Deleted: nobody reads it any more. For seven days you can put it back."))
pages.tell("report_erased", _("Gone for good."))


@bp.get("/s/<space>/reports/")
@guard(Permission.READ_SPACE)
def index(here: Standing) -> str:
    """What the space reported, with filters."""
    reader, filters = door.reader(), _filters()
    reports = queries.space_reports(reader, here.space_id, filters, request.args.get("before"))
    return render_template(
        "reports/index.html",
        here=here,
        reports=reports,
        filters=filters,
        sites=queries.sites_of(here.space_id, with_closed=True),
        lines=lines_for(reader),
        months=month_choices(this_month(here.space_id)),
        states=list(ReportState),
        form=Confirm(),
        gone=taken_back_reports(reader, here.space_id),
        older=_address_of_older(reports[-1].public_id) if len(reports) == PAGE else None,
    )


def _filters() -> Filters:
    state = request.args.get("state", "")
    return Filters(
        state=ReportState(state) if state in set(ReportState) else None,
        site=key_of(request.args.get("site")),
        line=key_of(request.args.get("line")),
        first_month=request.args.get("from", "")[:7],
        last_month=request.args.get("to", "")[:7],
    )


def _address_of_older(public_id: str) -> dict[str, str]:
    return {**{name: value for name, value in request.args.items() if name != "done"}, "before": public_id}


@bp.route("/s/<space>/reports/new", methods=["GET", "POST"])
@guard(Permission.WRITE_REPORT)
def new(here: Standing) -> Any:
    """One box; everything else can be said later."""
    reader = door.reader()
    form = ReportForm()
    form.offer(queries.sites_of(here.space_id), lines_for(reader), this_month(here.space_id))
    if not form.is_submitted():
        form.site.data = str(queries.usual_site(reader, here.space_id) or "")
    if form.is_to_save():
        try:
            report = actions.start_report(
                reader,
                here.space_id,
                form.title.data or "",
                form.text.data,
                form.month.data or "",
                key_of(form.site.data),
                key_of(form.line.data),
            )
            return door.see(f"/reports/{report.public_id}", done="draft_made", text=form.text.data)
        except Invalid as problem:
            form.refuse(problem)
    return render_template("reports/new.html", form=form, here=here), form.status


@bp.post("/s/<space>/reports/from-notes")
@guard(Permission.WRITE_REPORT)
def from_notes(here: Standing) -> Any:
    """The ticked notes become a draft."""
    report = actions.start_report_from_notes(door.reader(), here.space_id, request.form.getlist("note"))
    return door.see(f"/reports/{report.public_id}", done="draft_made")
