"""Looks over what somebody brings as a look of their own: names, sizes, and by content what each file is."""

import io
import json
import re
import tomllib
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coordinator import files
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.plugin_host.discovery import TEMPLATE_ENDINGS, in_files

MOST_FILES = 20
MOST_PICTURES = 5
MOST_BYTES = 6 * 2**20
TOML_BYTES = 20_000
TEMPLATE_BYTES = 200_000
TOML = "plugin.toml"

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9 ._-]{0,79}")
_LICENCE = re.compile(r"(README|LICEN[CS]E|.*OFL)(\.txt|\.md)?", re.IGNORECASE)
# Left by the systems that make ZIP files, and of no use here.
_LITTER = re.compile(r"(^|/)(__MACOSX|\.DS_Store|Thumbs\.db|\._[^/]*)(/|$)")
_FONTS = {".ttf": (b"\x00\x01\x00\x00", b"true"), ".otf": (b"OTTO",)}
_PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_LINK = 0o120000


@dataclass(frozen=True, slots=True)
class Brought:
    """A look that was looked over: its plugin.toml, its template, and what lies beside it."""

    title: str
    summary: str
    toml: str
    template: str
    text: str
    beside: tuple[tuple[str, files.Picture | bytes], ...] = ()


def brought(content: bytes, filename: str, title: str = "") -> Brought:
    """The look in a ZIP file, or in a template by itself, which is then called `title`.

    Refuses (Invalid, field `file`) whatever is more than a plugin.toml, one template, fonts and pictures.
    """
    if content.startswith(b"PK"):
        return looked_over(_unpacked(content))
    name = PurePosixPath(filename.replace("\\", "/")).name
    if not name.endswith(TEMPLATE_ENDINGS):
        raise _refused(_("Choose a ZIP file, or a template that ends in .typ, .txt, .html or .md."))
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", PurePosixPath(name).stem).strip("-")[:40] or "look"
    template = stem + PurePosixPath(name).suffix
    toml = plain_toml(title.strip() or stem.replace("-", " "), template)
    return looked_over({TOML: toml.encode(), template: content})


def plain_toml(title: str, template: str) -> str:
    """The plugin.toml of a template that takes no settings."""
    return f"title = {json.dumps(title, ensure_ascii=False)}\ncontract = 1\ntemplate = {json.dumps(template)}\n"


def in_folder(folder: Path) -> Brought:
    """The look that lies in a folder of a plugin, to be copied."""
    return looked_over({file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()})


def looked_over(given: Mapping[str, bytes]) -> Brought:
    """The look in these files, by name. Refuses as `brought`."""
    if TOML not in given:
        raise _refused(
            _("A file plugin.toml is missing. It says what the look is called and which file the template is.")
        )
    toml = _text(TOML, given[TOML], TOML_BYTES)
    plugin = in_files("look", {**given, TOML: toml.encode()})
    if not plugin.is_usable:
        raise _refused(plugin.problem)
    if not plugin.template:
        raise _refused(_("This plugin has code in it. Only whoever runs the server can put it there."))
    others = {name: content for name, content in given.items() if name not in (TOML, plugin.template)}
    if sum(name.lower().endswith(tuple(_PICTURES)) for name in others) > MOST_PICTURES:
        raise _refused(_("A look may have %(most)s pictures at most.") % {"most": MOST_PICTURES})
    return Brought(
        title=str(plugin.title),
        summary=plugin.summary,
        toml=toml,
        template=plugin.template,
        text=_text(plugin.template, given[plugin.template], TEMPLATE_BYTES),
        beside=tuple((name, _beside(name, content)) for name, content in sorted(others.items())),
    )


def changed(toml: str, text: str) -> Brought:
    """A look as somebody typed it; what lies beside it stays. Refuses (Invalid) with `toml` or `text` as the field."""
    try:
        named = tomllib.loads(toml).get("template", "")
    except (tomllib.TOMLDecodeError, RecursionError):
        named = ""
    template = named if isinstance(named, str) else ""
    plugin = in_files("look", {TOML: toml.encode(), template: text.encode()})
    if not plugin.is_usable or not plugin.template:
        raise Invalid(str(plugin.problem) or _no_template(), "toml")
    own = plugin.template
    if not _NAME.fullmatch(own):
        raise Invalid(_no_template(), "toml")
    return Brought(str(plugin.title), plugin.summary, toml, own, text)


def _no_template() -> object:
    return _("Its template must be a file in its folder that ends in .typ, .txt, .html or .md.")


def _refused(sentence: object) -> Invalid:
    return Invalid(sentence, "file")


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP file that holds one folder, or only files; nothing is written anywhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = [each for each in packed.infolist() if not each.is_dir() and not _LITTER.search(each.filename)]
            if len(members) > MOST_FILES or sum(each.file_size for each in members) > MOST_BYTES:
                raise _refused(
                    _("A look may have %(most)s files and %(megabytes)s MB at most.")
                    % {"most": MOST_FILES, "megabytes": MOST_BYTES // 2**20}
                )
            return _read(packed, members)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError):
        raise _refused(_("This ZIP file cannot be unpacked. Make it once more, without a password.")) from None


def _read(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    folders = set()
    for each in members:
        folder, name = _placed(each)
        folders.add(folder)
        if name.casefold() in (other.casefold() for other in found):
            raise _refused(_("Two files in it have the same name: %(name)s.", name=name))
        with packed.open(each) as content:
            # No more than it said: a size that is a lie ends here.
            found[name] = content.read(each.file_size)
    if len(folders) > 1:
        raise _refused(_("It must hold one folder with its files, and no folder inside that."))
    return found


def _placed(member: zipfile.ZipInfo) -> tuple[str, str]:
    """The folder and the name of a file in a ZIP file."""
    parts = member.filename.split("/")
    name = parts[-1]
    shown = member.filename[:80]
    if len(parts) > 2 or "\\" in member.filename or parts[0] in ("", ".", "..") or not _NAME.fullmatch(name):
        raise _refused(_("%(name)s is not taken: a look has plain file names in one folder.", name=shown))
    if (member.external_attr >> 16) & 0o170000 == _LINK:
        raise _refused(_("%(name)s is a link: put the file itself there.", name=shown))
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refused(_("This ZIP file cannot be unpacked. Make it once more, without a password."))
    return "/".join(parts[:-1]), name


def _beside(name: str, content: bytes) -> files.Picture | bytes:
    """What lies beside a template: a font or a licence as it is, a picture made anew."""
    ending = PurePosixPath(name).suffix.lower()
    if not _NAME.fullmatch(name):
        raise _refused(_("%(name)s is not taken: a look has plain file names in one folder.", name=name[:80]))
    if ending in _PICTURES:
        made = files.make_picture(content)
        if made.media_type != _PICTURES[ending]:
            raise _refused(_("%(name)s is named otherwise than its kind.", name=name))
        return made
    if ending in _FONTS and content.startswith(_FONTS[ending]):
        return content
    if _LICENCE.fullmatch(name):
        return _text(name, content, TOML_BYTES).encode()
    raise _refused(
        _("%(name)s is not taken: beside its template a look may have fonts (.ttf, .otf) and pictures (.png, .jpg).")
        % {"name": name}
    )


def _text(name: str, content: bytes, most: int) -> str:
    """A file of words, its lines ended alike."""
    if len(content) > most:
        raise _refused(_("%(name)s is too long: %(most)s letters at most.", name=name, most=most))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(_("%(name)s is not a text in UTF-8.", name=name)) from None
    if "\x00" in text:
        raise _refused(_("%(name)s is not a text in UTF-8.", name=name))
    return text.replace("\r\n", "\n").replace("\r", "\n")
