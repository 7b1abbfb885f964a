"""Pages for making files of an edition or an article, and for choosing the plugins that do it."""

import time
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request

from coordinator import pages, sure
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid, NotFound
from coordinator.files import hash_of
from coordinator.forms import Confirm
from coordinator.language import _, translated
from coordinator.newsletters import queries
from coordinator.newsletters.actions import exports
from coordinator.newsletters.claims.queries import heard
from coordinator.newsletters.looks import actions as looks
from coordinator.newsletters.looks.queries import looks_of, plugin_in, title_of
from coordinator.newsletters.models import Article, Edition, Export
from coordinator.newsletters.release_check import findings_of_claim
from coordinator.newsletters.selection.forms import selection_of
from coordinator.plugin_host import host
from coordinator.plugin_host.failure import PluginFailed
from coordinator.plugin_host.sandbox import sandbox_state
from coordinator.spaces.choices import LANGUAGES

bp = Blueprint("exports", __name__)
WAITED_FOR = 4.0
SHEET_MADE = _("A file is made of this, to print or to hand out.")
pages.tell("plugin_saved", _("Saved. It holds for every export from now on."))
pages.tell("export_deleted", _("The files are gone. They can be made again."))


@bp.app_template_filter("plugin_title")
def _plugin_title(name: str) -> str:
    """A plugin's own title, or its name where it is not there any more."""
    found = host.find(name)
    return translated(found.title) if found else title_of(name) or name


@bp.post("/editions/<edition_id>/export")
@guard(
    Permission.EXPORT,
    queries.edition_for,
    confirm=True,
    doing=_("A file of this number is made, to print or to hand out."),
)
def export_edition(edition: Edition) -> Any:
    """Make files of an edition."""
    export = exports.export_edition(reader(), edition, request.form.get("plugin", ""), selection_of(request.form))
    wait_for(export)
    return see(f"/exports/{export.public_id}")


@bp.post("/articles/<article_id>/export")
@guard(Permission.EXPORT, queries.article_for, confirm=True, doing=SHEET_MADE)
def export_sheet(article: Article) -> Any:
    """Make a leaflet or a poster of one article."""
    export = exports.export_sheet(reader(), article, request.form.get("plugin", ""))
    wait_for(export)
    return see(f"/exports/{export.public_id}")


def wait_for(export: Export) -> None:
    """Wait a little for a short job, so that most people see the files at once."""
    until = time.monotonic() + current_app.config.get("WAIT_SECONDS", WAITED_FOR)
    while time.monotonic() < until and Export.get_by_id(export.id).state == "waiting":
        time.sleep(0.1)


@bp.get("/exports/<export_id>")
@guard(Permission.READ, queries.export_for)
def show(export: Export) -> Any:
    """What came of an export: its files, that it is not ready yet, or why it did not work."""
    return render_template(
        "newsletters/export.html",
        export=export,
        files=(made := queries.files_of(export)),
        hashes={file.name: hash_of(file) for file in made},
        made_for=_made_for(export),
        heard=heard(export.claim) if export.claim else None,
        findings=findings_of_claim(export.claim) if export.claim else [],
        sandbox=sandbox_state(),
        is_editor=(is_editor := reader().may(Permission.EXPORT, export.space_id)),
        is_switched_off=is_editor and export.plugin in queries.failed_plugins(export.space_id),
        form=Confirm(),
    )


def _made_for(export: Export) -> list[str]:
    """The language and the site that it was made for; a site is known inside its space only."""
    is_inside = reader().standing_in(export.space_id) is not None
    site = export.site.name if export.site and is_inside else ""
    return [said for said in (LANGUAGES.get(export.language, ""), site) if said]


@bp.get("/exports/<export_id>/sha256sums.txt")
@guard(Permission.READ, queries.export_for)
def hashes(export: Export) -> Any:
    """The same hashes as a file, as `sha256sum --check` reads it."""
    lines = "".join(f"{hash_of(file)}  {file.name}\n" for file in queries.files_of(export))
    headers = {"Content-Disposition": "attachment; filename=sha256sums.txt"}
    return Response(lines, headers=headers, mimetype="text/plain")


@bp.post("/exports/<export_id>/delete")
@guard(Permission.EXPORT, queries.export_for)
def delete(export: Export) -> Any:
    """Throw the files away, once an editor has said so twice."""
    page = sure.ask(
        str(_("Throw these files away?")),
        str(_("Nobody can fetch them from here any more. They can be made again.")),
        str(_("Throw these files away")),
        back=f"/exports/{export.public_id}",
    )
    return page or _throw_away(export)


def _throw_away(export: Export) -> Any:
    address = f"/editions/{export.edition.public_id}" if export.edition else f"/s/{export.space.slug}/newsletter/"
    if export.claim:
        address = f"/claims/{export.claim.public_id}"
    exports.delete_export(reader(), export)
    return see(address, done="export_deleted")


@bp.get("/s/<space>/newsletter/plugins")
@guard(Permission.EDIT_NEWSLETTER)
def plugins(here: Standing) -> Any:
    """The forms that an edition can take here."""
    return render_template(
        "newsletters/plugins.html",
        choices=queries.plugin_choices(here.space_id),
        sandbox=sandbox_state(),
        may_add=here.may(Permission.MANAGE_SPACE),
    )


@bp.get("/s/<space>/newsletter/plugins/<name>")
@guard(Permission.EDIT_NEWSLETTER)
def plugin(here: Standing, name: str) -> Any:
    """One plugin's settings as this space has them."""
    return _plugin_page(here, name, {}, "", "")


@bp.post("/s/<space>/newsletter/plugins/<name>")
@guard(Permission.EDIT_NEWSLETTER)
def save_plugin(here: Standing, name: str) -> Any:
    """Switch it on or off, and keep its settings."""
    typed = {key.removeprefix("setting-"): value for key, value in request.form.items() if key.startswith("setting-")}
    try:
        exports.choose_plugin(reader(), here.space_id, name, "is_on" in request.form, typed)
    except Invalid as problem:
        return _plugin_page(here, name, typed, problem.field or "", problem.sentence), 400
    return see(f"/s/{here.space_slug}/newsletter/plugins", done="plugin_saved")


def _plugin_page(here: Standing, name: str, typed: dict[str, str], wrong: str, sentence: str) -> str:
    choice = next((each for each in queries.plugin_choices(here.space_id) if each.name == name), None)
    found = plugin_in(here.space_id, name)
    if choice is None or found is None:
        raise NotFound()
    try:
        schema = host.describe(found).settings
    except PluginFailed as problem:
        schema, sentence = (), problem.sentence
    values = {each.name: typed.get(each.name, choice.settings.get(each.name, each.default)) for each in schema}
    return render_template(
        "newsletters/plugin.html",
        choice=choice,
        schema=schema,
        values=values,
        wrong=wrong,
        sentence=sentence,
        form=Confirm(),
        may_copy=here.may(Permission.MANAGE_SPACE) and looks.copyable(found),
        look=next((each for each in looks_of(here.space_id) if each.plugin_name == name), None),
        may_change=here.may(Permission.MANAGE_SPACE),
    )
