"""A space's own pages: what it is, its settings, sites, names to take out, and its log."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template, request

from coordinator import door, pages
from coordinator.access import Permission, Standing
from coordinator.door import guard
from coordinator.errors import Conflict, Invalid
from coordinator.language import _
from coordinator.spaces import log, queries
from coordinator.spaces.actions import reading, settings
from coordinator.spaces.forms import ChangeSite, Names, NewSite, SpaceSettings
from coordinator.spaces.models import Space
from coordinator.spaces.redaction import take_out

bp = Blueprint("spaces", __name__)
LONGEST_KEY = 10
pages.tell("settings_saved", _("The settings are saved."))
pages.tell("site_saved", _("The sites are saved."))
pages.tell("names_saved", _("The names are saved. What left the space before is made anew without them."))


@bp.get("/s/<space>/settings")
@guard(Permission.MANAGE_SPACE)
def show_settings(here: Standing) -> Any:
    """The form with what stands now."""
    space = Space.get_by_id(here.space_id)
    return _settings_page(space, SpaceSettings(obj=space, public_text=space.public_text_source))


def _settings_page(space: Space, form: SpaceSettings, theirs: list[tuple[str, str]] | None = None) -> str:
    return render_template("spaces/settings.html", form=form, space=space, theirs=theirs or [])


@bp.post("/s/<space>/settings")
@guard(Permission.MANAGE_SPACE)
def save_settings(here: Standing) -> Any:
    """Save; what somebody else saved meanwhile is shown beside what was typed."""
    form = SpaceSettings()
    if form.is_to_save(partial(take_out, here.space_id)):
        try:
            space = settings.change_settings(door.reader(), here.space_id, _typed(form), int(form.version.data or 0))
        except Conflict:
            return _conflict(here, form), 409
        except (Invalid, ValueError) as problem:
            form.refuse(problem if isinstance(problem, Invalid) else Invalid(_("Open the page anew.")))
        else:
            return door.see(f"/s/{space.slug}/settings", done="settings_saved", text=form.public_text.data)
    return _settings_page(Space.get_by_id(here.space_id), form), form.status


def _typed(form: SpaceSettings) -> settings.Settings:
    names = settings.Settings.__dataclass_fields__
    return settings.Settings(**{name: form[name].data or "" for name in names})


def _conflict(here: Standing, form: SpaceSettings) -> str:
    """Both versions; sending this page's form once more is a decision for one's own."""
    space = Space.get_by_id(here.space_id)
    stands = SpaceSettings(formdata=None, obj=space, public_text=space.public_text_source)
    differing = [
        (form[name].label.text, str(stands[name].data or ""))
        for name in settings.Settings.__dataclass_fields__
        if (form[name].data or "") != (stands[name].data or "")
    ]
    form.version.data = form.version.raw_data = space.version
    return _settings_page(space, form, differing)


@bp.get("/s/<space>/sites")
@guard(Permission.READ_SPACE)
def sites(here: Standing) -> Any:
    """The sites; coordinators change them here."""
    return _sites_page(here, NewSite())


def _sites_page(here: Standing, form: Any) -> str:
    return render_template(
        "spaces/sites.html",
        sites=queries.sites_of(here.space_id, with_closed=True),
        may_change=here.may(Permission.MANAGE_SPACE),
        form=form,
        change_form=ChangeSite,
    )


@bp.post("/s/<space>/sites")
@guard(Permission.MANAGE_SPACE)
def add_site(here: Standing) -> Any:
    """One site more."""
    form = NewSite()
    if form.validate():
        try:
            settings.add_site(door.reader(), here.space_id, form.name.data)
        except Invalid as problem:
            form.refuse(problem)
        else:
            return door.see(f"/s/{here.space_slug}/sites", done="site_saved")
    return _sites_page(here, form), 400


@bp.post("/s/<space>/sites/change")
@guard(Permission.MANAGE_SPACE)
def change_site(here: Standing) -> Any:
    """Another name for a site, or its end."""
    form = ChangeSite()
    if form.validate():
        try:
            settings.change_site(
                door.reader(), here.space_id, form.old_name.data or "", form.name.data, bool(form.is_closed.data)
            )
        except Invalid as problem:
            form.refuse(problem)
        else:
            return door.see(f"/s/{here.space_slug}/sites", done="site_saved")
    return _sites_page(here, form), 400


@bp.get("/s/<space>/names")
@guard(Permission.MANAGE_SPACE)
def names(here: Standing) -> Any:
    """The list, one name a line."""
    form = Names(names=settings.names_as_lines(here.space_id), version=settings.names_version(here.space_id))
    return render_template("spaces/names.html", form=form, theirs="")


@bp.post("/s/<space>/names")
@guard(Permission.MANAGE_SPACE)
def save_names(here: Standing) -> Any:
    """Keep the list; what somebody else saved meanwhile is shown beside what was typed."""
    form, theirs, status = Names(), "", 400
    if form.validate():
        try:
            settings.save_names(door.reader(), here.space_id, form.names.data or "", form.version.data or "")
        except Invalid as problem:
            form.refuse(problem)
        except Conflict as problem:
            theirs, status = problem.theirs, problem.status
            form.version.data = form.version.raw_data = settings.names_version(here.space_id)
        else:
            return door.see(f"/s/{here.space_slug}/names", done="names_saved")
    return render_template("spaces/names.html", form=form, theirs=theirs), status


@bp.get("/s/<space>/log")
@guard(Permission.READ_LOG)
def show_log(here: Standing) -> Any:
    """What was done here, newest first."""
    before = request.args.get("before", "")
    entries, older = queries.log_page(
        here.space_id, int(before) if before.isdecimal() and len(before) < LONGEST_KEY else None
    )
    said = [(entry.made_on, log.said(entry)) for entry in entries]
    return render_template("spaces/log.html", entries=said, older=older)


@bp.post("/s/<space>/small")
@guard(Permission.READ_SPACE)
def understood_small(here: Standing) -> Any:
    """The space was told that pen names hide nobody among so few."""
    reading.see_small_space(door.reader(), here.space_id)
    return door.see(f"/s/{here.space_slug}/")


@bp.post("/account/notices/read")
@guard(Permission.SIGNED_IN)
def read_notice() -> Any:
    """A notice on one's home was read: its key stands in the form's field `notice`."""
    notice = request.form.get("notice", "")
    reading.drop_notice(door.reader(), int(notice) if notice.isdecimal() and len(notice) < LONGEST_KEY else 0)
    return door.see("/")
