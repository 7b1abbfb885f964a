"""Looks into archives and messages that a plugin wrote, for pages in them that would act by themselves."""

import io
import zipfile
import zlib
from email import message_from_bytes, policy
from email.errors import MessageError

from coordinator.plugin_host.active import active_in_html

MOST_MEMBERS = 1000
MOST_BYTES = 64 * 2**20
_PAGES = (".html", ".htm", ".xhtml", ".xht", ".svg")
_PROGRAMS = (".js", ".mjs", ".wasm", ".exe", ".bat", ".cmd", ".sh", ".py", ".jar", ".hta", ".vbs", ".scr", ".lnk")


def active_in_archive(content: bytes) -> str:
    """The first thing in a ZIP file or an e-book that runs or fetches by itself, after its name; else empty."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _active_in_members(packed)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError, OSError):
        return "a damaged archive"


def _active_in_members(packed: zipfile.ZipFile) -> str:
    members = packed.infolist()
    if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_BYTES:
        return "an archive that unpacks to too much"
    for each in members:
        name = each.filename.lower()
        if name.endswith(_PROGRAMS):
            return each.filename[:80]
        if name.endswith(_PAGES):
            with packed.open(each) as member:
                found = _active_in_page(member.read(MOST_BYTES))
            if found:
                return f"{each.filename[:60]}: {found}"
    return ""


def _active_in_page(content: bytes) -> str:
    try:
        page = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "a page that is not UTF-8"
    # An XHTML page may say first that it is XML.
    return active_in_html(page.partition("?>")[2] if page.startswith("<?xml ") else page)


def active_in_mail(content: bytes) -> str:
    """The first thing in the pages of a message that runs or fetches by itself; else empty."""
    try:
        parts = list(message_from_bytes(content, policy=policy.default).walk())
        pages = [part.get_content() for part in parts if part.get_content_type() == "text/html"]
    except (MessageError, LookupError, ValueError, KeyError, AttributeError):
        return "a message that cannot be read"
    return next((found for page in pages if (found := active_in_html(str(page)))), "")
