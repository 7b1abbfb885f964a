"""Finds what would act by itself in a page that a plugin wrote: scripts, and whatever is fetched from elsewhere."""

import re
from collections.abc import Iterator
from html import unescape

from coordinator.plugin_host.elements import faults_of
from coordinator.plugin_host.styles import active_in_style

# One tag, written so plainly that every browser reads it alike; each step takes all it can, so a look is a single pass.
_NAME = r"[A-Za-z_][\w:.-]*+"
_VALUE = r"""(?:"[^"<]*+"|'[^'<]*+'|[^\s"'=<>`]++)"""
_TAG = re.compile(rf"<({_NAME})((?:\s++{_NAME}(?:\s*+=\s*+{_VALUE})?+)*+)\s*+/?+>")
_ATTRIBUTE = re.compile(rf"\s++({_NAME})(?:\s*+=\s*+({_VALUE}))?+")
_OTHER = re.compile(rf"</{_NAME}\s*+>|<!--[^<>]*+>|<!doctype\s++[^<>\[]*+>", re.IGNORECASE)
# What would switch to another alphabet, or end a page early.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def active_in_html(page: str) -> str:
    """The first thing in a page that runs, or fetches from elsewhere, as its author would look for it; else empty.

    Stricter than a browser: a tag that is not written plainly counts, since browsers could read it otherwise.
    """
    if odd := _CONTROL.search(page):
        return f"a sign that no page has ({ord(odd[0])})"
    return next(_found(page), "")


def _found(page: str) -> Iterator[str]:
    at = page.find("<")
    while at >= 0:
        tag = _TAG.match(page, at)
        token = tag or _OTHER.match(page, at)
        if token is None or (token[0].startswith("<!--") and not _is_comment(token[0])):
            yield f"{page[at : at + 40]} (not written plainly)"
            return
        at = page.find("<", token.end())
        if tag:
            element = tag[1].lower().rpartition(":")[2]
            yield from faults_of(element, _attributes(tag[2]))
            if element == "style":
                yield from _faults_in_style(page, tag.end(), at)


def _faults_in_style(page: str, begins: int, ends: int) -> Iterator[str]:
    """What is wrong in a <style>: nothing but its own end may begin with `<`, since browsers read on until there."""
    if page[ends : ends + len("</style")].lower() != "</style":
        yield "< in <style>"
    elif active := active_in_style(page[begins:ends]):
        yield f"{active} in <style>"


def _is_comment(token: str) -> bool:
    return len(token) >= len("<!---->") and token.endswith("-->") and not token.startswith(("<!-->", "<!--->"))


def _attributes(written: str) -> dict[str, str]:
    """The attributes of a tag; of one that stands there twice, the first, as browsers take it."""
    found: dict[str, str] = {}
    for attribute in _ATTRIBUTE.finditer(written):
        value = attribute[2] or ""
        # Its own quotes only: what stands between them may begin with others.
        found.setdefault(attribute[1].lower(), unescape(value[1:-1] if value[:1] in ("'", '"') else value))
    return found
