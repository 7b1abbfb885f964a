"""Pages for those who write a report: each part is saved by itself."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import door, pages, sure
from coordinator.access import Permission
from coordinator.door import guard
from coordinator.errors import Conflict, Invalid
from coordinator.forms import Confirm, Form
from coordinator.language import _
from coordinator.reports import actions, queries
from coordinator.reports.actions.sections import parts_at_headings
from coordinator.reports.forms import (
    AboutReport,
    AuthorsForm,
    LessonsForm,
    PictureForm,
    SectionForm,
    choices_of,
    key_of,
)
from coordinator.reports.models import SectionKind
from coordinator.reports.queries import ReportPage
from coordinator.reports.queries.editing import EditedPicture, EditedSection, edited_picture, edited_section
from coordinator.reports.queries.writing import lines_for, members_beside, row_of, this_month
from coordinator.reports.words import KIND_NAMES, KIND_QUESTIONS

bp = Blueprint("report_writing", __name__)

pages.tell("report_saved", _("Saved."))
pages.tell("section_added", _("Added. You can go on with the next one, or stop here: everything is kept."))
pages.tell("section_split", _("Split: each heading is a section of its own now."))
pages.tell("picture_added", _("The picture is there. What the camera had written into it is gone."))
pages.tell("picture_removed", _("The picture is gone from the report."))


def _status(form: Form, has_conflict: bool = False) -> int:
    return 409 if has_conflict else form.status


@bp.route("/reports/<report_id>/about", methods=["GET", "POST"])
@guard(Permission.WRITE_REPORT, queries.authored_report)
def about(report: ReportPage) -> Any:
    """Title, month, site and line."""
    row = row_of(report)
    form = AboutReport(data={**_about(row), "version": row.version})
    form.offer(queries.sites_of(report.space_id), lines_for(door.reader()), this_month(report.space_id), row.month)
    theirs = None
    if form.validate_on_submit():
        try:
            actions.describe_report(
                door.reader(),
                row,
                form.title.data or "",
                form.month.data or "",
                key_of(form.site.data),
                key_of(form.line.data),
                key_of(form.version.data),
            )
            return door.see(report.address, done="report_saved")
        except Conflict as problem:
            theirs, form.version.data = problem.theirs, str(row.version)
        except Invalid as problem:
            form.refuse(problem)
    page = render_template("reports/about.html", form=form, report=report, theirs=theirs)
    return page, _status(form, theirs is not None)


def _about(row: Any) -> dict[str, str]:
    return {
        "title": row.title,
        "month": row.month,
        "site": str(row.site_id or ""),
        "line": str(row.line_id or ""),
    }


@bp.route("/reports/<report_id>/sections/new", methods=["GET", "POST"])
@guard(Permission.WRITE_REPORT, queries.authored_report)
def new_section(report: ReportPage) -> Any:
    """One more section, asked for as a question where it is of a kind."""
    asked = request.args.get("kind", "")
    kind = SectionKind(asked) if asked in set(SectionKind) else None
    form = SectionForm(data={"kind": kind})
    form.offer()
    if form.is_to_save():
        try:
            section = actions.add_section(
                door.reader(), row_of(report), form.heading.data or "", form.kind.data or None, form.text.data
            )
            return door.see(f"{report.address}#section-{section.number}", done="section_added", text=form.text.data)
        except Invalid as problem:
            form.refuse(problem)
    page = render_template(
        "reports/section_new.html",
        form=form,
        report=report,
        kind=kind,
        question=KIND_QUESTIONS[kind] if kind else "",
        name=KIND_NAMES[kind] if kind else "",
    )
    return page, _status(form)


@bp.route("/reports/<report_id>/sections/<int:number>", methods=["GET", "POST"])
@guard(Permission.WRITE_REPORT, edited_section)
def section(edited: EditedSection) -> Any:
    """One section; where somebody else saved it first, both texts."""
    row, report = edited.row, edited.report
    form = SectionForm(
        data={"heading": row.heading, "kind": row.kind or "", "text": row.body_source, "version": row.version}
    )
    form.offer()
    theirs = None
    if form.is_to_save():
        try:
            _save_section(form, edited)
            return door.see(f"{report.address}#section-{row.number}", done="report_saved", text=form.text.data)
        except Conflict as problem:
            theirs, form.version.data = problem.theirs, str(row.version)
        except Invalid as problem:
            form.refuse(problem)
    headings = len(parts_at_headings(row.body_source)[1])
    page = render_template(
        "reports/section.html", form=form, report=report, section=row, theirs=theirs, headings=headings, plain=Confirm()
    )
    return page, _status(form, theirs is not None)


def _save_section(form: SectionForm, edited: EditedSection) -> None:
    actions.save_section(
        door.reader(),
        row_of(edited.report),
        edited.row.number,
        form.heading.data or "",
        form.kind.data or None,
        form.text.data,
        key_of(form.version.data),
    )


@bp.post("/reports/<report_id>/sections/<int:number>/split")
@guard(Permission.WRITE_REPORT, edited_section)
def split(edited: EditedSection) -> Any:
    """One section becomes one for each heading in it."""
    actions.split_section(door.reader(), row_of(edited.report), edited.row.number)
    return door.see(edited.report.address, done="section_split")


@bp.route("/reports/<report_id>/order", methods=["GET", "POST"])
@guard(Permission.WRITE_REPORT, queries.authored_report)
def order(report: ReportPage) -> Any:
    """All sections with a number beside each."""
    form = Confirm()
    if form.validate_on_submit():
        try:
            numbers, removed = _arranged(report)
            actions.arrange_sections(
                door.reader(), row_of(report), numbers, removed, key_of(request.form.get("version"))
            )
            return door.see(report.address, done="report_saved")
        except Invalid as problem:
            form.refuse(problem)
    return render_template("reports/order.html", form=form, report=report, typed=request.form), _status(form)


def _arranged(report: ReportPage) -> tuple[list[int], list[int]]:
    """The sections' numbers by the places that were typed beside them, and those that were ticked away."""
    places = []
    for place, each in enumerate(report.sections, start=1):
        typed = request.form.get(f"place-{each.number}", "").strip()
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 6):
            raise Invalid(_("Put a whole number beside each section: the lowest comes first."))
        places.append((int(typed or place), place, each.number))
    removed = [each.number for each in report.sections if request.form.get(f"remove-{each.number}")]
    return [number for _typed, _place, number in sorted(places)], removed


@bp.route("/reports/<report_id>/lessons", methods=["GET", "POST"])
@guard(Permission.WRITE_REPORT, queries.authored_report)
def lessons(report: ReportPage) -> Any:
    """All lessons, one a line."""
    form = LessonsForm(data={"lessons": "\n".join(report.lessons), "version": report.version})
    theirs = None
    if form.validate_on_submit():
        try:
            lines = (form.lessons.data or "").splitlines()
            actions.set_lessons(door.reader(), row_of(report), lines, key_of(form.version.data))
            return door.see(f"{report.address}#lessons", done="report_saved", text=form.lessons.data)
        except Conflict as problem:
            theirs, form.version.data = problem.theirs, str(report.version)
        except Invalid as problem:
            form.refuse(problem)
    page = render_template("reports/lessons.html", form=form, report=report, theirs=theirs)
    return page, _status(form, theirs is not None)


@bp.route("/reports/<report_id>/authors", methods=["GET", "POST"])
@guard(Permission.WRITE_REPORT, queries.authored_report)
def authors(report: ReportPage) -> Any:
    """Who writes along."""
    present = [str(author.membership_id) for author in report.authors if not author.is_first]
    form = AuthorsForm(data={"authors": present, "version": report.version})
    form.authors.choices = choices_of(members_beside(report))
    if form.validate_on_submit():
        try:
            chosen = [key_of(each) or 0 for each in form.authors.data or []]
            actions.name_authors(door.reader(), row_of(report), chosen, key_of(form.version.data))
            return door.see(report.address, done="report_saved")
        except Invalid as problem:
            form.refuse(problem)
    return render_template("reports/authors.html", form=form, report=report), _status(form)


@bp.route("/reports/<report_id>/pictures", methods=["GET", "POST"])
@guard(Permission.WRITE_REPORT, queries.authored_report)
def pictures(report: ReportPage) -> Any:
    """One more picture."""
    form = PictureForm()
    if form.validate_on_submit():
        try:
            upload = request.files.get("picture")
            content = upload.read() if upload is not None else b""
            actions.add_picture(door.reader(), row_of(report), content, form.picture_text.data or "")
            return door.see(f"{report.address}#pictures", done="picture_added")
        except Invalid as problem:
            form.refuse(problem)
    return render_template("reports/picture_new.html", form=form, report=report), _status(form)


@bp.route("/reports/<report_id>/pictures/<file_id>", methods=["GET", "POST"])
@guard(Permission.WRITE_REPORT, edited_picture)
def picture(edited: EditedPicture) -> Any:
    """The words that stand for a picture."""
    form = PictureForm(data={"picture_text": edited.picture.text})
    if form.validate_on_submit():
        try:
            words = form.picture_text.data or ""
            actions.describe_picture(door.reader(), row_of(edited.report), edited.picture.file, words)
            return door.see(f"{edited.report.address}#pictures", done="report_saved")
        except Invalid as problem:
            form.refuse(problem)
    return render_template("reports/picture.html", form=form, edited=edited, plain=Confirm()), _status(form)


@bp.post("/reports/<report_id>/pictures/<file_id>/remove")
@guard(Permission.WRITE_REPORT, edited_picture)
def remove_picture(edited: EditedPicture) -> Any:
    """The picture goes, once it was said twice."""
    page = sure.ask(
        str(_("Remove this picture?")),
        str(_("It goes from the report. If the report was sent to other cities, they see it until it is sent again.")),
        str(_("Remove the picture")),
        back=f"{edited.report.address}/pictures/{edited.picture.file}",
    )
    return page or _without_picture(edited)


def _without_picture(edited: EditedPicture) -> Any:
    actions.remove_picture(door.reader(), row_of(edited.report), edited.picture.file)
    return door.see(f"{edited.report.address}#pictures", done="picture_removed")
