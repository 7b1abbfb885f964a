"""Goes once through an mbox file and notes of each mail what threading needs, ids as keyed hashes."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from sys import intern
from typing import NamedTuple

from coordinator.desk.imports.mail_head import MailHead, Sender, read_head
from coordinator.desk.imports.mbox_file import MOST_MAIL_BYTES, MailPlace, RawMail, scan_mbox
from coordinator.language import _


@dataclass(frozen=True)
class IndexedMail:
    """One mail: its place, the keys of its id, its sender and the mails it answers, and what else its header says."""

    place: MailPlace
    key: str
    sender_key: str
    reference_keys: tuple[str, ...]
    subject: str
    sender: Sender
    written_at: datetime


class Skipped(NamedTuple):
    """A mail that is in no thread: its number in the file, counted from 1, and why."""

    number: int
    reason: str


class MboxIndex:
    """What one pass over an mbox file found: the mails to thread, and those skipped, each with a reason.

    `key` makes the keyed hashes: with the same key the same mail has the same hash in every file. Refuses (Invalid)
    what `scan_mbox` refuses.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._key = key
        self._digests: dict[str, bytes] = {}
        self._last_moment = datetime(1970, 1, 1, tzinfo=UTC)
        self.mails: list[IndexedMail] = []
        self.skipped: list[Skipped] = []
        for raw in scan_mbox(path):
            self._add(raw)

    def _add(self, raw: RawMail) -> None:
        head = read_head(raw.header, raw.envelope)
        if raw.place.length > MOST_MAIL_BYTES:
            self._skip(raw, _("It is larger than 32 MB."))
        elif head is None:
            self._skip(raw, _("Its header is missing or does not say who wrote it."))
        else:
            self._add_readable(raw, head)

    def _skip(self, raw: RawMail, reason: str) -> None:
        self.skipped.append(Skipped(raw.place.number, reason))

    def _add_readable(self, raw: RawMail, head: MailHead) -> None:
        key = self._own_key(raw, head.message_id)
        if key in self._digests:
            self._skip(raw, _("The same mail stands in the file before."))
            return
        self._digests[key] = raw.body_digest
        # A mail without a believable date was written about when its neighbour in the file was.
        self._last_moment = head.written_at or self._last_moment
        references = tuple(self._hash("mail", name) for name in head.references)
        sender_key = self._hash("sender", head.sender.identity)
        moment = self._last_moment
        self.mails.append(IndexedMail(raw.place, key, sender_key, references, head.subject, head.sender, moment))

    def _own_key(self, raw: RawMail, message_id: str) -> str:
        """The key of the mail's id; of its content where it has no id, or where another mail has the same one."""
        content = raw.body_digest.hex()
        if not message_id:
            return self._hash("content", hashlib.sha256(raw.header).hexdigest() + content)
        key = self._hash("mail", message_id)
        is_other = self._digests.get(key, raw.body_digest) != raw.body_digest
        return self._hash("content", message_id + content) if is_other else key

    def _hash(self, kind: str, text: str) -> str:
        """32 hexadecimal digits by which a text of some kind is known again, and from which it cannot be found."""
        digest = hmac.new(self._key, f"{kind}\0{text}".encode(errors="replace"), hashlib.sha256)
        return intern(digest.hexdigest()[:32])
