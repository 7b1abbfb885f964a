"""Takes the text of a mail out of its parts: the plain one where there is one, attachments by name alone."""

import email
import email.message
from collections.abc import Iterator
from dataclasses import dataclass, field

from coordinator.desk.imports.mail_head import read_head
from coordinator.desk.imports.mail_html import lines_of_html
from coordinator.desk.imports.mail_lines import Line, lines_of_text
from coordinator.desk.imports.mail_words import decoded, decoded_header

_DEEPEST_PART = 20
_LONGEST_FILE_NAME = 100
_TEXTS = {"text/plain": 0, "text/markdown": 0, "text/enriched": 1, "text/html": 2}


@dataclass
class MailBody:
    """The lines of a mail, and the names of the files that hung on it."""

    lines: list[Line] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        """Whether there is anything to read."""
        return any(line.text.strip() for line in self.lines)


def read_body(raw: bytes) -> MailBody:
    """The text and the attachments' names of a mail; one too broken to be taken apart is read as it stands."""
    try:
        body = _body_of(email.message_from_bytes(raw), 0)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError):
        # The mail parser of the standard library meets hostile or broken parts with any of these.
        return MailBody(lines_of_text(decoded(raw.partition(b"\n\n")[2], None)))
    return body


def _body_of(part: email.message.Message, depth: int, is_wanted: bool = True) -> MailBody:
    """The text of a part, which is left out where it is not wanted, and the attachments in it."""
    kind = part.get_content_type()
    if depth > _DEEPEST_PART:
        return MailBody(attachments=[kind])
    if kind == "message/rfc822":
        return _passed_on(part, depth, is_wanted)
    if kind == "multipart/alternative":
        return _best_of(part, depth, is_wanted)
    if part.is_multipart():
        return _joined([_body_of(child, depth + 1, is_wanted) for child in _children(part)])
    if kind in _TEXTS and part.get_content_disposition() != "attachment":
        return MailBody(_lines_of(part, kind) if is_wanted else [])
    return MailBody(attachments=[_file_name(part) or kind])


def _children(part: email.message.Message) -> list[email.message.Message]:
    children = part.get_payload()
    if not isinstance(children, list):
        return []
    return [child for child in children if isinstance(child, email.message.Message)]


def _best_of(part: email.message.Message, depth: int, is_wanted: bool) -> MailBody:
    """Of several ways of saying the same, the plainest that says anything, and the attachments of all."""
    children = sorted(_children(part), key=lambda child: _TEXTS.get(child.get_content_type(), 1))
    best = MailBody()
    for child in children:
        body = _body_of(child, depth + 1, is_wanted and not best.has_text)
        best = MailBody(best.lines if best.has_text else body.lines, best.attachments + body.attachments)
    return best


def _joined(bodies: list[MailBody]) -> MailBody:
    lines = [line for body in bodies for line in (*body.lines, *([Line(0, "")] if body.lines else []))]
    return MailBody(lines, [name for body in bodies for name in body.attachments])


def _lines_of(part: email.message.Message, kind: str) -> list[Line]:
    data = part.get_payload(decode=True)
    text = decoded(data if isinstance(data, bytes) else b"", part.get_content_charset())
    if kind == "text/html":
        return lines_of_html(text)
    is_flowed = _parameter(part, "format") == "flowed"
    return lines_of_text(text, is_flowed, _parameter(part, "delsp") == "yes")


def _parameter(part: email.message.Message, name: str) -> str:
    value = part.get_param(name)
    return value.lower() if isinstance(value, str) else ""


def _passed_on(part: email.message.Message, depth: int, is_wanted: bool) -> MailBody:
    """A mail inside the mail: who wrote it, about what, and its text."""
    body = MailBody()
    for child in _children(part):
        inner = _body_of(child, depth + 1, is_wanted)
        body.lines += [*_heading(child), *inner.lines] if is_wanted else []
        body.attachments += inner.attachments
    return body


def _heading(mail: email.message.Message) -> Iterator[Line]:
    header = "\n".join(f"{name}: {value}" for name, value in mail.raw_items())
    head = read_head(header.encode(errors="surrogateescape"), b"")
    if head:
        yield Line(0, f"From: {head.sender.name} <{head.sender.address}>")
        yield Line(0, f"Subject: {head.subject}")
        yield Line(0, "")


def _file_name(part: email.message.Message) -> str:
    """The attachment's name as a reader would see it, without folders and no longer than needed to know it again."""
    name = decoded_header((part.get_filename() or "").encode(errors="surrogateescape"))
    return name.replace("\\", "/").rpartition("/")[2][-_LONGEST_FILE_NAME:]
