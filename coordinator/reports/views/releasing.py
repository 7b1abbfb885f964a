"""The release page: the text as other cities will get it, and who they are."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import door, ids, pages
from coordinator.access import Audience, Permission
from coordinator.door import guard
from coordinator.errors import Conflict, Invalid
from coordinator.language import _
from coordinator.reports import actions, queries
from coordinator.reports.forms import ReleaseForm, key_of
from coordinator.reports.models import ShownDate
from coordinator.reports.queries import ReportPage
from coordinator.reports.queries.releasing import preview_of
from coordinator.reports.queries.writing import choice_of, row_of
from coordinator.spaces.actions.settings import parse_names
from coordinator.spaces.audience import Choice, Reach, count_readers, describe

bp = Blueprint("report_release", __name__)

pages.tell("report_released", _("Sent to other cities. What they read stands under “As others read it”."))
NAMES_AT_MOST = 60


@bp.route("/reports/<report_id>/release", methods=["GET", "POST"])
@guard(Permission.RELEASE_REPORT, queries.report_inside, confirm=True)
def release(report: ReportPage) -> Any:
    """Everything that is decided before it goes, on one page."""
    form = _form(report)
    if form.validate_on_submit():
        try:
            _require_as_counted(form, report)
            _send(form, report)
            return door.see(report.address, done="report_released")
        except Conflict as problem:
            form.refuse(Invalid(problem.sentence))
            return _page(form, queries.report_inside(door.reader(), report.public_id) or report, 409)
        except Invalid as problem:
            form.refuse(problem)
    return _page(form, report, 400 if form.is_submitted() else 200)


@bp.post("/reports/<report_id>/release/look")
@guard(Permission.RELEASE_REPORT, queries.report_inside)
def look(report: ReportPage) -> Any:
    """The names that were typed are taken out, and the page is shown again with everything else as typed."""
    # The key Enter in the field of the password presses the first button of the form, which leads here.
    door.take_password()
    form = _form(report)
    try:
        actions.take_names_out(door.reader(), row_of(report), _typed_names(form))
        form.names.data = ""
    except Invalid as problem:
        form.refuse(problem)
        return _page(form, report, 400)
    return _page(form, report, 200)


def _form(report: ReportPage) -> ReleaseForm:
    row = row_of(report)
    form = ReleaseForm(data={"in_brief": report.in_brief, "date_shown": row.date_shown, "revision": report.revision})
    chosen = choice_of(report)
    # An audience of the space alone is no answer to "who else": the first question stays open.
    form.offer(report.space_id, chosen if chosen.audience is not Audience.SPACE else None)
    form.reach.choices = [choice for choice in form.reach.choices if choice.value != Reach.OWN]
    if not form.is_submitted() and form.reach.data == Reach.OWN:
        form.reach.data = None
    form.offer_pictures(report.pictures)
    return form


def _typed_names(form: ReleaseForm) -> list[tuple[str, str]]:
    """The lines of the box, and the found names that got other words beside them."""
    beside = zip(request.form.getlist("likely"), request.form.getlist("instead"), strict=False)
    return [*parse_names(form.names.data or ""), *((name, words) for name, words in beside if words.strip())]


def _key_of(choice: Choice | None) -> str:
    """An audience as the page carries it from the counting to the sending."""
    return f"{choice.audience.value} {sorted(choice.space_ids)}" if choice else ""


def _require_as_counted(form: ReleaseForm, report: ReportPage) -> None:
    """The button said how many get it: refuse where somebody else was chosen since."""
    counted = request.form.get("counted", "")
    if counted and counted != _key_of(_choice(form, report)):
        raise Invalid(_("You changed who gets it. Look below who they are now, then send it."), "reach")


def _send(form: ReleaseForm, report: ReportPage) -> None:
    choice = form.choice(report.space_id)
    actions.release_report(
        door.reader(),
        row_of(report),
        form.in_brief.data or "",
        choice.audience,
        choice.space_ids,
        date_shown=ShownDate(form.date_shown.data or ShownDate.MONTH),
        picture_ids=form.pictures.data or [],
        revision=key_of(form.revision.data) or 0,
        names=_typed_names(form),
    )


def _page(form: ReleaseForm, report: ReportPage, status: int) -> Any:
    preview = preview_of(report, form.in_brief.data or "", form.date_shown.data or ShownDate.MONTH)
    if form.is_submitted():
        # What was looked at is what this page shows; the key of the form before it may be spent.
        form.once_key.data, form.revision.data = ids.new_id(), str(report.revision)
    choice = _choice(form, report)
    count = count_readers(choice, report.space_id) if choice else 0
    page = render_template(
        "reports/release.html",
        form=form,
        report=report,
        preview=preview,
        likely=preview.likely_names[:NAMES_AT_MOST],
        instead=dict(zip(request.form.getlist("likely"), request.form.getlist("instead"), strict=False)),
        readers=describe(choice, report.place) if choice else "",
        count=count,
        outside=count - count_readers(Choice(Audience.SPACE), report.space_id) if choice else 0,
        counted=_key_of(choice),
    )
    return page, status


def _choice(form: ReleaseForm, report: ReportPage) -> Choice | None:
    """The audience as far as it was chosen."""
    try:
        return form.choice(report.space_id)
    except Invalid:
        return None
