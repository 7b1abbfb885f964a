"""Reads the archive of a mailing list as threads of posts, with pen names for its people and without addresses."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coordinator.desk.imports.mail_body import read_body
from coordinator.desk.imports.mail_markdown import escaped, to_markdown
from coordinator.desk.imports.mail_people import People
from coordinator.desk.imports.mail_subjects import common_tag, title_of
from coordinator.desk.imports.mail_threads import ThreadedMail, make_threads
from coordinator.desk.imports.mail_wrapping import unwrapped
from coordinator.desk.imports.mbox_file import MailPlace, read_raw_mail
from coordinator.desk.imports.mbox_index import IndexedMail, MboxIndex, Skipped
from coordinator.desk.imports.pen_names import PenNames
from coordinator.desk.imports.pieces import split_text
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.markup import POST_BYTES

NO_TEXT = "[no text]"
NO_SUBJECT = "[no subject]"


@dataclass(frozen=True)
class ParsedMail:
    """One mail of a thread: keyed hashes of its id, its sender and the mails it answers (the nearest last)."""

    key: str
    sender_key: str
    pen_name: str
    written_at: datetime
    reference_keys: tuple[str, ...]
    place: MailPlace


@dataclass(frozen=True)
class ParsedThread:
    """A subject without addresses and names, and the mails under it, each after the one that it answers."""

    title: str
    mails: tuple[ParsedMail, ...]


@dataclass(frozen=True)
class ParsedMbox:
    """The threads of an archive, how many mails it has, and which were skipped. Texts are read when asked for."""

    path: Path
    threads: tuple[ParsedThread, ...]
    messages: int
    skipped: tuple[Skipped, ...]
    people: People

    def posts(self, thread: ParsedThread, post_bytes: int = POST_BYTES) -> Iterator[tuple[ParsedMail, tuple[str, ...]]]:
        """Each mail of the thread with its text in Markdown, as one post or as many as its length needs."""
        with self.path.open("rb") as file:
            for mail in thread.mails:
                yield mail, split_text(self._text(read_raw_mail(file, mail.place)), post_bytes)

    def _text(self, raw: bytes) -> str:
        body = read_body(raw)
        text = to_markdown(unwrapped(self.people.kept_out_of_lines(body.lines)))
        files = [f"[attachment: {escaped(self.people.kept_out_of(name))}]" for name in body.attachments]
        return "\n\n".join(part for part in (text, "\n".join(files)) if part.strip()) or NO_TEXT


def read_mbox(
    path: Path, key: bytes, known: Mapping[str, str] | None = None, taken: Collection[str] = ()
) -> ParsedMbox:
    """Return the threads of an mbox file. Every mail of it is in one of them, or skipped with a reason.

    `key` makes the hashes of ids and senders: with the same key the same mails and senders are known again. `known` are
    the pen names of senders met before, by sender key; `taken` are pen names that are somebody else's. A file that is
    no mbox, or holds no mail that can be read, is refused (Invalid).
    """
    index = MboxIndex(path, key)
    if not index.mails:
        raise Invalid(_("%(name)s holds no mail that can be read. Choose another file.", name=path.name))
    names = PenNames(known, taken)
    pen_names = {mail.sender_key: names.pen_name_for(mail.sender_key) for mail in index.mails}
    people = _people(index.mails, pen_names)
    threads = tuple(_threads(index.mails, pen_names, people))
    return ParsedMbox(path, threads, len(index.mails) + len(index.skipped), tuple(index.skipped), people)


def _people(mails: Sequence[IndexedMail], pen_names: Mapping[str, str]) -> People:
    """Where two senders share a name or an address, the first one's pen name stands for both in quoted texts."""
    by_address: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for mail in mails:
        if not mail.sender.is_list:
            by_address.setdefault(mail.sender.plain_address, pen_names[mail.sender_key])
        by_name.setdefault(mail.sender.name, pen_names[mail.sender_key])
    by_address.pop("", None)
    by_name.pop("", None)
    return People(by_address, by_name)


def _threads(mails: Sequence[IndexedMail], pen_names: Mapping[str, str], people: People) -> Iterator[ParsedThread]:
    by_key = {mail.key: mail for mail in mails}
    tag = common_tag(mail.subject for mail in mails)
    rows = [
        ThreadedMail(mail.place.number, mail.key, mail.reference_keys, mail.subject, mail.written_at) for mail in mails
    ]
    for group in make_threads(rows):
        title = people.kept_out_of(title_of(group[0].subject, tag)).strip()
        parsed = (_mail(by_key[row.key], pen_names) for row in group)
        yield ParsedThread(title or NO_SUBJECT, tuple(parsed))


def _mail(mail: IndexedMail, pen_names: Mapping[str, str]) -> ParsedMail:
    pen_name = pen_names[mail.sender_key]
    return ParsedMail(mail.key, mail.sender_key, pen_name, mail.written_at, mail.reference_keys, mail.place)
