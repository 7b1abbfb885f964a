"""Opens the messages that a plugin wrote, where every program would find the same parts in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message

from coordinator.plugin_host.odd import Odd

MOST_PARTS = 200

_ENVELOPES = {"multipart/alternative", "multipart/mixed", "multipart/related", "message/rfc822"}
# What has a reader's program answer by itself, or look elsewhere for what a message shows.
_ANSWERED = (
    "Disposition-Notification-To", "Return-Receipt-To", "X-Confirm-Reading-To", "Content-Base", "Content-Location",
    "X-Image-URL", "Autocrypt",
)  # fmt: skip
_ALPHABETS = re.compile(r"us-ascii|utf-8|iso-8859-[0-9]{1,2}|windows-125[0-9]", re.IGNORECASE)
_BROKEN = (MessageError, LookupError, ValueError, AttributeError, TypeError, RecursionError)
_UNREADABLE = "a message that cannot be read"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message that holds no others: its media type, its file name or nothing, and its content."""

    kind: str
    name: str
    content: bytes


def parts_of(content: bytes) -> Iterator[Part]:
    """The parts of a message and of those inside it; texts come as UTF-8. Refuses (Odd) what is in doubt."""
    try:
        parts = list(message_from_bytes(content, policy=policy.default).walk())
        if len(parts) > MOST_PARTS:
            raise Odd("a message of too many parts")
        for part in parts:
            _check(part)
            if part.get_content_type() not in _ENVELOPES:
                yield _opened(part)
    except _BROKEN:
        raise Odd(_UNREADABLE) from None


def _check(part: Message) -> None:
    if part.defects or len(part.get_all("Content-Type", ())) > 1:
        raise Odd(_UNREADABLE)
    for header in _ANSWERED:
        if header in part:
            raise Odd(header)
    codes = {"7bit", "8bit"}
    if part.get_content_type() not in _ENVELOPES:
        codes |= {"quoted-printable", "base64"}
    if str(part.get("Content-Transfer-Encoding", "7bit")).strip().lower() not in codes:
        raise Odd(_UNREADABLE)


def _opened(part: Message) -> Part:
    content = part.get_payload(decode=True)
    if part.defects or not isinstance(content, bytes) or not isinstance(part, EmailMessage):
        raise Odd(_UNREADABLE)
    kind = part.get_content_type()
    if part.get_content_maintype() == "text" or kind.endswith("xml"):
        alphabet = part.get_content_charset("utf-8")
        if not _ALPHABETS.fullmatch(alphabet):
            raise Odd(f"a text in {alphabet[:40]}")
        content = content.decode(alphabet).encode()
    return Part(kind, part.get_filename() or "", content)
