"""Looks at the files that a plugin wrote before anybody else does: their names, amount, types and first bytes."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from coordinator.language import _
from coordinator.plugin_contract import ExportedFile
from coordinator.plugin_host.inside import active_in_output

MOST_FILES = 100
MOST_BYTES = 32 * 2**20

_NAME = re.compile(r"[^\W_][\w .,()+-]{0,119}")
# What each media type must be called, and begin with; text has to be UTF-8 without control characters.
_TYPES: dict[str, tuple[tuple[str, ...], bytes]] = {
    "application/pdf": ((".pdf",), b"%PDF-"),
    "application/epub+zip": ((".epub",), b"PK\x03\x04"),
    "application/zip": ((".zip",), b"PK\x03\x04"),
    "image/png": ((".png",), b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": ((".jpg", ".jpeg"), b"\xff\xd8\xff"),
    "message/rfc822": ((".eml",), b""),
    "text/plain": ((".txt",), b""),
    "text/html": ((".html",), b""),
    "text/markdown": ((".md",), b""),
    "text/css": ((".css",), b""),
    "application/atom+xml": ((".xml", ".atom"), b"<"),
}
_TEXTS = {"message/rfc822", "text/plain", "text/html", "text/markdown", "text/css", "application/atom+xml"}
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")


def fault_of(files: Sequence[ExportedFile]) -> object:
    """What is wrong with these files, as the end of a sentence; empty where nothing is."""
    if len(files) > MOST_FILES:
        return _("more than %(most)s files") % {"most": MOST_FILES}
    if sum(len(file.content) for file in files) > MOST_BYTES:
        return _("more than %(most)s MB") % {"most": MOST_BYTES // 2**20}
    if len({file.name.casefold() for file in files}) < len(files):
        return _("two files of the same name")
    return next((fault for file in files if (fault := _fault(file))), "")


def _fault(file: ExportedFile) -> object:
    return _fault_of_kind(file) or _fault_of_content(file)


def _fault_of_kind(file: ExportedFile) -> object:
    if not _NAME.fullmatch(file.name) or file.name.endswith((" ", ".")):
        return _("a file name with characters that do not belong in one")
    endings, _beginning = _TYPES.get(file.media_type, ((), b""))
    if not endings:
        return _("a file of a kind that is not taken (%(kind)s)", kind=file.media_type[:60])
    if PurePosixPath(file.name).suffix.lower() not in endings:
        return _("%(file)s is named otherwise than its kind", file=file.name)
    return ""


def _fault_of_content(file: ExportedFile) -> object:
    _endings, beginning = _TYPES[file.media_type]
    if not file.content:
        return _("%(file)s is empty", file=file.name)
    if not file.content.startswith(beginning) or (file.media_type in _TEXTS and not _is_text(file.content)):
        return _("%(file)s is not what it says it is", file=file.name)
    if active := active_in_output(file.media_type, file.content):
        return _(
            "%(file)s has something in it that runs or fetches by itself, or that cannot be looked into: %(what)s",
            file=file.name,
            what=active,
        )
    return ""


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not _CONTROL.search(content)
