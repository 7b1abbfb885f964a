"""What can be read of the looks of a space's own, and how they stand among the plugins."""

from coordinator import files
from coordinator.access import Reader
from coordinator.language import _
from coordinator.newsletters.looks.intake import TOML
from coordinator.newsletters.looks.models import PLUGIN_NAME, Look, LookFile, LookVersion
from coordinator.plugin_host import host
from coordinator.plugin_host.discovery import Plugin, are_switched_off, in_files
from coordinator.plugin_host.sandbox import sandbox_state


def look_for(reader: Reader, look_id: str) -> Look | None:
    """A look that the reader may change, by its public id."""
    mine = (Look.public_id == look_id) & Look.visible_to(reader.account_id)
    return Look.get_or_none(mine & Look.deleted_on.is_null())


def look_to_bring_back(reader: Reader, look_id: str) -> Look | None:
    """The same, also where it was taken away."""
    return Look.get_or_none((Look.public_id == look_id) & Look.visible_to(reader.account_id))


def looks_of(space_id: int) -> list[Look]:
    """The looks of a space, in the order in which they came."""
    return list(Look.select().where((Look.space == space_id) & Look.deleted_on.is_null()).order_by(Look.id))


def plugins_of(space_id: int) -> list[Plugin]:
    """The looks of a space as a list of plugins shows them: without their files, so none of them can run."""
    found = [] if are_switched_off() else looks_of(space_id)
    if not found:
        return []
    problem = "" if sandbox_state().is_whole else _("It does not run here: this machine cannot lock plugins in.")
    return [Plugin(look.plugin_name, look.title, summary=look.summary, problem=problem) for look in found]


def plugin_in(space_id: int, name: str) -> Plugin | None:
    """The plugin of that name that a space may use: one of the server's, or a look of its own, ready to run."""
    if not name.startswith(PLUGIN_NAME):
        return host.find(name)
    here = (Look.space == space_id) & (Look.public_id == name.removeprefix(PLUGIN_NAME)) & Look.deleted_on.is_null()
    look = None if are_switched_off() else Look.get_or_none(here)
    return None if look is None else as_plugin(look, files_of(version_of(look)))


def as_plugin(look: Look, given: dict[str, bytes]) -> Plugin:
    """A look as the host takes it, made of these files."""
    return in_files(look.plugin_name, given)


def title_of(name: str) -> str:
    """What a look is called, by its name among the plugins, also where it was taken away; else empty."""
    look = Look.get_or_none(Look.public_id == name.removeprefix(PLUGIN_NAME)) if name.startswith(PLUGIN_NAME) else None
    return str(look.title) if look else ""


def version_of(look: Look, number: int = 0) -> LookVersion:
    """The version of a look that is used, or that of a number; LookVersion.DoesNotExist where there is none."""
    return LookVersion.get((LookVersion.look == look.id) & (LookVersion.number == (number or look.version)))


def versions_of(look: Look) -> list[LookVersion]:
    """Every version that is kept, newest first."""
    rows = LookVersion.select().where(LookVersion.look == look.id)
    return list(rows.order_by(LookVersion.number.desc()))


def beside(version: LookVersion) -> list[LookFile]:
    """What lies beside the template, by name."""
    return list(LookFile.select().where(LookFile.version == version.id).order_by(LookFile.name))


def files_of(version: LookVersion) -> dict[str, bytes]:
    """All files of a version, by name."""
    own = {TOML: version.toml.encode(), str(version.template): version.text.encode()}
    return own | {each.name: files.content_of(each.file) for each in beside(version)}
