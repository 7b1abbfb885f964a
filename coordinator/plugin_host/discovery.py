"""Finds plugins by reading their plugin.toml or their distribution's metadata; never imports one."""

import os
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import coordinator
from coordinator.config import NO
from coordinator.language import _
from coordinator.plugin_contract import CONTRACT_VERSION

ENTRY_POINT_GROUP = "coordinator.plugins"
# As often as people reach for them: whoever hands out wants the paper first.
SHIPPED = ("print_pdf", "booklet", "poster", "email", "messenger_text", "web_page", "epub", "markdown_bundle")
TEMPLATE_ENDINGS = (".typ", ".txt", ".html", ".md")

_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_KEYS = {"name", "title", "version", "summary", "contract", "template", "output", "settings", "earlier"}


@dataclass(frozen=True)
class Plugin:
    """A plugin as it was found; one with a `problem` (a sentence) is listed but cannot run.

    It is a folder with plugin.toml and either `template` or an `__init__.py`, or a distribution's importable `module`,
    or `files` that are kept elsewhere: plugin.toml, a template and what lies beside them.
    One that `takes_earlier` is handed the earlier numbers with an edition.
    """

    name: str
    title: str
    version: str = ""
    summary: str = ""
    folder: Path | None = None
    template: str = ""
    module: str = ""
    is_shipped: bool = False
    takes_earlier: bool = False
    problem: object = ""
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)

    @property
    def is_usable(self) -> bool:
        """Whether it can be run at all."""
        return not str(self.problem)


class _Malformed(Exception):
    """Why a plugin.toml cannot be used; the sentence is its only argument."""


def discover(folders: Sequence[Path] | None = None, *, is_on: bool = True) -> list[Plugin]:
    """Every plugin in `folders` (those of the product, where none are given) and among the installed distributions.

    Broken ones are listed with their problem. With `is_on` False, or COORDINATOR_PLUGINS=off in the environment, the
    list is empty. Where two share a name the first is used and the second listed with a problem.
    """
    if not is_on or are_switched_off():
        return []
    found = [*_in_folders([product_folder()] if folders is None else folders), *_in_distributions()]
    return list(_without_doubles(found))


def find(name: str, folders: Sequence[Path] | None = None, *, is_on: bool = True) -> Plugin | None:
    """The plugin of that name, usable or not, or None."""
    return next((plugin for plugin in discover(folders, is_on=is_on) if plugin.name == name), None)


def are_switched_off() -> bool:
    """Whether COORDINATOR_PLUGINS=off stands in the environment: then no plugin runs, wherever it is kept."""
    return os.environ.get("COORDINATOR_PLUGINS", "").strip().lower() in NO


def in_files(name: str, files: Mapping[str, bytes]) -> Plugin:
    """The template plugin in files that are kept elsewhere than in a folder, under a name of the keeper's."""
    try:
        values = _read_toml(files.get("plugin.toml", b""))
        values.pop("name", None)
        return replace(_from_toml(name, values, files), files=tuple(sorted(files.items())))
    except _Malformed as malformed:
        return Plugin(name=name, title=name, problem=malformed.args[0])


def product_folder() -> Path:
    """The folder of the plugins that ship with the product: `_plugins` of an installed wheel, else of the checkout."""
    package = Path(coordinator.__file__).resolve().parent
    installed = package / "_plugins"
    return installed if installed.is_dir() else package.parent / "plugins"


def is_plugin_name(name: str) -> bool:
    """Whether a plugin may be called that."""
    return bool(_NAME.fullmatch(name))


def _in_folders(folders: Sequence[Path]) -> Iterator[Plugin]:
    for folder in folders:
        for place in sorted(folder.glob("*/plugin.toml"), key=_place_in_lists) if folder.is_dir() else []:
            yield _read_folder(place.parent)


def _place_in_lists(place: Path) -> tuple[int, str]:
    """Those that ship in their own order, all others after them by name."""
    name = place.parent.name
    return SHIPPED.index(name) if name in SHIPPED else len(SHIPPED), name


def _in_distributions() -> Iterator[Plugin]:
    for entry in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda entry: entry.name):
        yield _read_entry(entry)


def _without_doubles(found: list[Plugin]) -> Iterator[Plugin]:
    seen: set[str] = set()
    for plugin in found:
        if plugin.name in seen:
            yield replace(plugin, problem=_("Another plugin has the same name; this one is not used."))
        else:
            yield plugin
        seen.add(plugin.name)


def _read_folder(folder: Path) -> Plugin:
    name = folder.name
    try:
        present = {file.name for file in folder.iterdir() if file.is_file()}
        found = _from_toml(name, _toml(folder / "plugin.toml"), present)
    except _Malformed as malformed:
        return Plugin(name=name, title=name, folder=folder, problem=malformed.args[0])
    place = folder.resolve()
    return replace(found, folder=place, is_shipped=name in SHIPPED and place.parent == product_folder())


def _toml(path: Path) -> dict[str, Any]:
    try:
        return _read_toml(path.read_bytes())
    except OSError:
        raise _Malformed(_("Its plugin.toml cannot be read.")) from None


def _read_toml(written: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(written.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise _Malformed(_("Its plugin.toml is not well-formed: %(problem)s.", problem=str(problem))) from None


def _from_toml(name: str, values: dict[str, Any], present: Collection[str]) -> Plugin:
    """The plugin that a plugin.toml describes, with the names of the files beside it."""
    _refuse_unknown_keys(values)
    if not is_plugin_name(name) or values.get("name", name) != name:
        raise _Malformed(
            _("Its folder and its name must be the same: small letters, digits and underscores, a letter first.")
        )
    if values.get("contract") != CONTRACT_VERSION:
        raise _Malformed(
            _("Its plugin.toml must say contract = %(version)s, the version that it was written for.")
            % {"version": CONTRACT_VERSION}
        )
    return Plugin(
        name=name,
        title=_line(values, "title") or name,
        version=_line(values, "version"),
        summary=_line(values, "summary"),
        takes_earlier=_yes_no(values, "earlier"),
        template=_template(values, present),
    )


def _refuse_unknown_keys(values: dict[str, Any]) -> None:
    unknown = ", ".join(sorted(values.keys() - _KEYS))
    if unknown:
        raise _Malformed(_("Its plugin.toml has lines that nobody knows: %(unknown)s.", unknown=unknown))


def _line(values: dict[str, Any], name: str) -> str:
    value = values.get(name, "")
    if not isinstance(value, str) or len(value) > 300 or "\n" in value:
        raise _Malformed(_("In its plugin.toml, %(name)s must be one line of text.") % {"name": name})
    return value.strip()


def _yes_no(values: dict[str, Any], name: str) -> bool:
    value = values.get(name, False)
    if not isinstance(value, bool):
        raise _Malformed(_("In its plugin.toml, %(name)s must be true or false.") % {"name": name})
    return value


def _template(values: dict[str, Any], present: Collection[str]) -> str:
    """The name of the template, empty for a plugin in Python."""
    template = _line(values, "template")
    if not template and "__init__.py" not in present:
        raise _Malformed(_("It has neither a template, named in plugin.toml, nor an __init__.py."))
    if template and (Path(template).name != template or not template.endswith(TEMPLATE_ENDINGS)):
        raise _Malformed(_("Its template must be a file in its folder that ends in .typ, .txt, .html or .md."))
    if template and template not in present:
        raise _Malformed(_("Its template %(template)s is not there.", template=template))
    return template


def _read_entry(entry: EntryPoint) -> Plugin:
    metadata = entry.dist.metadata if entry.dist else None
    plugin = Plugin(
        name=entry.name,
        title=entry.name,
        version=str(metadata["Version"]) if metadata else "",
        summary=str(metadata["Summary"] or "") if metadata else "",
        module=entry.value,
    )
    if not is_plugin_name(entry.name) or not _MODULE.fullmatch(entry.value):
        return replace(plugin, problem=_("Its entry point must be a plain name and the name of a module."))
    return plugin
