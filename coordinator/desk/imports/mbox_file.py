"""Finds the single mails in an mbox file and reads them one at a time, so that no archive is too large."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from coordinator.errors import Invalid
from coordinator.language import _

MOST_MAIL_BYTES = 32 * 1024 * 1024
MOST_HEADER_BYTES = 256 * 1024

_SEPARATOR = re.compile(rb"^From .*\d{1,2}:\d{2}(?::\d{2})?\b.*$")
_YEAR = re.compile(rb"\b(?:19|20)\d{2}\b")
_FIELD = re.compile(rb"^[!-9;-~]+[ \t]*:")
_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_LONGEST_READ = 64 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class MailPlace(NamedTuple):
    """Where one mail stands in the file: its number, counted from 1, and its bytes without the separator line."""

    number: int
    offset: int
    length: int


@dataclass(frozen=True)
class RawMail:
    """A mail as found: its place, the separator line above it, its header, and a digest of its body."""

    place: MailPlace
    envelope: bytes
    header: bytes
    body_digest: bytes


def scan_mbox(path: Path) -> Iterator[RawMail]:
    """Yield every mail in the file, in its order, reading it once from end to end.

    Refuses (Invalid) a file that cannot be read, is empty, or does not begin like an mbox.
    """
    with _opened(path) as file:
        scan = _Scan(_first_line(file, path.name), file.tell())
        for line in _lines(file):
            yield from scan.take(line)
        yield from scan.finish()


def read_raw_mail(file: BinaryIO, place: MailPlace) -> bytes:
    """The bytes of one mail, header and body, with `>From ` at the start of a line made `From ` again."""
    file.seek(place.offset)
    return _ESCAPED_FROM.sub(rb"\1", file.read(place.length))


class _Scan:
    """What is known of the mail that is being read, line by line.

    A line of the form `From somebody, day and time` begins a mail only where a header follows it, for people begin
    sentences with that word; so such a line is held back until the next one is seen.
    """

    def __init__(self, envelope: bytes, offset: int) -> None:
        self.number = 0
        self.position = offset
        self.held: bytes | None = None
        self._begin(envelope, offset)

    def _begin(self, envelope: bytes, offset: int) -> None:
        self.number += 1
        self.envelope = envelope
        self.offset = offset
        self.header = bytearray()
        self.in_header = True
        self.digest = hashlib.blake2b(digest_size=16)

    def take(self, line: tuple[bytes, bool]) -> Iterator[RawMail]:
        """Add a line, given with whether it stands at the start of one; yield the mail that it ends."""
        content, is_start = line
        held, self.held = self.held, None
        if held is not None:
            if not content.strip() or _FIELD.match(content) or is_separator(content.removeprefix(b">")):
                yield self._mail(self.position)
                self.position += len(held)
                self._begin(held, self.position)
            else:
                self._add(held)
        if is_start and is_separator(content):
            self.held = content
        else:
            self._add(content)

    def finish(self) -> Iterator[RawMail]:
        """Yield the last mail; a separator line at the very end begins one without a header."""
        yield self._mail(self.position)
        if self.held is not None:
            self._begin(self.held, self.position + len(self.held))
            yield self._mail(self.offset)

    def _add(self, content: bytes) -> None:
        self.position += len(content)
        if not self.in_header:
            self.digest.update(content.rstrip(b"\r\n"))
        elif content.strip():
            self.header += content[: MOST_HEADER_BYTES - len(self.header)]
        else:
            self.in_header = not self.header

    def _mail(self, end: int) -> RawMail:
        place = MailPlace(self.number, self.offset, end - self.offset)
        return RawMail(place, self.envelope, bytes(self.header), self.digest.digest())


def is_separator(line: bytes) -> bool:
    """Whether a line has the form of the one above each mail of an mbox."""
    return line.startswith(b"From ") and bool(_SEPARATOR.match(line.rstrip(b"\r\n")) and _YEAR.search(line))


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        sentence = _("%(path)s cannot be read (%(why)s).", path=str(path), why=error.strerror or "")
        raise Invalid(sentence) from error


def _first_line(file: BinaryIO, name: str) -> bytes:
    """Read up to the first separator; nothing but blank lines may stand above it."""
    line = file.readline(_LONGEST_READ).removeprefix(_BYTE_ORDER_MARK)
    while line and not line.strip():
        line = file.readline(_LONGEST_READ)
    if not line:
        raise Invalid(_("%(name)s is empty. Choose the mbox file of the mailing list.", name=name))
    if not is_separator(line):
        raise Invalid(
            _("%(name)s is not an mbox file: it does not begin with a line “From … day, time and year”.", name=name)
        )
    return line


def _lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """The lines of the file, each with whether it is one's start: endless ones come in several goes."""
    is_start = True
    while content := file.readline(_LONGEST_READ):
        yield content, is_start
        is_start = content.endswith(b"\n")
