"""Checks a plugin before it goes out, and says in plain sentences what was found."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from coordinator.plugin_author.editions import odd_editions, plain_edition, plain_sheet
from coordinator.plugin_contract import Edition, ExportedFile, Sheet
from coordinator.plugin_host import host
from coordinator.plugin_host.discovery import Plugin
from coordinator.plugin_host.failure import PluginFailed
from coordinator.plugin_host.sandbox import sandbox_state
from coordinator.plugin_host.watched import Watched, walls, watched
from coordinator.plugin_host.watching import MARK

_MEASURED_WITHIN = 2.0


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `good`, worth a thought (`warning`), or `bad`; `detail` is for its author."""

    state: Literal["good", "warning", "bad"]
    sentence: str
    detail: str = ""


def check_plugin(plugin: Plugin) -> Iterator[Finding]:
    """Everything that was found, one after the other; the plugin conforms where nothing is bad."""
    if not plugin.is_usable:
        yield Finding("bad", str(plugin.problem))
        return
    yield _walls(plugin)
    try:
        description = host.describe(plugin)
    except PluginFailed as failed:
        yield Finding("bad", failed.sentence, failed.detail)
        return
    names = ", ".join(setting.name for setting in description.settings)
    yield Finding("good", f"Its hooks are {', '.join(description.hooks)}.")
    yield Finding("good", f"Its settings are {names}." if names else "It takes no settings.")
    usual: dict[str, Edition | Sheet] = {}
    if description.exports_editions:
        usual["an ordinary edition"] = plain_edition()
    if description.exports_sheets:
        usual["a sheet"] = plain_sheet()
    odd = {f"an edition with {name}": edition for name, edition in odd_editions().items()}
    for what, value in {**usual, **(odd if description.exports_editions else {})}.items():
        yield from _tried(what, plugin, value)
    yield _repeated(plugin, usual)
    if description.measures:
        yield _measured(plugin)


def _walls(plugin: Plugin) -> Finding:
    found = walls(plugin.folder, host.LIMITS)
    if found is None:
        return Finding("warning", f"The walls were not tried. {sandbox_state().sentence}")
    if found.succeeded:
        return Finding("bad", f"The walls let through: {', '.join(found.succeeded)}.")
    return Finding("good", f"The walls stopped every attempt to {', '.join(found.tried)}.")


def _tried(what: str, plugin: Plugin, value: Edition | Sheet) -> Iterator[Finding]:
    started = time.monotonic()
    try:
        files, noted = host.try_out(plugin, value, {})
    except PluginFailed as failed:
        yield Finding("bad", f"With {what}: {failed.sentence}", failed.detail.partition(MARK)[0])
        yield from _reached(what, watched(failed.detail))
        return
    yield _taken(what, files, noted, time.monotonic() - started)
    yield from _reached(what, noted)


def _reached(what: str, noted: Watched) -> Iterator[Finding]:
    yield from (Finding("bad", f"With {what} it reached for {place}.") for place in noted.reached_for)


def _taken(what: str, files: tuple[ExportedFile, ...], noted: Watched, took: float) -> Finding:
    limits = host.LIMITS
    megabytes, most = noted.memory_bytes / 2**20, limits.memory_bytes / 2**20
    near = took > limits.seconds / 2 or megabytes > most * 0.8
    amount = "1 file" if len(files) == 1 else f"{len(files)} files"
    return Finding(
        "warning" if near else "good",
        f"With {what}: {amount}, {took:.1f} of {limits.seconds} seconds, about {megabytes:.0f} of {most:.0f} MB.",
    )


def _repeated(plugin: Plugin, usual: dict[str, Edition | Sheet]) -> Finding:
    try:
        first = {what: host.export(plugin, value, {}) for what, value in usual.items()}
        # Some clocks tick in steps of two seconds.
        time.sleep(2.1)
        other = [what for what, value in usual.items() if host.export(plugin, value, {}) != first[what]]
    except PluginFailed:
        return Finding("bad", "Whether the same input gives the same bytes cannot be told.")
    if other:
        return Finding("warning", f"The same input does not give the same bytes: {', '.join(other)}.")
    return Finding("good", "The same input gives the same bytes.")


def _measured(plugin: Plugin) -> Finding:
    started = time.monotonic()
    try:
        host.measure(plugin, plain_edition(), {})
    except PluginFailed as failed:
        return Finding("bad", f"Measuring an edition: {failed.sentence}", failed.detail)
    took = time.monotonic() - started
    state: Literal["good", "warning"] = "good" if took < _MEASURED_WITHIN else "warning"
    return Finding(state, f"It measures an edition in {took:.1f} seconds; editors wait for 2 at most.")
