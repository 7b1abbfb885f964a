"""Finds what would act by itself in a file that a plugin wrote: scripts, and whatever is fetched from elsewhere."""

import re
from html.parser import HTMLParser

# Elements that run or fetch something, and those whose inside browsers and this reader take differently.
_ELEMENTS = (
    "script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "form", "portal", "noscript",
    "noembed", "noframes", "xmp", "plaintext", "template", "foreignobject", "animate", "set", "use",
)  # fmt: skip
_ELEMENT = re.compile(rf"<\s*/?\s*(?:\w+:)?({'|'.join(_ELEMENTS)})(?![\w-])", re.IGNORECASE)
_FETCHING = {"src", "srcset", "poster", "background", "data", "ping", "longdesc", "manifest"}
# What a page says of itself in its head without anything being fetched.
_RELATIONS = {"alternate", "author", "canonical", "license", "next", "prev"}
_LEADING = {"href", "xlink:href", "action", "formaction", "cite"}
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\", re.IGNORECASE)
_PICTURE_INSIDE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*|cid:[\w.@-]+")
_PLAIN_LINK = re.compile(r"https?:|mailto:", re.IGNORECASE)
# What browsers leave out of an address before they read it.
_LEFT_OUT = re.compile(r"[\x00-\x20]+")
_ACTIVE_STYLE = re.compile(r"@import|url\s*\(|expression\s*\(|behavior\s*:|-moz-binding|\\|<", re.IGNORECASE)
_ACTIVE_PDF = (b"/JavaScript", b"/Launch")


def active_in_html(page: str) -> str:
    """The first thing in a page that runs, or fetches from elsewhere, as its author would look for it; else empty."""
    if "<!entity" in page.lower():
        return "<!ENTITY"
    if found := _ELEMENT.search(page):
        return f"<{found[1].lower()}>"
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found


def active_in_pdf(content: bytes) -> str:
    """The first action in a PDF that would run by itself; else empty."""
    return next((mark.decode() for mark in _ACTIVE_PDF if mark in content), "")


class _Reader(HTMLParser):
    """Stricter than a browser: what the two could read differently counts as active."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = ""
        self._is_in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_in_style = tag == "style"
        if "<" in (self.get_starttag_text() or "")[1:]:
            self._find(f"<{tag}> with a bare < in it")
        if tag == "meta" and any(name == "http-equiv" and (value or "").lower() == "refresh" for name, value in attrs):
            self._find("<meta http-equiv=refresh>")
        is_link = tag == "link" and not set((dict(attrs).get("rel") or "-").lower().split()) <= _RELATIONS
        for name, value in attrs:
            if fault := _fault(name, value or "", is_fetched=is_link and name == "href"):
                self._find(f"<{tag} {fault}>")

    def handle_data(self, data: str) -> None:
        if self._is_in_style and (found := _ACTIVE_STYLE.search(data)):
            self._find(f"{found[0]} in <style>")

    def handle_endtag(self, tag: str) -> None:
        self._is_in_style = False

    def handle_comment(self, data: str) -> None:
        if "<" in data or ">" in data:
            self._find("a comment with tags in it")

    def handle_pi(self, data: str) -> None:
        self._find("<?")

    def unknown_decl(self, data: str) -> None:
        self._find("<![")

    def _find(self, what: str) -> None:
        self.found = self.found or what[:80]


def _fault(name: str, value: str, *, is_fetched: bool) -> str:
    """What is wrong with one attribute; empty where nothing is."""
    value, written = _LEFT_OUT.sub("", value), value
    if name.startswith("on"):
        return f"{name}="
    if name == "style":
        return "style=" if _ACTIVE_STYLE.search(written) else ""
    if name == "srcdoc":
        return "srcdoc="
    if name in _FETCHING or is_fetched:
        return f"{name}=" if _ELSEWHERE.match(value) and not _PICTURE_INSIDE.fullmatch(value) else ""
    if name in _LEADING:
        return f"{name}=" if _ELSEWHERE.match(value) and not _PLAIN_LINK.match(value) else ""
    return ""
