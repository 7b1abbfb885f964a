"""Says of one element of a page, whether written as HTML or as XML, what in it runs or fetches something."""

import re
from collections.abc import Iterator, Mapping

from coordinator.plugin_host.styles import active_in_style

# Elements that run or fetch something, and those whose inside browsers take in ways of their own.
_ELEMENTS = {
    "script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "form", "portal", "noscript",
    "noembed", "noframes", "xmp", "plaintext", "template", "foreignobject", "animate", "animatecolor",
    "animatemotion", "animatetransform", "set", "discard", "use", "handler", "listener", "fencedframe", "webview",
    "isindex", "keygen", "layer", "ilayer", "param", "xml", "comment", "maction", "annotation-xml",
}  # fmt: skip
_FETCHING = {
    "src", "poster", "background", "data", "longdesc", "manifest", "lowsrc", "dynsrc", "codebase", "classid",
    "archive", "code", "icon", "action", "formaction", "xml:base", "uri", "url", "full-path",
}  # fmt: skip
_CANDIDATES = {"srcset", "imagesrcset"}
_RUNNING = {"srcdoc", "ping", "attributionsrc", "schemalocation", "nonamespaceschemalocation"}
_LEADING = {"href", "xlink:href"}
# What a page or a feed says of itself without anything being fetched.
_RELATIONS = {"alternate", "author", "canonical", "license", "self", "related", "via"}
# What is fetched, or readied, even where it lies close by.
_READIED = {
    "dns-prefetch", "import", "manifest", "modulepreload", "preconnect", "prefetch", "preload", "prerender",
    "serviceworker", "expect", "compression-dictionary",
}  # fmt: skip
_SAID_IN_HEAD = {"content-type", "content-language", "content-security-policy", "x-ua-compatible"}
# Words for people, and addresses that are looked at by themselves: no browser takes these for a style.
_WORDS = {
    "alt", "title", "content", "summary", "label", "placeholder", "value", "href", "xlink:href", "cite", "name", "id",
    "class", "lang", "type", "abbr", "term", "scheme", "headers", "property",
}  # fmt: skip
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}|\\", re.IGNORECASE)
_PICTURE_INSIDE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*|cid:[\w.@-]+")
_PLAIN_LINK = re.compile(r"https?:|mailto:", re.IGNORECASE)
# What browsers leave out of an address before they read it.
_LEFT_OUT = re.compile(r"[\x00-\x20]+")


def faults_of(element: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """What in an element runs or fetches: its name, or its attributes; both in small letters, values decoded."""
    if element in _ELEMENTS:
        yield f"<{element}>"
    if element == "meta":
        yield from _faults_in_head(attributes)
    relations = set(attributes.get("rel", "-").lower().split())
    if element == "link" and relations & _READIED:
        yield f"<link rel={attributes['rel'][:40]}>"
    for name, value in attributes.items():
        if name in _LEADING:
            is_active = _leads_astray(element, value, is_fetched=not relations <= _RELATIONS)
        else:
            is_active = _is_active(element, name, value)
        if is_active:
            yield f"<{element} {name}=>"


def leads_away(address: str) -> bool:
    """Whether an address is one elsewhere: fetched, it would be asked of somebody."""
    bare = _LEFT_OUT.sub("", address)
    return _ELSEWHERE.match(bare) is not None and not _PICTURE_INSIDE.fullmatch(bare)


def is_plain_link(address: str) -> bool:
    """Whether an address does nothing until somebody follows it, and then shows a page or begins a letter."""
    bare = _LEFT_OUT.sub("", address)
    return _ELSEWHERE.match(bare) is None or _PLAIN_LINK.match(bare) is not None


def _faults_in_head(attributes: Mapping[str, str]) -> Iterator[str]:
    says = attributes.get("http-equiv", "").strip().lower()
    content = attributes.get("content", "").lower()
    if "http-equiv" in attributes and says not in _SAID_IN_HEAD:
        yield f"<meta http-equiv={says[:40]}>"
    if says == "content-security-policy" and "report" in content:
        yield "<meta http-equiv=content-security-policy> with report"
    charset = attributes.get("charset") or (content.partition("charset=")[2] if says == "content-type" else "")
    if charset and charset.strip("\"' ").lower() not in ("utf-8", "utf8"):
        yield f"<meta charset={charset[:40]}>"


def _leads_astray(element: str, address: str, *, is_fetched: bool) -> bool:
    """Whether a reference runs something, or leads elsewhere without anybody following it."""
    if element in ("a", "area") or (element == "link" and not is_fetched):
        return not is_plain_link(address)
    return leads_away(address)


def _is_active(element: str, name: str, value: str) -> bool:
    """Whether one attribute, no reference, runs or fetches something."""
    if name.startswith("on") or name in _RUNNING:
        return True
    if name in _CANDIDATES:
        return any(leads_away(each) for each in re.split(r"[,\s]+", _PICTURE_INSIDE.sub("", value)))
    if name in _FETCHING:
        return leads_away(value) and (element, name) != ("generator", "uri")
    if name == "cite":
        return not is_plain_link(value)
    return _may_be_style(name, value) and active_in_style(value) != ""


def _may_be_style(name: str, value: str) -> bool:
    """Whether a browser could take a value for a style: in drawings, nearly every attribute is one."""
    if name in _WORDS or name.startswith(("aria-", "data-")):
        return False
    return name == "style" or "(" in value or "\\" in value
