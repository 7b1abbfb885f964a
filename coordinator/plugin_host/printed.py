"""Finds what would act by itself in a PDF that a plugin wrote, by going through all of it from end to end.

A PDF says at its end where its parts lie, and programs differ in how far they believe that. So every object is
looked at whether anything points to it or not, nothing may stand between them, and whatever points somewhere must point
to one of them.
"""

import re
import zlib
from collections.abc import Iterator, Mapping

from coordinator.plugin_host.odd import Odd
from coordinator.plugin_host.pdf_values import Budget, Name, Unreadable, Value, past_space, read_value

MOST_UNPACKED = 64 * 2**20
MOST_OBJECTS = 300_000

_UNREADABLE = "a PDF that is not written plainly"
_BLANK = rb"[\x00\t\n\x0c\r ]"
_OBJECT = re.compile(rb"(?<![0-9])[0-9]++" + _BLANK + rb"++[0-9]{1,5}" + _BLANK + rb"++obj(?![A-Za-z0-9])")
_ACTING_OBJECT = re.compile(_OBJECT.pattern + _BLANK + rb"*+(?:<<|%)")
_TABLE = re.compile(rb"xref[\r\n\t ]++")
_SECTION = re.compile(rb"[0-9]{1,10} ([0-9]{1,7}) *+(?:\r\n|\r|\n)")
_ENTRIES = re.compile(rb"(?:[0-9]{10} [0-9]{5} [nf](?: \r| \n|\r\n))*+")
_ENTRY = 20
_TRAILER = re.compile(rb"[\r\n\t ]*+trailer")
_START = re.compile(rb"startxref[\r\n\t ]++([0-9]{1,10})(?![0-9])")
_STREAM = re.compile(rb"stream(?:\r\n|\n)")
_STREAM_ENDS = re.compile(rb"(?:\r\n|\r|\n)?endstream(?![A-Za-z0-9])")
_OBJECT_ENDS = re.compile(rb"endobj(?![A-Za-z0-9])")
# What runs, sends, plays, opens another file or brings one along; no paper to print or read needs any of it.
_ACTING = {
    "JavaScript", "JS", "Launch", "AA", "SubmitForm", "ImportData", "RichMedia", "RichMediaContent",
    "RichMediaExecute", "RichMediaSettings", "EmbeddedFile", "EmbeddedFiles", "EF", "Filespec", "XFA", "GoToR", "GoToE",
    "GoTo3DView", "Thread", "Movie", "Sound", "Rendition", "Screen", "3D", "FileAttachment", "Encrypt", "Sig",
    "DocTimeStamp", "DSS", "OPI",
}  # fmt: skip
# In what a stream says of itself: its content lies in another file.
_ELSEWHERE = ("F", "FFilter", "FDecodeParms", "Ref")

# An address that shows a page or begins a letter once it is followed, or a place close by; no escapes at its beginning.
_CALM_ADDRESS = re.compile(rb"(?:https?|mailto):.*+|[\x21-\x39\x3b-\x5b\x5d-\x7e]*+", re.IGNORECASE | re.DOTALL)


def active_in_pdf(content: bytes) -> str:
    """The first thing in a PDF that would act by itself, or that cannot be read without a doubt; else empty."""
    try:
        _Look(content).over_all()
    except Odd as found:
        return str(found)
    except (Unreadable, zlib.error, OverflowError):
        return _UNREADABLE
    return ""


class _Look:
    """One pass through a PDF: where its objects and tables begin, and where its tables say that something begins."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._objects: set[int] = set()
        self._tables: set[int] = set()
        self._said_objects: set[int] = set()
        self._said_tables: set[int] = set()
        self._last_start = -1
        self._left = MOST_UNPACKED
        self._budget = Budget()

    def over_all(self) -> None:
        """Refuses (Odd, Unreadable) the first thing that is wrong."""
        at = past_space(self._content, 0)
        while at < len(self._content):
            at = past_space(self._content, self._over_part(at))
        self._check_places()

    def _over_part(self, at: int) -> int:
        """Looks at the part that begins there, and says where it ends."""
        if found := _OBJECT.match(self._content, at):
            self._objects.add(at)
            if len(self._objects) > MOST_OBJECTS:
                raise Unreadable
            return self._over_object(found)
        if found := _TABLE.match(self._content, at):
            self._tables.add(at)
            return self._over_table(found.end())
        if found := _START.match(self._content, at):
            self._last_start = at
            self._said_tables.add(int(found[1]))
            return found.end()
        raise Unreadable

    def _check_places(self) -> None:
        """The end is where it seems to be, no words look like an object that acts, and no table points elsewhere."""
        if self._last_start < 0 or self._content.rfind(b"startxref") != self._last_start:
            raise Unreadable
        if any(found.start() not in self._objects for found in _ACTING_OBJECT.finditer(self._content)):
            raise Unreadable
        if not (self._said_objects <= self._objects and self._said_tables <= self._tables):
            raise Unreadable

    def _over_object(self, begins: re.Match[bytes]) -> int:
        value, at = read_value(self._content, begins.end(), self._budget)
        _check(value)
        at = past_space(self._content, at)
        if found := _STREAM.match(self._content, at):
            if not isinstance(value, dict):
                raise Unreadable
            at = self._over_stream(value, found.end(), begins.start())
        if not (ends := _OBJECT_ENDS.match(self._content, at)):
            raise Unreadable
        return ends.end()

    def _over_stream(self, about: Mapping[Name, Value], at: int, begins: int) -> int:
        for key in _ELSEWHERE:
            if key in about:
                raise Odd(f"/{key}")
        if "PS" in (about.get(Name("Subtype")), about.get(Name("Subtype2"))):
            raise Odd("/PS")
        length = about.get(Name("Length"))
        if isinstance(length, int) and length >= 0:
            ends = at + length
        elif (ends := self._content.find(b"endstream", at)) < 0:
            raise Unreadable
        packed = self._content[at:ends]
        if about.get(Name("Type")) == "XRef":
            self._over_packed_table(about, packed, begins)
        elif "First" in about or about.get(Name("Type")) == "ObjStm":
            self._over_packed_objects(about, packed)
        if not (found := _STREAM_ENDS.match(self._content, ends)):
            raise Unreadable
        return past_space(self._content, found.end())

    def _unpacked(self, about: Mapping[Name, Value], packed: bytes) -> bytes:
        how = about.get(Name("Filter"))
        if how in (None, []):
            return packed
        if how not in ("FlateDecode", ["FlateDecode"]):
            raise Unreadable
        unpacking = zlib.decompressobj()
        found = unpacking.decompress(packed, self._left)
        self._left -= len(found)
        if not unpacking.eof or self._left <= 0:
            raise Unreadable
        return found

    def _over_packed_objects(self, about: Mapping[Name, Value], packed: bytes) -> None:
        """Looks at the objects that lie in a stream, each where the stream says that it lies."""
        count, first = about.get(Name("N")), about.get(Name("First"))
        if type(count) is not int or type(first) is not int or about.get(Name("DecodeParms")) is not None:
            raise Unreadable
        content = self._unpacked(about, packed)
        if not 0 <= count <= MOST_OBJECTS or not 0 <= first <= 25 * count:
            raise Unreadable
        head = content[:first].split()
        if len(head) != 2 * count or not all(each.isdigit() and len(each) <= 10 for each in head):
            raise Unreadable
        at = first
        for begins in (first + int(each) for each in head[1::2]):
            if begins < at:
                raise Unreadable
            value, at = read_value(content, begins, self._budget)
            _check(value)

    def _over_table(self, at: int) -> int:
        while section := _SECTION.match(self._content, at):
            at = section.end() + _ENTRY * int(section[1])
            entries = self._content[section.end() : at]
            if not _ENTRIES.fullmatch(entries) or len(entries) != _ENTRY * int(section[1]):
                raise Unreadable
            rows = (entries[start : start + _ENTRY] for start in range(0, len(entries), _ENTRY))
            self._said_objects.update(int(row[:10]) for row in rows if row[17:18] == b"n")
        if not (found := _TRAILER.match(self._content, at)):
            raise Unreadable
        value, at = read_value(self._content, found.end(), self._budget)
        _check(value)
        self._goes_on(value)
        return at

    def _over_packed_table(self, about: Mapping[Name, Value], packed: bytes, begins: int) -> None:
        self._tables.add(begins)
        self._goes_on(about)
        widths = about.get(Name("W"))
        if not isinstance(widths, list) or len(widths) != 3 or not all(type(w) is int and 0 <= w <= 8 for w in widths):
            raise Unreadable
        kind, place = widths[0], widths[0] + widths[1]
        for row in _rows(self._unpacked(about, packed), sum(widths), about.get(Name("DecodeParms"))):
            if not kind or int.from_bytes(row[:kind], "big") == 1:
                self._said_objects.add(int.from_bytes(row[kind:place], "big"))

    def _goes_on(self, about: Value) -> None:
        """Notes which other tables one points to."""
        if not isinstance(about, dict):
            raise Unreadable
        for key in (Name("Prev"), Name("XRefStm")):
            if key in about:
                if type(about[key]) is not int:
                    raise Unreadable
                self._said_tables.add(about[key])


def _rows(content: bytes, width: int, how: Value) -> Iterator[bytes]:
    """The rows of a packed table, each the difference from the one above where it says so."""
    predictor = how.get(Name("Predictor"), 1) if isinstance(how, dict) else 1
    if not width or len(content) > MOST_OBJECTS * width or (how is not None and not isinstance(how, dict)):
        raise Unreadable
    if predictor == 1:
        yield from (content[at : at + width] for at in range(0, len(content), width))
        return
    if type(predictor) is not int or predictor < 10 or not isinstance(how, dict) or how.get(Name("Columns")) != width:
        raise Unreadable
    above = bytes(width)
    for at in range(0, len(content), width + 1):
        row = content[at + 1 : at + 1 + width]
        if content[at] not in (0, 2) or len(row) != width:
            raise Unreadable
        above = row if content[at] == 0 else bytes((new + old) & 255 for new, old in zip(row, above, strict=True))
        yield above


def _check(value: Value) -> None:
    """Refuses (Odd) a value in which something acts, however deep."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Name):
            if each in _ACTING:
                raise Odd(f"/{each}")
        elif isinstance(each, list):
            waiting.extend(each)
        elif isinstance(each, dict):
            _check_entries(each)
            waiting.extend(each)
            waiting.extend(each.values())


def _check_entries(entries: Mapping[Name, Value]) -> None:
    opens = entries.get(Name("OpenAction"), [])
    # A place to be shown first is fine; what is only pointed to could be anything.
    if not isinstance(opens, list) and not (isinstance(opens, dict) and opens.get(Name("S")) == "GoTo"):
        raise Odd("/OpenAction")
    address = entries.get(Name("URI"), b"")
    if not isinstance(address, bytes) or not _CALM_ADDRESS.fullmatch(address):
        raise Odd("/URI")
