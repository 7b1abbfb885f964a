"""Looks of a space's own: bringing them, copying them, changing them, going back, taking them away."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import peewee

from coordinator import clock, db, files, jobs
from coordinator.access import Permission, Reader, require
from coordinator.errors import Invalid, NotFound
from coordinator.language import _, translated
from coordinator.newsletters.actions.forgetting import KEPT_FOR
from coordinator.newsletters.actions.saving import save
from coordinator.newsletters.looks import intake, queries
from coordinator.newsletters.looks.intake import Brought
from coordinator.newsletters.looks.models import Look, LookFile, LookVersion
from coordinator.newsletters.looks.trying import require_working
from coordinator.newsletters.models import PluginChoice
from coordinator.plugin_host import host
from coordinator.plugin_host.discovery import Plugin
from coordinator.spaces.log import record, words

MOST_LOOKS = 20
# Nothing that somebody wrote goes by itself, and no disk fills up by itself.
MOST_VERSIONS = 500
MOST_BYTES_BESIDE = 60 * 2**20
COPIED_FROM = "look"
words("look_added", _("%(actor)s added a look of our own: %(subject)s"))
words("look_changed", _("%(actor)s changed a look of our own: %(subject)s"))
words("look_removed", _("%(actor)s took a look of our own away: %(subject)s"))
words("look_back", _("%(actor)s brought a look of our own back: %(subject)s"))


def add_look(actor: Reader, space_id: int, brought: Brought) -> Look:
    """Keep a look that a coordinator brought, switched on for the space, once it made something.

    Refuses (Invalid) one that makes nothing, with what its author must mend, and more than twenty in a space.
    """
    standing = require(actor, Permission.MANAGE_SPACE, space_id)
    if len(queries.looks_of(space_id)) >= MOST_LOOKS:
        raise Invalid(_("A space may have %(most)s looks of its own. Take one away first.") % {"most": MOST_LOOKS})
    look = Look(space=space_id, title=brought.title, summary=brought.summary)
    require_working(_as_plugin(look, brought))
    with db.write():
        look.save()
        _keep_version(look, brought)
        PluginChoice.create(space=space_id, plugin=look.plugin_name)
        record(space_id, "look_added", standing.pen_name, brought.title)
    return look


def copyable(plugin: Plugin) -> bool:
    """Whether a plugin brings a template that looks like it, for *Copy this look*."""
    return plugin.folder is not None and (plugin.folder / COPIED_FROM / intake.TOML).is_file()


def copy_look(actor: Reader, space_id: int, name: str) -> Look:
    """Make a look of the space's own from that of a plugin of the server. Refuses (NotFound) one that has none."""
    require(actor, Permission.MANAGE_SPACE, space_id)
    plugin = host.find(name)
    if plugin is None or plugin.folder is None or not copyable(plugin):
        raise NotFound()
    return add_look(actor, space_id, _named(intake.in_folder(plugin.folder / COPIED_FROM), plugin))


def _named(brought: Brought, plugin: Plugin) -> Brought:
    """The copy under a name of its own, in the language of the page."""
    title = str(_("%(name)s, our own", name=translated(plugin.title)))
    own = json.dumps(title, ensure_ascii=False)
    rest = [line for line in brought.toml.splitlines(keepends=True) if not line.startswith("title =")]
    toml = f"title = {own}\n{''.join(rest)}"
    return Brought(title, brought.summary, toml, brought.template, brought.text, brought.beside)


def change_look(actor: Reader, look: Look, toml: str, text: str, version: int) -> Look:
    """Keep what a coordinator typed as the next version; what lies beside the template stays.

    Refuses (Invalid) what makes nothing, with the line to mend, and a look with as many versions as are kept;
    (Conflict) to overwrite a newer version.
    """
    now = queries.version_of(look)
    brought = intake.changed(toml, text)
    kept = {each.name: each.file for each in queries.beside(now)}
    if brought.template in kept:
        raise Invalid(_("The template needs a name that no other file of the look has."), "toml")
    return _next_version(actor, look, brought, kept, version)


def replace_look(actor: Reader, look: Look, brought: Brought) -> Look:
    """Put what a coordinator brought in the place of a look, with everything beside it. Refuses as `change_look`."""
    return _next_version(actor, look, brought, {}, int(look.version))


def go_back(actor: Reader, look: Look, number: int) -> Look:
    """Make a version that stood before the current one again; nothing is lost. Refuses (NotFound) one that is gone."""
    earlier = LookVersion.get_or_none((LookVersion.look == look.id) & (LookVersion.number == number))
    if earlier is None:
        raise NotFound()
    brought = intake.changed(earlier.toml, earlier.text)
    kept = {each.name: each.file for each in queries.beside(earlier)}
    return _next_version(actor, look, brought, kept, int(look.version))


def _next_version(actor: Reader, look: Look, brought: Brought, kept: dict[str, files.StoredFile], version: int) -> Look:
    standing = require(actor, Permission.MANAGE_SPACE, look.space_id)
    _require_room(look)
    stored = {name: files.content_of(file) for name, file in kept.items()}
    require_working(_as_plugin(look, brought, stored))
    theirs = queries.version_of(look).text
    with db.write():
        save(Look, look.id, version, {"title": brought.title, "summary": brought.summary}, theirs)
        saved = Look.get_by_id(look.id)
        _keep_version(saved, brought, kept)
        PluginChoice.update(failures=0).where(
            (PluginChoice.space == look.space_id) & (PluginChoice.plugin == look.plugin_name)
        ).execute()
        record(look.space_id, "look_changed", standing.pen_name, brought.title)
    return saved


def _require_room(look: Look) -> None:
    versions = LookVersion.select(LookVersion.id).where(LookVersion.look == look.id)
    shared = LookFile.select(LookFile.file).where(LookFile.version.in_(versions))
    beside = files.StoredFile.select(peewee.fn.SUM(files.StoredFile.size)).where(files.StoredFile.id.in_(shared))
    if versions.count() >= MOST_VERSIONS or (beside.scalar() or 0) > MOST_BYTES_BESIDE:
        raise Invalid(
            _("This look has as many versions as are kept. Download it, and add it once more as a look of its own."),
            "text",
        )


def _as_plugin(look: Look, brought: Brought, stored: dict[str, bytes] | None = None) -> Plugin:
    own = {intake.TOML: brought.toml.encode(), brought.template: brought.text.encode()}
    return queries.as_plugin(look, own | (stored or {}) | {name: _bytes(each) for name, each in brought.beside})


def _bytes(each: files.Picture | bytes) -> bytes:
    return each if isinstance(each, bytes) else each.content


def _keep_version(look: Look, brought: Brought, kept: dict[str, files.StoredFile] | None = None) -> None:
    """Write a version down, with what lies beside it; part of the caller's transaction."""
    version = LookVersion.create(
        look=look,
        number=look.version,
        toml=brought.toml,
        template=brought.template,
        text=brought.text,
        made_on=clock.today(),
    )
    made = {name: _stored(name, each) for name, each in brought.beside}
    for name, file in ((kept or {}) | made).items():
        LookFile.create(version=version, name=name, file=file)


def _stored(name: str, each: files.Picture | bytes) -> files.StoredFile:
    return files.keep(each, "application/octet-stream", name) if isinstance(each, bytes) else files.keep_made(each)


def _forget_version(version: LookVersion) -> None:
    stored = [each.file_id for each in queries.beside(version)]
    version.delete_instance()
    for file_id in stored:
        files.drop_unused(file_id)


def remove_look(actor: Reader, look: Look) -> None:
    """Take a look away: nobody can use it any more. It can be had back for seven days."""
    _set_deleted(actor, look, clock.today(), "look_removed")


def bring_back(actor: Reader, look: Look) -> None:
    """Undo `remove_look` within the seven days."""
    _set_deleted(actor, look, None, "look_back")


def _set_deleted(actor: Reader, look: Look, day: date | None, act: str) -> None:
    standing = require(actor, Permission.MANAGE_SPACE, look.space_id)
    with db.write():
        Look.update(deleted_on=day).where(Look.id == look.id).execute()
        record(look.space_id, act, standing.pen_name, look.title)


def packed(look: Look) -> bytes:
    """A look as a ZIP file, to change at home and bring again, or to give to somebody else."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(queries.files_of(queries.version_of(look)).items()):
            # No time of this machine goes along.
            archive.writestr(zipfile.ZipInfo(f"look/{name}"), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def purge(today: date | None = None) -> int:
    """Delete for good what was taken away more than seven days ago; returns how many looks that were."""
    with db.write():
        gone: list[Any] = list(Look.select().where(Look.deleted_on < (today or clock.today()) - KEPT_FOR))
        for look in gone:
            for version in queries.versions_of(look):
                _forget_version(version)
            PluginChoice.delete().where(PluginChoice.plugin == look.plugin_name).execute()
            look.delete_instance()
    return len(gone)


@jobs.daily("looks_taken_away")
def purge_looks() -> None:
    """What was taken away is gone for good a week later."""
    purge()
