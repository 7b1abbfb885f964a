"""Looks at a file that a plugin wrote as at what it is, and at all that lies in it if it is an archive or a message."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from coordinator.plugin_host.active import active_in_html
from coordinator.plugin_host.mailed import Part, parts_of
from coordinator.plugin_host.marked_up import active_in_xml
from coordinator.plugin_host.odd import Odd
from coordinator.plugin_host.packed import members_of
from coordinator.plugin_host.printed import active_in_pdf
from coordinator.plugin_host.styles import active_in_style

_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Kinds that do nothing when they are opened.
_CALM = {
    ".txt", ".md", ".csv", ".tsv", ".json", ".yaml", ".yml", ".toml", ".tex", ".typ", ".rst", ".srt", ".bib",
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".woff", ".woff2", ".ttf", ".otf",
    ".mp3", ".ogg", ".oga", ".opus", ".m4a", ".wav", ".flac",
}  # fmt: skip
_CALM_NAMES = {"mimetype", "license", "licence", "readme", "cname", "ofl", ".nojekyll", ".gitignore"}
_CALM_PARTS = {
    "text/plain", "text/markdown", "text/csv", "application/json", "image/png", "image/jpeg", "image/gif", "image/webp",
    "audio/mpeg", "audio/ogg", "audio/mp4",
}  # fmt: skip
# What each ending is looked at as.
_ENDINGS = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".xht": "application/xhtml+xml",
    ".svg": "image/svg+xml", ".css": "text/css", ".xml": "application/xml", ".opf": "application/xml",
    ".ncx": "application/xml", ".smil": "application/xml", ".atom": "application/atom+xml",
    ".rss": "application/xml", ".pdf": "application/pdf", ".eml": "message/rfc822",
    ".zip": "application/zip", ".epub": "application/epub+zip",
}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def active_in_output(media_type: str, content: bytes) -> str:
    """The first thing in a file of that kind that runs or fetches by itself; else empty.

    What nobody could look into counts: damaged files, archives in archives, and there kinds that are not known here.
    """
    look = _LOOKS.get(media_type)
    try:
        return look(content) if look else ""
    except Odd as found:
        return str(found)


def _active_in_page(content: bytes) -> str:
    page = _text(content)
    # An XHTML page may say first that it is XML.
    return active_in_html(page.partition("?>")[2] if page.startswith("<?xml ") else page)


def _active_in_xhtml(content: bytes) -> str:
    """As XML, and as those read it who take it for HTML."""
    return active_in_xml(content) or _active_in_page(content)


def _active_in_sheet(content: bytes) -> str:
    style = _text(content)
    return "a sign that no style sheet has" if _CONTROL.search(style) else active_in_style(style)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Odd("a page that is not UTF-8") from None


def _active_in_archive(content: bytes) -> str:
    for name, member in members_of(content):
        if found := _active_in_file(name, member):
            return f"{name[:60]}: {found}"
    return ""


def _active_in_file(name: str, content: bytes, archives: frozenset[str] = frozenset()) -> str:
    """What is found in a file that lies in another one, by its name; `archives` are the endings that may be one."""
    path = PurePosixPath(name.lower())
    kind = _ENDINGS.get(path.suffix, "")
    is_archive = content.startswith(_ARCHIVES) or kind.endswith("zip")
    if is_archive and path.suffix not in archives:
        return "an archive inside another file"
    if path.suffix in _CALM or path.name in _CALM_NAMES:
        return ""
    return active_in_output(kind, content) if kind else f"a kind of file that is not taken ({path.suffix[:20]})"


def _active_in_mail(content: bytes) -> str:
    return next((found for part in parts_of(content) if (found := _active_in_part(part))), "")


def _active_in_part(part: Part) -> str:
    if part.kind not in _LOOKS and part.kind not in _CALM_PARTS:
        return f"a part of a kind that is not taken ({part.kind[:60]})"
    found = active_in_output(part.kind, part.content)
    if found or not part.name:
        return found
    # Whoever opens it from the message opens it as what its name says.
    return _active_in_file(part.name, part.content, frozenset({".zip", ".epub"}))


_LOOKS: dict[str, Callable[[bytes], str]] = {
    "text/html": _active_in_page,
    "application/xhtml+xml": _active_in_xhtml,
    "image/svg+xml": _active_in_xhtml,
    "text/css": _active_in_sheet,
    "application/xml": active_in_xml,
    "text/xml": active_in_xml,
    "application/atom+xml": active_in_xml,
    "application/pdf": active_in_pdf,
    "message/rfc822": _active_in_mail,
    "application/zip": _active_in_archive,
    "application/epub+zip": _active_in_archive,
}
