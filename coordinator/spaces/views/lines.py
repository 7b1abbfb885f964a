"""Lines of struggle: the list of those one sees, made and changed by coordinators; a line's own page is upstairs."""

from functools import partial
from typing import Any

from flask import Blueprint, g, render_template

from coordinator import door, pages
from coordinator.access import Permission, Standing
from coordinator.door import guard
from coordinator.errors import Conflict, Invalid
from coordinator.language import _
from coordinator.spaces import queries
from coordinator.spaces.actions import lines
from coordinator.spaces.forms import LineForm
from coordinator.spaces.models import Line
from coordinator.spaces.redaction import take_out

bp = Blueprint("struggles", __name__)
pages.tell("line_saved", _("The struggle is saved."))


@bp.get("/lines/")
@guard(Permission.SIGNED_IN)
def index() -> Any:
    """All that the reader sees, with those of their own spaces to change."""
    who = door.reader()
    found = queries.lines_for(who)
    mine = {line.id for line in found if who.may(Permission.MANAGE_LINES, line.space_id)}
    makers = [standing for standing in who.memberships if standing.may(Permission.MANAGE_LINES)]
    return render_template("spaces/lines.html", lines=found, mine=mine, makers=makers)


@bp.get("/s/<space>/lines/new")
@guard(Permission.MANAGE_LINES)
def new(here: Standing) -> Any:
    """The form for one more."""
    form = LineForm()
    form.offer_spaces(here.space_id)
    return _page(form, f"/s/{here.space_slug}/lines/new", is_new=True)


@bp.post("/s/<space>/lines/new")
@guard(Permission.MANAGE_LINES)
def make(here: Standing) -> Any:
    """Make it."""
    form = LineForm()
    form.offer_spaces(here.space_id)
    if form.is_to_save(partial(take_out, here.space_id)):
        try:
            line = lines.make_line(door.reader(), here.space_id, _draft(form, here.space_id))
        except Invalid as problem:
            form.refuse(problem)
        else:
            return door.see(f"/lines/{line.slug}", done="line_saved", text=form.text.data)
    return _page(form, f"/s/{here.space_slug}/lines/new", is_new=True), form.status


@bp.get("/lines/<line>/edit")
@guard(Permission.MANAGE_LINES, queries.line_for)
def edit(line: Line) -> Any:
    """The form with what stands now."""
    g.here = door.reader().standing_in(line.space_id)
    form = LineForm(name=line.name, text=line.text_source, version=lines.version_of(line))
    form.offer_spaces(line.space_id, lines.opened_to(line))
    return _page(form, f"/lines/{line.slug}/edit")


@bp.post("/lines/<line>/edit")
@guard(Permission.MANAGE_LINES, queries.line_for)
def save(line: Line) -> Any:
    """Save; what somebody else saved meanwhile is shown beside what was typed."""
    form, theirs = LineForm(), ""
    form.offer_spaces(line.space_id)
    if form.is_to_save(partial(take_out, line.space_id)):
        try:
            lines.change_line(door.reader(), line, _draft(form, line.space_id), form.version.data or "")
        except Invalid as problem:
            form.refuse(problem)
        except Conflict as problem:
            theirs = problem.theirs
            form.version.data = form.version.raw_data = lines.version_of(lines.as_it_stands(line))
        else:
            return door.see(f"/lines/{line.slug}", done="line_saved", text=form.text.data)
    return _page(form, f"/lines/{line.slug}/edit", theirs=theirs), 409 if theirs else form.status


def _draft(form: LineForm, space_id: int) -> lines.Draft:
    return lines.Draft(form.name.data, form.text.data or "", form.slug.data or "", form.choice(space_id))


def _page(form: LineForm, address: str, is_new: bool = False, theirs: str = "") -> str:
    return render_template("spaces/line_form.html", form=form, address=address, is_new=is_new, theirs=theirs)
