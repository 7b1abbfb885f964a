"""Reads the header of a mail: who, when, about what, and in answer to which."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from coordinator.desk.imports.mail_words import decoded_header

_FIELD = re.compile(rb"^([!-9;-~]+)[ \t]*:[ \t]*(.*(?:\r?\n[ \t].*)*)", re.MULTILINE)
_ID = re.compile(r"<([^<>\s]+)>")
_ONLY_IDS = re.compile(r"^(?:\s*<[^<>\s]+>[\s,]*)+$")
_ADDRESS = re.compile(r"[^\s<>()\"',;:]+@[^\s<>()\"',;:]+")
_SPOKEN_ADDRESS = re.compile(r"^([\w.+-]+) at ([\w-]+(?:\.[\w-]+)+)(?=\s|$)")
_VIA = re.compile(r"\s+via\s+", re.IGNORECASE)
_ENVELOPE = re.compile(rb"^From (\S+@\S+)?.*?((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun).*)$")


@dataclass(frozen=True)
class Sender:
    """Who wrote: an address and a name, either of which may be empty. Lives in memory only."""

    address: str
    name: str

    @property
    def plain_address(self) -> str:
        """The address as it is compared: in lower case, and without what a list added to spoil it."""
        return self.address.casefold().removesuffix(".invalid")

    @property
    def is_list(self) -> bool:
        """Whether a list wrote in somebody's name (`Ana via Our List`), so that the address is its own."""
        return bool(_VIA.search(self.name))

    @property
    def identity(self) -> str:
        """What is the same in all mails of one sender: the address, the name where that is missing or a list's."""
        is_enough = self.address and not self.is_list
        return self.plain_address if is_enough else f"{self.name.casefold()} {self.plain_address}".strip()


@dataclass(frozen=True)
class MailHead:
    """The parts of a header that an import uses; `references` has the nearest mail last, `written_at` is in UTC."""

    message_id: str
    references: tuple[str, ...]
    subject: str
    sender: Sender
    written_at: datetime | None


def read_head(header: bytes, envelope: bytes) -> MailHead | None:
    """The head of a mail from its header and the separator line above it; None where neither says who wrote."""
    fields = _fields(header)
    sender = _sender(fields, envelope)
    if sender is None:
        return None
    own = _ID.search(fields.get("message-id", ""))
    message_id = own[1] if own else fields.get("message-id", "")
    return MailHead(
        message_id, _references(fields, message_id), fields.get("subject", ""), sender, _date(fields, envelope)
    )


def parse_sender(text: str) -> Sender:
    """The address and the name in a text such as `Ana <ana@example.org>` or `ana at example.org (Ana)`."""
    text = _SPOKEN_ADDRESS.sub(r"\1@\2", text.strip())
    found = _ADDRESS.findall(text)
    if not found:
        return Sender("", _bare(text))
    name = text.replace(f"<{found[-1]}>", " ").replace(found[-1], " ")
    return Sender(found[-1], _bare(name))


def _bare(name: str) -> str:
    """A name without the quotes and brackets round it and the signs before them."""
    return " ".join(name.replace('"', " ").replace("\\", " ").strip(" '<>()[],;").split())


def _fields(header: bytes) -> dict[str, str]:
    """Lower-case field name → decoded value; of a field that comes twice, the first."""
    found: dict[str, str] = {}
    for match in _FIELD.finditer(header):
        found.setdefault(match[1].decode("ascii").lower(), decoded_header(match[2]))
    return found


def _sender(fields: dict[str, str], envelope: bytes) -> Sender | None:
    text = fields.get("from") or fields.get("sender") or fields.get("reply-to") or ""
    if text.strip():
        return parse_sender(text)
    match = _ENVELOPE.match(envelope)
    return Sender(match[1].decode(errors="replace"), "") if fields and match and match[1] else None


def _references(fields: dict[str, str], message_id: str) -> tuple[str, ...]:
    """The ids of the mails that this one answers. In-Reply-To counts where it holds ids alone: it may be a sentence."""
    answered = fields.get("in-reply-to", "")
    ids = [*_ID.findall(fields.get("references", "")), *(_ID.findall(answered) if _ONLY_IDS.match(answered) else ())]
    return tuple(dict.fromkeys(name for name in ids if name != message_id))


def _date(fields: dict[str, str], envelope: bytes) -> datetime | None:
    match = _ENVELOPE.match(envelope.rstrip(b"\r\n"))
    delivered = match[2].decode(errors="replace") if match else ""
    return _moment(fields.get("date", "")) or _moment(delivered)


def _moment(text: str) -> datetime | None:
    """The moment that a date names, in UTC where it says nothing of a zone; None where it is no believable date."""
    try:
        moment = parsedate_to_datetime(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        utc = aware.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return utc if utc.year >= 1970 else None
