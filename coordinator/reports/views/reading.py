"""A report's page, its earlier versions, and its passages to quote."""

from typing import Any

from flask import Blueprint, make_response, render_template, request

from coordinator import door
from coordinator.access import Audience, Permission
from coordinator.door import guard
from coordinator.forms import Confirm
from coordinator.notices.actions import mark_read
from coordinator.notices.models import Kind
from coordinator.reports import queries
from coordinator.reports.models import SectionKind
from coordinator.reports.queries import Quotable, ReportPage, RevisionPage
from coordinator.reports.queries.writing import choice_of
from coordinator.reports.words import KIND_QUESTIONS, heading_words, month_words, title_words, week_words
from coordinator.spaces.audience import describe

bp = Blueprint("report_pages", __name__)
# Templates say months, weeks, titles and headings with these.
for _word in (title_words, month_words, week_words, heading_words):
    bp.add_app_template_global(_word)


@bp.get("/reports/<report_id>")
@guard(Permission.READ, queries.report_for)
def show(report: ReportPage) -> Any:
    """The report as this reader may see it."""
    reader = door.reader()
    if report.seen < report.number and request.method == "GET":
        mark_read(reader.account_id, Kind.REPORT, report.id, report.number)
    below = queries.beneath(reader, report.id)
    if report.is_inside:
        return render_template(
            "reports/inside.html",
            report=report,
            beneath=below,
            form=Confirm(),
            readers=describe(choice_of(report), report.place) if report.audience is not Audience.SPACE else "",
            questions=[(kind, KIND_QUESTIONS[kind]) for kind in SectionKind],
        )
    page = render_template("reports/outside.html", report=report, beneath=below, preview=False)
    if not reader.is_signed_in:
        return door.with_etag(make_response(page))
    return page


@bp.get("/reports/<report_id>/outside")
@guard(Permission.READ_SPACE, queries.released_view)
def outside(report: ReportPage) -> str:
    """The report as other cities read it, for its own space."""
    return render_template("reports/outside.html", report=report, beneath=[], preview=True)


@bp.get("/reports/<report_id>/versions")
@guard(Permission.READ_SPACE, queries.report_inside)
def versions(report: ReportPage) -> str:
    """The versions of a report, for its own space."""
    return render_template("reports/versions.html", report=report, versions=queries.revisions_for(report))


@bp.get("/reports/<report_id>/versions/<int:number>")
@guard(Permission.READ_SPACE, queries.revision_for)
def version(page: RevisionPage) -> str:
    """One version as it stood."""
    return render_template("reports/version.html", version=page)


@bp.get("/reports/<report_id>/sections/<int:section>/quote")
@guard(Permission.READ, queries.quotable)
def quote(section: Quotable) -> str:
    """The paragraphs of a section, to choose what to quote."""
    return render_template("reports/quote.html", section=section)
