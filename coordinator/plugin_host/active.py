"""Finds what would act by itself in a file that a plugin wrote: scripts, and whatever is fetched from elsewhere."""

import re
from collections.abc import Iterator
from html import unescape

# Elements that run or fetch something, and those whose inside browsers take in ways of their own.
_ELEMENTS = {
    "script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "form", "portal", "noscript",
    "noembed", "noframes", "xmp", "plaintext", "template", "foreignobject", "animate", "set", "use",
}  # fmt: skip
# One tag, written so plainly that every browser reads it alike; each step takes all it can, so a look is a single pass.
_NAME = r"[A-Za-z_][\w:.-]*+"
_VALUE = r"""(?:"[^"<]*+"|'[^'<]*+'|[^\s"'=<>`]++)"""
_TAG = re.compile(rf"<({_NAME})((?:\s++{_NAME}(?:\s*+=\s*+{_VALUE})?+)*+)\s*+/?+>")
_ATTRIBUTE = re.compile(rf"\s++({_NAME})(?:\s*+=\s*+({_VALUE}))?+")
_OTHER = re.compile(rf"</{_NAME}\s*+>|<!--[^<>]*+>|<!doctype\s++[^<>\[]*+>", re.IGNORECASE)
_FETCHING = {"src", "srcset", "poster", "background", "data", "ping", "longdesc", "manifest"}
# What a page says of itself in its head without anything being fetched.
_RELATIONS = {"alternate", "author", "canonical", "license", "next", "prev"}
_LEADING = {"href", "xlink:href", "action", "formaction", "cite"}
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\", re.IGNORECASE)
_PICTURE_INSIDE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*|cid:[\w.@-]+")
_PLAIN_LINK = re.compile(r"https?:|mailto:", re.IGNORECASE)
# What browsers leave out of an address before they read it.
_LEFT_OUT = re.compile(r"[\x00-\x20]+")
_ACTIVE_STYLE = re.compile(r"@import|url\s*+\(|expression\s*+\(|behavior\s*+:|-moz-binding|\\", re.IGNORECASE)
_ACTIVE_PDF = (b"/JavaScript", b"/Launch")


def active_in_html(page: str) -> str:
    """The first thing in a page that runs, or fetches from elsewhere, as its author would look for it; else empty.

    Stricter than a browser: a tag that is not written plainly counts, since browsers could read it otherwise.
    """
    return next(_found(page), "")


def active_in_pdf(content: bytes) -> str:
    """The first action in a PDF that would run by itself; else empty."""
    return next((mark.decode() for mark in _ACTIVE_PDF if mark in content), "")


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
            inside = page[tag.end() : at if at >= 0 else len(page)]
            yield from _faults(tag[1].lower().rpartition(":")[2], _attributes(tag[2]), inside)


def _is_comment(token: str) -> bool:
    return len(token) >= len("<!---->") and token.endswith("-->") and not token.startswith(("<!-->", "<!--->"))


def _attributes(written: str) -> dict[str, str]:
    """The attributes of a tag; of one that stands there twice, the first, as browsers take it."""
    found: dict[str, str] = {}
    for attribute in _ATTRIBUTE.finditer(written):
        found.setdefault(attribute[1].lower(), unescape((attribute[2] or "").strip("\"'")))
    return found


def _faults(element: str, attributes: dict[str, str], inside: str) -> Iterator[str]:
    """What is wrong with an element: its name, its attributes, and for a style what stands in it."""
    if element in _ELEMENTS:
        yield f"<{element}>"
    if element == "meta" and attributes.get("http-equiv", "").strip().lower() == "refresh":
        yield "<meta http-equiv=refresh>"
    if element == "style" and (active := _ACTIVE_STYLE.search(inside)):
        yield f"{active[0]} in <style>"
    is_link = element == "link" and not set((attributes.get("rel") or "-").lower().split()) <= _RELATIONS
    for name, value in attributes.items():
        if _is_active(name, value, is_fetched=is_link and name == "href"):
            yield f"<{element} {name}=>"


def _is_active(name: str, value: str, *, is_fetched: bool) -> bool:
    """Whether one attribute runs or fetches something."""
    address = _LEFT_OUT.sub("", value)
    leads_away = _ELSEWHERE.match(address) is not None
    if name.startswith("on") or name == "srcdoc":
        return True
    if name == "style":
        return _ACTIVE_STYLE.search(value) is not None
    if name in _FETCHING or is_fetched:
        return leads_away and not _PICTURE_INSIDE.fullmatch(address)
    return name in _LEADING and leads_away and not _PLAIN_LINK.match(address)
