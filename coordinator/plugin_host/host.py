"""The way in: describes plugins, and has editions and sheets exported and measured by them."""

import hashlib
import json
import signal
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from coordinator.language import _
from coordinator.plugin_contract import Edition, ExportedFile, Measurement, Setting, Settings, Sheet
from coordinator.plugin_host.codec import DoesNotFit, decode, packed
from coordinator.plugin_host.discovery import Plugin, are_switched_off, discover, find
from coordinator.plugin_host.failure import PluginFailed, failure
from coordinator.plugin_host.outputs import fault_of
from coordinator.plugin_host.process import Limits, Outcome, fatal_signal, run
from coordinator.plugin_host.sandbox import START, SandboxState, plain_command, sandbox_state, sandboxed_command
from coordinator.plugin_host.settings import check_settings, fault_of_schema
from coordinator.plugin_host.watched import WATCHED_START, Watched, watched

__all__ = [
    "Description",
    "Limits",
    "Plugin",
    "PluginFailed",
    "SandboxState",
    "check_settings",
    "describe",
    "discover",
    "export",
    "find",
    "measure",
    "sandbox_state",
    "try_out",
]

LIMITS = Limits()
MOST_EARLIER = 30
T = TypeVar("T")


@dataclass(frozen=True)
class Description:
    """What a plugin says of itself: the settings it takes and the hooks it has."""

    settings: tuple[Setting, ...]
    hooks: tuple[str, ...]

    @property
    def exports_editions(self) -> bool:
        """Whether it makes files from a whole edition."""
        return "export_edition" in self.hooks

    @property
    def exports_sheets(self) -> bool:
        """Whether it makes files from a single article."""
        return "export_sheet" in self.hooks

    @property
    def measures(self) -> bool:
        """Whether it can tell how an edition fits its pages."""
        return "measure_edition" in self.hooks


_described: dict[tuple[object, ...], Description] = {}
_MOST_DESCRIBED = 256


def describe(plugin: Plugin) -> Description:
    """What the plugin says of itself, asked in the sandbox once for each state of its files; else PluginFailed."""
    key = (replace(plugin, files=()), _state_of_files(plugin))
    if key not in _described:
        if len(_described) >= _MOST_DESCRIBED:
            _described.clear()
        answer = _ask(plugin, {"call": "describe"}, LIMITS)
        description = _decoded(Description, answer, plugin)
        fault = fault_of_schema(description.settings)
        if fault:
            raise failure("schema", plugin.title, what=fault)
        _described[key] = description
        return description
    return _described[key]


def export(
    plugin: Plugin, value: Edition | Sheet, settings: Mapping[str, object], limits: Limits = LIMITS
) -> tuple[ExportedFile, ...]:
    """The files that the plugin makes from an edition or a sheet, looked over; at least one.

    `settings` are checked against what the plugin declares (Invalid where one does not fit). PluginFailed in every
    other case: the sentence is for the editor, and nothing else has come to harm.
    """
    call = "export_sheet" if isinstance(value, Sheet) else "export_edition"
    return _looked_over(plugin, _ask(plugin, _question(plugin, call, value, settings), limits))


def try_out(
    plugin: Plugin, value: Edition | Sheet, settings: Mapping[str, object], limits: Limits = LIMITS
) -> tuple[tuple[ExportedFile, ...], Watched]:
    """The files as `export` gives them, with what the run took and reached for; for whoever writes plugins."""
    call = "export_sheet" if isinstance(value, Sheet) else "export_edition"
    outcome = _outcome(plugin, _question(plugin, call, value, settings), limits, WATCHED_START)
    return _looked_over(plugin, _answer(plugin, outcome, limits)), watched(outcome.errors)


def _looked_over(plugin: Plugin, answer: Any) -> tuple[ExportedFile, ...]:
    files = tuple(_decoded(ExportedFile, file, plugin) for file in _list(answer, plugin))
    if not files:
        raise failure("empty", plugin.title)
    if fault := fault_of(files):
        raise failure("output", plugin.title, what=str(fault))
    return files


def measure(plugin: Plugin, edition: Edition, settings: Mapping[str, object], limits: Limits = LIMITS) -> Measurement:
    """How the edition fits its pages, by the plugin's own layout; refuses as `export` does."""
    answer = _ask(plugin, _question(plugin, "measure_edition", edition, settings), limits)
    return _decoded(Measurement, answer, plugin)


def _question(plugin: Plugin, call: str, value: Edition | Sheet, settings: Mapping[str, object]) -> dict[str, object]:
    checked: Settings = check_settings(describe(plugin).settings, settings)
    return {"call": call, "value": _handed_over(plugin, value), "settings": dict(checked)}


def _handed_over(plugin: Plugin, value: Edition | Sheet) -> Edition | Sheet:
    """The same with as many earlier numbers as a plugin may have: none, unless its plugin.toml asks for them."""
    if isinstance(value, Sheet):
        return value
    earlier = value.earlier[:MOST_EARLIER] if plugin.takes_earlier else ()
    return replace(value, earlier=tuple(replace(number, earlier=()) for number in earlier))


def _ask(plugin: Plugin, question: dict[str, object], limits: Limits) -> Any:
    """The plugin's answer to one question, from a process that is gone by then."""
    return _answer(plugin, _outcome(plugin, question, limits), limits)


def _outcome(plugin: Plugin, question: dict[str, object], limits: Limits, start: str = START) -> Outcome:
    if are_switched_off():
        raise PluginFailed(_("This server runs without plugins."))
    if not plugin.is_usable:
        raise PluginFailed(_("The plugin %(name)s cannot run. %(problem)s", name=plugin.title, problem=plugin.problem))
    if plugin.folder is not None and not (plugin.folder / "plugin.toml").is_file():
        raise failure("missing", plugin.title)
    files = dict(plugin.files)
    asked = {"name": plugin.name, "module": plugin.module, "template": plugin.template, "files": files, **question}
    return _run(plugin, packed(asked), limits, start)


def _run(plugin: Plugin, given: bytes, limits: Limits, start: str) -> Outcome:
    command = sandboxed_command(plugin.folder, limits, start)
    if command is not None:
        return run(command, given, limits)
    if not plugin.is_shipped or plugin.folder is None:
        raise failure("no-sandbox", plugin.title)
    with tempfile.TemporaryDirectory(prefix="plugin-") as work:
        return run(plain_command(plugin.folder, limits, start), given, limits, Path(work))


def _answer(plugin: Plugin, outcome: Outcome, limits: Limits) -> Any:
    if outcome.ended != "itself":
        raise _failed(plugin, outcome.ended, limits, outcome)
    try:
        answer = json.loads(outcome.output)
    except ValueError:
        raise _failed(plugin, _how_it_died(outcome), limits, outcome) from None
    if not isinstance(answer, dict):
        raise failure("mistyped-answer", plugin.title, what=type(answer).__name__)
    if "answer" not in answer:
        what, line = str(answer.get("what", "")), answer.get("line")
        raise _failed(plugin, str(answer.get("code")), limits, outcome, what, line if isinstance(line, int) else 0)
    return answer["answer"]


def _failed(plugin: Plugin, code: str, limits: Limits, outcome: Outcome, what: str = "", line: int = 0) -> PluginFailed:
    return failure(
        code,
        plugin.title,
        what=what,
        line=line,
        detail=outcome.errors,
        seconds=limits.seconds,
        megabytes=limits.memory_bytes // 2**20,
    )


def _how_it_died(outcome: Outcome) -> str:
    """Which limit a process met that died without an answer."""
    fatal = fatal_signal(outcome)
    if fatal in (signal.SIGXCPU, signal.SIGKILL):
        return "time"
    if fatal == signal.SIGXFSZ:
        return "flood"
    if "memory allocation of" in outcome.errors or "MemoryError" in outcome.errors:
        return "memory"
    return "ended"


def _decoded(kind: type[T], value: Any, plugin: Plugin) -> T:
    try:
        return decode(kind, value)
    except DoesNotFit as problem:
        raise failure("mistyped-answer", plugin.title, what=str(problem)) from None


def _list(value: Any, plugin: Plugin) -> list[Any]:
    if not isinstance(value, list):
        raise failure("mistyped-answer", plugin.title, what=type(value).__name__)
    return value


def _state_of_files(plugin: Plugin) -> tuple[tuple[str, object], ...]:
    if plugin.files:
        return tuple((name, hashlib.sha256(content).digest()) for name, content in plugin.files)
    if plugin.folder is None or not plugin.folder.is_dir():
        return ()
    return tuple(sorted((str(file), file.stat().st_mtime_ns) for file in plugin.folder.rglob("*") if file.is_file()))
