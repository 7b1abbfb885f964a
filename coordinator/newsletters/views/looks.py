"""Pages for looks of a space's own: adding or copying one, changing and trying it, going back, taking it away."""

import json
from typing import Any

from flask import Blueprint, Response, render_template, request

from coordinator import pages
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.newsletters.looks import actions, intake, queries, trying
from coordinator.newsletters.looks.forms import BringForm, LookForm
from coordinator.newsletters.looks.models import Look
from coordinator.newsletters.models import PluginChoice
from coordinator.plugin_contract import ExportedFile
from coordinator.plugin_host import host
from coordinator.plugin_host.failure import PluginFailed
from coordinator.plugin_host.sandbox import sandbox_state

bp = Blueprint("looks", __name__)
pages.tell("look_added", _("It is here. Try it, and change what you like."))
pages.tell("look_saved", _("Saved. Every export in this look is made with it from now on."))
pages.tell("look_back", _("It is back."))
_SHOWN_AS_TEXT = {"text/plain", "text/markdown"}
_SHOWN_BYTES = 200_000


@bp.get("/s/<space>/newsletter/looks/new")
@guard(Permission.MANAGE_SPACE)
def new(here: Standing) -> Any:
    """The two ways to a look of the space's own: copy one, or bring one."""
    return _new_page(BringForm())


def _new_page(form: BringForm) -> str:
    return render_template(
        "newsletters/look_new.html",
        form=form,
        copyable=[each for each in host.discover() if actions.copyable(each)],
        sandbox=sandbox_state(),
    )


@bp.post("/s/<space>/newsletter/looks/new")
@guard(Permission.MANAGE_SPACE)
def bring(here: Standing) -> Any:
    """Look over what was brought, try it, and keep it."""
    form = BringForm()
    if form.validate():
        try:
            return _added(actions.add_look(reader(), here.space_id, _brought(form)))
        except Invalid as problem:
            form.refuse(problem if problem.field != "text" else Invalid(problem.sentence, "file"))
    return _new_page(form), 400


def _brought(form: BringForm) -> intake.Brought:
    uploaded = form.file.data
    content = uploaded.read() if uploaded else b""
    if not content:
        raise Invalid(_("Choose a file first."), "file")
    return intake.brought(content, uploaded.filename or "", form.title.data or "")


def _added(look: Look) -> Any:
    return see(f"/looks/{look.public_id}", done="look_added")


@bp.post("/s/<space>/newsletter/plugins/<name>/copy")
@guard(Permission.MANAGE_SPACE)
def copy(here: Standing, name: str) -> Any:
    """Copy the look of a plugin."""
    return _added(actions.copy_look(reader(), here.space_id, name))


@bp.get("/looks/<look_id>")
@guard(Permission.MANAGE_SPACE, queries.look_for)
def show(look: Look) -> Any:
    """A look with its template and its settings, to change and to try."""
    version = queries.version_of(look)
    return _page(look, LookForm(formdata=None, text=version.text, toml=version.toml, version=look.version))


def _page(look: Look, form: LookForm, made: ExportedFile | None = None, bring_form: BringForm | None = None) -> str:
    now = queries.version_of(look)
    return render_template(
        "newsletters/look.html",
        look=look,
        form=form,
        now=now,
        beside=queries.beside(now),
        versions=[each for each in queries.versions_of(look) if each.number != look.version],
        made=made,
        made_text=made.content.decode() if made else "",
        bring_form=bring_form or BringForm(formdata=None),
        button=Confirm(formdata=None),
        sandbox=sandbox_state(),
    )


@bp.post("/looks/<look_id>")
@guard(Permission.MANAGE_SPACE, queries.look_for)
def save(look: Look) -> Any:
    """Keep what was typed as the next version, once it made something."""
    form = LookForm()
    if form.validate():
        try:
            actions.change_look(reader(), look, *_typed(form), form.version.data or 0)
            return see(f"/looks/{look.public_id}", done="look_saved")
        except Invalid as problem:
            form.refuse(problem)
    return _page(look, form), 400


def _typed(form: LookForm) -> tuple[str, str]:
    """The settings and the template as they were typed, with plain ends of lines."""
    return form.toml.data.replace("\r\n", "\n"), form.text.data.replace("\r\n", "\n")


@bp.post("/looks/<look_id>/try")
@guard(Permission.MANAGE_SPACE, queries.look_for, confirm=True)
def try_out(look: Look) -> Any:
    """What was typed, made of the current number: words stand on the page, anything else comes as a file."""
    form = LookForm()
    if not form.validate():
        return _page(look, form), 400
    try:
        made = _made(look, *_typed(form))
    except Invalid as problem:
        form.refuse(problem)
    except PluginFailed as failed:
        form.refuse(Invalid(failed.sentence, "text"))
    else:
        is_shown = made.media_type in _SHOWN_AS_TEXT and len(made.content) <= _SHOWN_BYTES
        return _page(look, form, made) if is_shown else _download(made)
    return _page(look, form), 400


def _made(look: Look, toml: str, text: str) -> ExportedFile:
    typed = intake.changed(toml, text)
    own = {intake.TOML: typed.toml.encode(), typed.template: typed.text.encode()}
    plugin = queries.as_plugin(look, {**queries.files_of(queries.version_of(look)), **own})
    choice = PluginChoice.get_or_none((PluginChoice.space == look.space_id) & (PluginChoice.plugin == look.plugin_name))
    return trying.made_of_current_number(plugin, look.space_id, json.loads(choice.settings) if choice else {})


def _download(made: ExportedFile) -> Response:
    return Response(
        made.content,
        mimetype=made.media_type,
        headers={"Content-Disposition": f'attachment; filename="{made.name}"', "Cache-Control": "no-store"},
    )


@bp.get("/looks/<look_id>/download")
@guard(Permission.MANAGE_SPACE, queries.look_for)
def download(look: Look) -> Any:
    """The look as a ZIP file."""
    return _download(ExportedFile("look.zip", "application/zip", actions.packed(look)))


@bp.post("/looks/<look_id>/replace")
@guard(Permission.MANAGE_SPACE, queries.look_for)
def replace(look: Look) -> Any:
    """Put a file in its place; what stood there stays among the earlier versions."""
    form = BringForm()
    try:
        actions.replace_look(reader(), look, _brought(form))
    except Invalid as problem:
        form.refuse(problem if problem.field != "text" else Invalid(problem.sentence, "file"))
        now = queries.version_of(look)
        return _page(look, LookForm(formdata=None, text=now.text, toml=now.toml, version=look.version), None, form), 400
    return see(f"/looks/{look.public_id}", done="look_saved")


@bp.post("/looks/<look_id>/back")
@guard(Permission.MANAGE_SPACE, queries.look_for)
def back(look: Look) -> Any:
    """Go back to an earlier version, which becomes the newest one."""
    actions.go_back(reader(), look, request.form.get("version", 0, type=int))
    return see(f"/looks/{look.public_id}", done="look_saved")


@bp.post("/looks/<look_id>/remove")
@guard(Permission.MANAGE_SPACE, queries.look_for)
def remove(look: Look) -> Any:
    """Take it away; the page that follows offers the way back."""
    actions.remove_look(reader(), look)
    return see(f"/looks/{look.public_id}/removed")


@bp.get("/looks/<look_id>/removed")
@guard(Permission.MANAGE_SPACE, queries.look_to_bring_back)
def removed(look: Look) -> Any:
    """What was taken away, and the way back for seven days."""
    if look.deleted_on is None:
        return see(f"/looks/{look.public_id}")
    return render_template("newsletters/look_removed.html", look=look, form=Confirm())


@bp.post("/looks/<look_id>/bring-back")
@guard(Permission.MANAGE_SPACE, queries.look_to_bring_back)
def bring_back(look: Look) -> Any:
    """Undo it."""
    actions.bring_back(reader(), look)
    return see(f"/looks/{look.public_id}", done="look_back")
