"""Asking about a report: leads to its thread, or opens it."""

from typing import Any

from flask import Blueprint, render_template, request
from wtforms.fields.choices import SelectChoice

from coordinator import door, looking, pages
from coordinator.access import Permission
from coordinator.door import guard, reader
from coordinator.errors import Invalid, NotAllowed
from coordinator.language import _
from coordinator.reports.models import Report
from coordinator.threads import actions, page, queries
from coordinator.threads.forms import Question
from coordinator.threads.models import Thread
from coordinator.threads.views.looks import look_of

bp = Blueprint("asking", __name__)
pages.tell("asked", _("Your question stands in the report's thread."))
INSIDE, OUTSIDE = "inside", "outside"


@bp.get("/reports/<report_id>/ask")
@guard(Permission.READ, queries.report_to_ask)
def new(report: Report) -> Any:
    """The report's thread where there is one, else the form that opens it."""
    threads = queries.report_threads(reader(), report)
    places = actions.places_to_ask(reader(), report)
    wanted = request.args.get("where", "")
    if wanted in (INSIDE, OUTSIDE):
        places = [each for each in places if each == (wanted == OUTSIDE)] or places
    if len(places) == 1 and (thread := threads.get(places[0])) is not None:
        return door.see(f"/threads/{thread.public_id}?from={_last_page(thread)}#reply")
    return _page(report, _form(report, places), places, threads)


@bp.post("/reports/<report_id>/ask")
@guard(Permission.READ, queries.report_to_ask)
def create(report: Report) -> Any:
    """Put the question into the report's thread, which opens with it where there was none."""
    threads = queries.report_threads(reader(), report)
    places = actions.places_to_ask(reader(), report)
    form = _form(report, places)
    if not form.validate():
        return _page(report, form, places, threads), 400
    is_outward = form.where.data == OUTSIDE if "where" in form else places[0]
    try:
        if looking.is_asked():
            form.look = look_of(form.text.data, _home(report, form) if is_outward else None)
            return _page(report, form, places, threads)
        thread = actions.ask(
            reader(), report, form.text.data, is_outward, form.membership_id, is_unnamed=form.is_unnamed.data
        )
    except (Invalid, NotAllowed) as problem:
        form.refuse(problem if isinstance(problem, Invalid) else Invalid(problem.sentence))
        return _page(report, form, places, threads), 400
    address = f"/threads/{thread.public_id}?from={_last_page(thread)}#p{thread.post_count}"
    return door.see(address, done="asked", text=form.text.data)


def _home(report: Report, form: Question) -> int | None:
    """The space that the question leaves, and that takes names out of it."""
    names = queries.writers_about(reader(), report)
    chosen = (each.space_id for each in names if form.membership_id in (None, each.membership_id))
    return next(chosen, None)


def _last_page(thread: Thread) -> int:
    return (thread.post_count - 1) // page.PAGE * page.PAGE + 1


def _form(report: Report, places: list[bool]) -> Question:
    form = Question()
    form.offer_names(queries.writers_about(reader(), report))
    form.where.choices = [
        SelectChoice(OUTSIDE if each else INSIDE, _names()[each]) for each in sorted(places, reverse=True)
    ]
    if len(places) < 2:
        del form.where
    elif not form.is_submitted():
        form.where.data = OUTSIDE
    return form


def _names() -> dict[bool, str]:
    return {False: _("Among ourselves, in the report's space"), True: _("Before all who can read the report")}


def _page(report: Report, form: Question, places: list[bool], threads: dict[bool, Thread]) -> str:
    writers = queries.writers_about(reader(), report)
    return render_template(
        "threads/ask.html",
        report=report,
        form=form,
        threads=[(_names()[place], threads[place]) for place in places if place in threads],
        writer=writers[0] if writers else None,
        only=_names()[places[0]] if len(places) == 1 else "",
        here=reader().standing_in(report.space_id),
    )
