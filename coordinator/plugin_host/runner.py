"""Runs inside the sandbox: takes one question on standard input, loads the one plugin, answers on standard output."""

import importlib
import importlib.util
import json
import os
import sys
import traceback
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import pluggy

from coordinator.plugin_contract import PROJECT_NAME, Edition, ExportedFile, Hooks, Measurement, Setting, Sheet
from coordinator.plugin_host.blocks import with_blocks
from coordinator.plugin_host.codec import DoesNotFit, check, decode, encode, unpacked
from coordinator.plugin_host.refused import Refused
from coordinator.plugin_host.shut_in import keep_standard_output, shut_in

_HOOKS = ("settings_schema", "export_edition", "export_sheet", "measure_edition")


def main() -> None:
    """Close the doors behind us, answer the one question, and leave without running anything else of the plugin's."""
    bounds = json.loads(sys.argv[2])
    answers = keep_standard_output()
    shut_in(bounds)
    question = unpacked(sys.stdin.buffer)
    if question is None:
        _look_around()
    else:
        answer = _answer(question, Path(bounds["folders"]))
        # Written in pieces: a large file would stand in memory three times.
        with os.fdopen(answers, "w", encoding="utf-8") as written:
            json.dump(answer, written)
    os._exit(0)


def _look_around() -> None:
    """Without a question, only see whether all that a plugin needs can be read from in here; PermissionError if not."""
    for place in sys.path:
        if Path(place).is_dir():
            list(Path(place).iterdir())


def _answer(question: dict[str, Any], folders: Path) -> dict[str, Any]:
    try:
        return {"answer": _carry_out(question, folders)}
    except Refused as refused:
        return {"code": refused.code, "what": refused.what, "line": refused.line}
    except MemoryError:
        return {"code": "memory"}
    except BaseException as problem:
        # Whatever the plugin raises, SystemExit included, is an answer too.
        traceback.print_exc()
        return {"code": "raised", "what": _named(problem)}


def _named(problem: BaseException) -> str:
    return type(problem).__name__


def _carry_out(question: dict[str, Any], folders: Path) -> Any:
    hooks = _load(question, folders)
    call = question["call"]
    if call == "describe":
        present = [name for name in _HOOKS if getattr(hooks, name).get_hookimpls()]
        return {"settings": _settings(hooks), "hooks": present}
    if not getattr(hooks, call).get_hookimpls():
        raise Refused("no-hook", call)
    settings, value = MappingProxyType(question["settings"]), question.pop("value")
    if call == "export_sheet":
        return _files(hooks.export_sheet(sheet=with_blocks(decode(Sheet, value)), settings=settings))
    edition = with_blocks(decode(Edition, value))
    # A plugin that lets go of a picture is to have its room back.
    del value
    if call == "measure_edition":
        return _one(Measurement, hooks.measure_edition(edition=edition, settings=settings))
    return _files(hooks.export_edition(edition=edition, settings=settings))


def _load(question: dict[str, Any], folders: Path) -> Any:
    manager = pluggy.PluginManager(PROJECT_NAME)
    manager.add_hookspecs(Hooks)
    try:
        manager.register(_module(question, folders), name=question["name"])
    except pluggy.PluginValidationError as problem:
        raise Refused("mistyped", str(problem).splitlines()[-1]) from None
    _refuse_misspelt(manager)
    if not (manager.hook.export_edition.get_hookimpls() or manager.hook.export_sheet.get_hookimpls()):
        raise Refused("no-export")
    return manager.hook


def _refuse_misspelt(manager: pluggy.PluginManager) -> None:
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as problem:
        raise Refused("misspelt", str(problem)) from None


def _module(question: dict[str, Any], folders: Path) -> Any:
    if question["template"]:
        # Loaded by name, since the engines of templates take a tenth of a second that other plugins need not wait for.
        engines = importlib.import_module("coordinator.plugin_host.template")
        folder = _unpacked(question) if question["files"] else folders / str(question["name"])
        return engines.template_plugin(folder, question["template"])
    try:
        if question["module"]:
            return importlib.import_module(question["module"])
        return load_folder(question["name"], folders / question["name"])
    except MemoryError:
        raise
    except BaseException as problem:
        traceback.print_exc()
        raise Refused("not-loaded", _named(problem)) from None


def _unpacked(question: dict[str, Any]) -> Path:
    """The folder of a plugin that came with the question, made inside the work folder, which is memory only."""
    folder = Path.cwd() / str(question["name"])
    folder.mkdir()
    for name, content in question["files"].items():
        (folder / name).write_bytes(content)
    return folder


def load_folder(name: str, folder: Path) -> ModuleType:
    """The plugin in a folder, imported under the name `plugin_<name>`, so that one called json hides no json."""
    spec = importlib.util.spec_from_file_location(
        f"plugin_{name}", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None and spec.loader is not None  # noqa: S101 - true of every .py file
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _settings(hooks: Any) -> Any:
    declared = hooks.settings_schema()
    if declared is None:
        return []
    return [_one(Setting, setting) for setting in _sequence(declared)]


def _files(given: Any) -> Any:
    return [_one(ExportedFile, file) for file in _sequence(given)]


def _sequence(given: Any) -> Any:
    if not isinstance(given, tuple | list):
        raise Refused("mistyped-answer", f"a tuple was expected, not {type(given).__name__}")
    return given


def _one(kind: Any, given: Any) -> Any:
    try:
        return encode(check(kind, given))
    except (DoesNotFit, TypeError) as problem:
        raise Refused("mistyped-answer", str(problem)) from None
