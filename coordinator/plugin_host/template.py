"""Turns a folder with plugin.toml and one template into a plugin with hooks; runs inside the sandbox only."""

import base64
import json
import re
import shutil
import tomllib
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import jinja2
import jinja2.sandbox
import typst
from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from coordinator.plugin_contract import Article, Edition, ExportedFile, Picture, Setting, Settings, Sheet, hookimpl
from coordinator.plugin_host.codec import DoesNotFit, decode, encode
from coordinator.plugin_host.refused import Refused
from coordinator.typesetting.finishing import folded, is_folding, written_codes
from coordinator.typesetting.words import is_right_to_left

_PDF = "application/pdf"
_WRITTEN_BY_HAND = ("text", "address")
_MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html", ".md": "text/markdown"}
# The fonts of the product's own pages, which templates may name.
_FONTS = Path(__file__).parents[1] / "typesetting" / "fonts"
_PLACE_IN_MEMORY = re.compile(r" at 0x[0-9a-f]{6}")
_PLACE = re.compile(r"┌─ .*:([0-9]+):[0-9]+\n")


def template_plugin(folder: Path, template: str) -> SimpleNamespace:
    """An object with the hooks of a template plugin: its settings from plugin.toml, and both exports."""
    declared = tomllib.loads((folder / "plugin.toml").read_text(encoding="utf-8")).get("settings", [])
    if not isinstance(declared, list):
        raise Refused("template", "in plugin.toml, each of the settings must begin with [[settings]]")
    name = Path(template).stem if Path(template).stem != "template" else folder.name

    @hookimpl
    def settings_schema() -> tuple[Setting, ...]:
        return tuple(_setting(setting) for setting in declared)

    texts = [
        str(each.get("name")) for each in declared if isinstance(each, dict) and each.get("kind") in _WRITTEN_BY_HAND
    ]

    @hookimpl
    def export_edition(edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:
        return _filled(folder, template, f"{name}-{edition.number}", {"edition": edition}, settings, texts)

    @hookimpl
    def export_sheet(sheet: Sheet, settings: Settings) -> tuple[ExportedFile, ...]:
        return _filled(folder, template, name, {"sheet": sheet}, settings, texts)

    return SimpleNamespace(settings_schema=settings_schema, export_edition=export_edition, export_sheet=export_sheet)


def _setting(declared: Any) -> Setting:
    try:
        return decode(Setting, declared)
    except DoesNotFit as problem:
        raise Refused("template", f"in plugin.toml, {problem}") from None


def _filled(
    folder: Path,
    template: str,
    stem: str,
    value: Mapping[str, Edition | Sheet],
    settings: Settings,
    texts: Sequence[str],
) -> tuple[ExportedFile, ...]:
    """What the template makes; `texts` are the settings that are written by hand."""
    kind = Path(template).suffix
    if kind == ".typ":
        return _typeset(folder, template, stem, value, settings, texts)
    return (ExportedFile(stem + kind, _MEDIA_TYPES[kind], _written(folder, template, value, settings)),)


def _written(folder: Path, template: str, value: Mapping[str, Edition | Sheet], settings: Settings) -> bytes:
    """The template filled in; a mistake in it is refused with its line."""
    environment = jinja2.sandbox.ImmutableSandboxedEnvironment(
        loader=jinja2.DictLoader({}),
        autoescape=template.endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_in_words,
    )
    # The same edition makes the same file: no chance.
    del environment.filters["random"], environment.globals["lipsum"]
    environment.filters["data_address"] = data_address
    source = (folder / template).read_text(encoding="utf-8")
    values: dict[str, Any] = {"edition": None, "sheet": None} | dict(value)
    values["date_in_words"] = _date_in_words(next(iter(value.values())))
    try:
        return environment.from_string(source).render(settings=settings, **values).encode("utf-8")
    except jinja2.TemplateSyntaxError as problem:
        raise Refused("template", problem.message or "", problem.lineno) from None
    except MemoryError:
        raise
    except Exception as problem:
        raise Refused("template", str(problem) or type(problem).__name__, _line_of(problem)) from None


def _in_words(value: object) -> object:
    """What a template prints; what has no words but its place in memory, another each time, is refused."""
    if not isinstance(value, str | int | float) and _PLACE_IN_MEMORY.search(str(value)):
        raise jinja2.TemplateRuntimeError(f"a {type(value).__name__} cannot be printed")
    return value


def data_address(picture: Picture) -> str:
    """A picture as an address that holds all of it, for the `src` of a page in one file."""
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.content).decode('ascii')}"


def _line_of(problem: Exception) -> int:
    """The line of the template on which it went wrong; 0 where that is not known."""
    lines = [each.lineno for each in traceback.extract_tb(problem.__traceback__) if each.filename == "<template>"]
    return lines[-1] or 0 if lines else 0


def _date_in_words(value: Edition | Sheet) -> str:
    """Its day as its readers write it."""
    return day_in_words(value.date, value.language)


def day_in_words(day: date, language: str) -> str:
    """A day as it is written in a language, as `22 November 2026`; in English where the language is not known."""
    try:
        return format_date(day, "long", Locale.parse(language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return format_date(day, "long", "en")


def _typeset(
    folder: Path,
    template: str,
    stem: str,
    value: Mapping[str, Edition | Sheet],
    settings: Settings,
    texts: Sequence[str],
) -> tuple[ExportedFile, ...]:
    """The template with its neighbours in the work folder, and data.json, pictures and codes beside them.

    Where it states how its pages are to be folded, the sheets to print come first.
    """
    work = Path.cwd()
    for file in folder.iterdir():
        if file.is_file():
            shutil.copyfile(file, work / file.name)
    data: dict[str, Any] = {"edition": None, "sheet": None, "settings": dict(settings)}
    for name, given in value.items():
        data[name] = encode(_with_picture_files(given, work))
        data["date_in_words"] = _date_in_words(given)
        addresses = [given.masthead.letterbox, *(str(settings[name]) for name in texts)]
        data["codes"] = written_codes(addresses, work)
    (work / "data.json").write_text(json.dumps(data), encoding="utf-8")
    fonts = [str(work), str(_FONTS)]
    try:
        pages = typst.Compiler(str(work / template), root=str(work), font_paths=fonts)
        reading = cast(bytes, pages.compile(format="pdf", timestamp=0))
        stated = json.loads(pages.query("<folding>", field="value"))
    except typst.TypstError as problem:
        found = _PLACE.search(problem.diagnostic or "")
        raise Refused("template", problem.message, int(found[1]) if found else 0) from None
    if not stated or not is_folding(stated[0]):
        return (ExportedFile(f"{stem}.pdf", _PDF, reading),)
    language = next(iter(value.values())).language
    printed = folded(reading, stated[0], stem, language, is_right_to_left(language))
    return (
        ExportedFile(f"{stem}-to-print-and-fold.pdf", _PDF, printed),
        ExportedFile(f"{stem}-to-read.pdf", _PDF, reading),
    )


def _with_picture_files(value: Edition | Sheet, work: Path) -> Edition | Sheet:
    if isinstance(value, Sheet):
        return replace(value, article=_pictures_out(value.article, work))
    return replace(
        value,
        articles=tuple(_pictures_out(article, work) for article in value.articles),
        earlier=tuple(_earlier_pictures_out(number, work) for number in value.earlier),
    )


def _earlier_pictures_out(edition: Edition, work: Path) -> Edition:
    articles = (_pictures_out(article, work, f"{edition.number}-") for article in edition.articles)
    return replace(edition, articles=tuple(articles))


def _pictures_out(article: Article, work: Path, mark: str = "") -> Article:
    """The article with each picture's bytes in a file of the work folder, and `name` saying which."""
    pictures = []
    for place, picture in enumerate(article.pictures, start=1):
        name = f"picture-{mark}{article.id}-{place}.{picture.media_type.removeprefix('image/')}"
        (work / name).write_bytes(picture.content)
        pictures.append(replace(picture, name=name, content=b""))
    return replace(article, pictures=tuple(pictures))
