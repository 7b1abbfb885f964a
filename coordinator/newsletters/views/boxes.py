"""Pages for the boxes that stand in every number."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template

from coordinator import pages, sure
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.newsletters.boxes import actions, queries
from coordinator.newsletters.boxes.forms import PLACES, BoxForm
from coordinator.newsletters.boxes.models import Box, BoxPlace
from coordinator.spaces.redaction import take_out

bp = Blueprint("boxes", __name__)
pages.tell("box_saved", _("Saved. It stands in every number that is not out yet."))
pages.tell("box_deleted", _("The box is gone. Numbers that are out keep it."))


@bp.get("/s/<space>/newsletter/boxes/")
@guard(Permission.EDIT_NEWSLETTER)
def index(here: Standing) -> Any:
    """The boxes of the newsletter, and the form for one more."""
    return _index(here, BoxForm(formdata=None, language=here.language))


def _index(here: Standing, form: BoxForm) -> str:
    found = queries.boxes_of(here.space_id)
    return render_template("newsletters/boxes.html", boxes=found, places=PLACES, form=form)


@bp.post("/s/<space>/newsletter/boxes/")
@guard(Permission.EDIT_NEWSLETTER)
def create(here: Standing) -> Any:
    """Put one more box into every number."""
    form = BoxForm()
    if form.is_to_save(partial(take_out, here.space_id)):
        try:
            actions.write_box(reader(), here.space_id, _draft(form))
        except Invalid as problem:
            form.refuse(problem)
        else:
            return see(f"/s/{here.space_slug}/newsletter/boxes/", done="box_saved", text=form.text.data)
    return _index(here, form), form.status


def _draft(form: BoxForm) -> actions.Draft:
    return actions.Draft(form.title.data, form.text.data, form.language.data, BoxPlace(form.place.data))


@bp.get("/boxes/<box_id>")
@guard(Permission.EDIT_NEWSLETTER, queries.box_for)
def edit(box: Box) -> Any:
    """The form with the box as it stands, and its earlier versions."""
    stands = {"text": box.body_source, "language": box.language or box.space.language}
    return _edit(box, BoxForm(formdata=None, obj=box, data=stands))


def _edit(box: Box, form: BoxForm) -> str:
    versions = queries.versions_of(box)
    return render_template("newsletters/box_edit.html", box=box, form=form, versions=versions, confirm=Confirm())


@bp.post("/boxes/<box_id>")
@guard(Permission.EDIT_NEWSLETTER, queries.box_for)
def save(box: Box) -> Any:
    """Save the changed box."""
    form = BoxForm()
    if form.is_to_save(partial(take_out, box.space_id)):
        try:
            actions.change_box(reader(), box, _draft(form), form.version.data or 0)
        except Invalid as problem:
            form.refuse(problem)
        else:
            return see(f"/s/{box.space.slug}/newsletter/boxes/", done="box_saved", text=form.text.data)
    return _edit(box, form), form.status


@bp.post("/boxes/<box_id>/delete")
@guard(Permission.EDIT_NEWSLETTER, queries.box_for)
def delete(box: Box) -> Any:
    """Delete the box, once an editor has said so twice."""
    page = sure.ask(
        str(_("Delete this box?")),
        str(
            _("It goes from every number that is not out yet, with its earlier versions, and nobody can bring it back.")
        ),
        str(_("Delete it for good")),
        back=f"/boxes/{box.public_id}",
    )
    return page or _delete(box)


def _delete(box: Box) -> Any:
    actions.delete_box(reader(), box)
    return see(f"/s/{box.space.slug}/newsletter/boxes/", done="box_deleted")
