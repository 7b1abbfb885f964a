"""Finds what would act by itself in an XML file that a plugin wrote: a feed, a package of an e-book, a drawing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urljoin
from xml.parsers import expat

from coordinator.plugin_host.active import active_in_html
from coordinator.plugin_host.elements import faults_of, leads_away
from coordinator.plugin_host.odd import Odd
from coordinator.plugin_host.styles import active_in_style

DEEPEST = 256
_ATOM = "http://www.w3.org/2005/Atom"
_OWN_WORDS = {
    "http://www.w3.org/1999/xlink": "xlink:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}
# Kinds of markup that are programs, or that put other files in their own place.
_PROGRAMS = {
    "http://www.w3.org/1999/xsl/transform", "http://www.w3.org/2001/xinclude", "http://www.w3.org/2003/xinclude",
    "http://www.w3.org/ns/xbl", "http://www.mozilla.org/xbl", "http://www.w3.org/2002/xforms",
    "http://www.w3.org/2001/xml-events", "http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul",
}  # fmt: skip
# Those whose readers have them, and fetch nothing.
_KNOWN_DOCTYPES = ("http://www.w3.org/", "http://www.daisy.org/", "about:legacy-compat")
# What holds a page as text: in Atom where `type` says so, in other feeds always.
_HOLDS_PAGES = {"content", "summary", "title", "subtitle", "rights"}
_HOLDS_PAGES_ELSEWHERE = {"description", "encoded", "body", "fulltext"}
_HOLDS_ADDRESS = {"icon", "logo", "url", "docs"}
# What an e-book may say of a file, and how that file must then be called, so that it was looked at as what it is.
_NAMED_AS = {
    "application/xhtml+xml": (".xhtml", ".html", ".htm", ".xht"),
    "text/html": (".html", ".htm"),
    "image/svg+xml": (".svg",),
    "text/css": (".css",),
}


@dataclass
class _Open:
    """An element that is not closed yet."""

    kind: str
    name: str
    attributes: Mapping[str, str]
    text: list[str] = field(default_factory=list)


def active_in_xml(content: bytes) -> str:
    """The first thing in an XML file that runs, or fetches from elsewhere, or that is not well-formed; else empty.

    Entities, style sheets and other instructions, and any writing but UTF-8 count.
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "a page that is not UTF-8"
    if b"\x00" in content:
        return "a sign that no page has (0)"
    try:
        _Look().at(content)
    except Odd as found:
        return str(found)
    except expat.ExpatError as problem:
        return f"line {problem.lineno} (not well-formed)"
    return ""


_OWN_PLACE = re.compile(r"https?://[\w.-]+(?::[0-9]+)?/(?:[\w.~%-]+/)*")


class _Look:
    """One pass through a file, with the elements that are open."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._base = ""
        self._lies_at = ""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._begins
        parser.EndElementHandler = self._ends
        parser.CharacterDataHandler = self._says
        self._parser = parser

    def at(self, content: bytes) -> None:
        """Refuses (Odd, ExpatError) the first thing that is wrong."""
        self._parser.Parse(content, True)

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8"):
            raise Odd(f"<?xml encoding={encoding[:40]}?>")

    def _doctype(self, _name: str, system: str | None, _public: str | None, has_inside: int) -> None:
        if has_inside or (system and not system.startswith(_KNOWN_DOCTYPES)):
            raise Odd("<!DOCTYPE> with ENTITY or an address")

    def _entity(self, *_about: object) -> None:
        raise Odd("<!ENTITY>")

    def _instruction(self, target: str, _data: str) -> None:
        raise Odd(f"<?{target[:40]}?>")

    def _begins(self, full: str, given: dict[str, str]) -> None:
        kind, _space, name = full.rpartition(" ")
        if kind.lower() in _PROGRAMS:
            raise Odd(f"<{name[:40]}> of {kind[:60]}")
        if len(self._open) >= DEEPEST:
            raise Odd("too much inside one another")
        element = name.lower()
        own = {_own_name(each): value for each, value in given.items()}
        if kind == _ATOM:
            self._place(element, own)
        foreign = {each.rpartition(" ")[2].lower(): value for each, value in given.items() if " " in each}
        if self._base and not self._open:
            del own["xml:base"], foreign["base"]
        for attributes in (own, foreign):
            for fault in faults_of(element, attributes):
                raise Odd(fault)
        _check_package(element, own)
        self._open.append(_Open(kind, element, own))

    def _place(self, element: str, attributes: Mapping[str, str]) -> None:
        """Notes where a feed says that it lies, and from where its addresses count."""
        if element == "feed" and not self._open and _OWN_PLACE.fullmatch(attributes.get("xml:base", "")):
            self._base = attributes["xml:base"]
        if element == "link" and attributes.get("rel") == "self" and len(self._open) == 1:
            self._lies_at = attributes.get("href", "")

    def _says(self, text: str) -> None:
        if self._open:
            self._open[-1].text.append(text)

    def _ends(self, _name: str) -> None:
        closed = self._open.pop()
        # A feed may count its addresses from its own place, where whoever reads it asks anyway, and from no other.
        if self._base and not self._open and not urljoin(self._base, self._lies_at).startswith(self._base):
            raise Odd("<feed xml:base=>")
        text = "".join(closed.text)
        if closed.name == "style" and (found := active_in_style(text)):
            raise Odd(f"{found} in <style>")
        if closed.name in _HOLDS_ADDRESS and leads_away(text):
            raise Odd(f"<{closed.name}>")
        if _is_page(closed) and "<" in text and (found := active_in_html(text)):
            raise Odd(f"<{closed.name}>: {found}")


def _own_name(full: str) -> str:
    """The name of an attribute as pages write it; of one that belongs to something unknown, marked so."""
    kind, _space, name = full.rpartition(" ")
    return (_OWN_WORDS.get(kind, "unknown:") if kind else "") + name.lower()


def _is_page(closed: _Open) -> bool:
    """Whether the text of an element is a page that its reader will show as one; refuses what nobody can look at."""
    if closed.kind != _ATOM:
        return closed.name in _HOLDS_PAGES_ELSEWHERE or (closed.name in _HOLDS_PAGES and not closed.kind)
    if closed.name not in _HOLDS_PAGES:
        return False
    said = closed.attributes.get("type", "text").strip().lower()
    if said not in ("text", "html", "xhtml", "text/html", "text/plain"):
        raise Odd(f"<{closed.name} type={said[:40]}>")
    return said.endswith("html")


def _check_package(element: str, attributes: Mapping[str, str]) -> None:
    """Refuses (Odd) an e-book that says of a file what its name does not say, for nobody looked at it as that."""
    said = attributes.get("media-type", "").strip().lower()
    if element == "rootfile" and not attributes.get("full-path", "").lower().endswith(".opf"):
        raise Odd("<rootfile full-path=>")
    if element != "item" or not said:
        return
    ending = PurePosixPath(attributes.get("href", "").partition("#")[0].partition("?")[0]).suffix.lower()
    if "script" in said or (said in _NAMED_AS and ending not in _NAMED_AS[said]):
        raise Odd(f"<item media-type={said[:40]}>")
