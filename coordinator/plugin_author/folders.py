"""Finds the plugin in a folder that somebody names, wherever it lies."""

from pathlib import Path

from coordinator.errors import Invalid
from coordinator.plugin_host.discovery import Plugin, find


def plugin_in(folder: Path) -> Plugin:
    """The plugin in that very folder, usable or not; Invalid where there is none, or plugins are switched off."""
    place = folder.resolve()
    if not (place / "plugin.toml").is_file():
        raise Invalid(f"{folder} is not the folder of a plugin: it has no plugin.toml.")
    found = find(place.name, [place.parent])
    if found is None:
        raise Invalid("Plugins are switched off: take COORDINATOR_PLUGINS out of the environment.")
    return found
