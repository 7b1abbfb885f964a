"""Writes what was read from outside into a space: a text as a draft, an archive of mails as threads."""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from coordinator import clock, db
from coordinator.access import Audience, Reader, Role, Standing
from coordinator.desk.imports.mail_markdown import escaped
from coordinator.desk.imports.mbox import ParsedMail, ParsedMbox, ParsedThread, read_mbox
from coordinator.desk.imports.pieces import split_text
from coordinator.desk.imports.report_text import ParsedReport, parse_report
from coordinator.desk.models import ImportedMessage, ImportedSender
from coordinator.markup import POST_BYTES
from coordinator.reports.actions import start_report
from coordinator.reports.models import Report
from coordinator.spaces import log
from coordinator.spaces.actions.pen_names import key_of
from coordinator.spaces.models import Line, Membership, Space
from coordinator.text_file import read_text_file
from coordinator.threads.actions import PostRow, insert_posts
from coordinator.threads.actions.writing import make_thread
from coordinator.threads.circles import Circle
from coordinator.threads.models import Post, Thread

TITLE_BYTES = 200
LONGEST_FILE_TITLE = 100
# So many mails at most are written in one transaction, unless a single thread has more.
MAILS_AT_ONCE = 200

log.words("imported", "%(actor)s imported a mailing list (%(subject)s)")


def import_report(author: Reader, space: Space, path: Path) -> tuple[Report, ParsedReport]:
    """The text in the file is a draft of the author's; returns it with what was read.

    Refuses (Invalid) a file that is no text or has no word in it, and (NotAllowed) who may not write in the space.
    """
    parsed = parse_report(read_text_file(path), _title_of(path))
    sections = [(section.heading, section.kind, section.body_markdown) for section in parsed.sections]
    return start_report(author, space.id, parsed.title, sections=sections), parsed


def _title_of(path: Path) -> str:
    """A title made of the file's name, for a text that has none."""
    words = " ".join(path.stem.replace("_", " ").replace("-", " ").split())[:LONGEST_FILE_TITLE]
    return words[:1].upper() + words[1:]


@dataclass
class Imported:
    """How many mails an archive has, what was added, how many mails were not, and why, by their numbers."""

    messages: int
    posts: int = 0
    threads: int = 0
    skipped: int = 0
    reasons: tuple[tuple[int, str], ...] = ()


def import_mbox(
    space: Space,
    line: Line | None,
    path: Path,
    secret_key: str,
    on_mails: Callable[[int, int], None] = lambda done, total: None,
) -> Imported:
    """Every mail of the archive stands in a thread of the space, filed under the line; only its members read them.

    Mails that were imported before are skipped, and new answers to them stand in the threads that there are.
    `on_mails` is told how many more mails are done, and how many there are. Refuses (Invalid) a file that is no mbox;
    what was written until a later failure stays, and the next run goes on from there.
    """
    return _MboxImport(space, line, secret_key).run(path, on_mails)


class _MboxImport:
    """One run over one archive: what the space has already, and what is added."""

    def __init__(self, space: Space, line: Line | None, secret_key: str) -> None:
        self.space = space
        self.line_id = None if line is None else int(line.id)
        # Each space has a key of its own, so that nobody can tell whether two spaces imported the same list.
        self.key = hmac.new(secret_key.encode(), f"import into {space.code}".encode(), hashlib.sha256).digest()
        self.zone = ZoneInfo(space.time_zone)
        self.today = clock.today(space.time_zone)
        self.circle = Circle(space.id, Audience.SPACE)
        self.members = self._known_members()
        self.threads = self._known_threads()

    def _known_members(self) -> dict[str, Membership]:
        rows = ImportedSender.select(ImportedSender, Membership).join(Membership)
        return {row.sender_hash: row.membership for row in rows.where(ImportedSender.space == self.space)}

    def _known_threads(self) -> dict[str, int | None]:
        """Hash of each mail that was imported before → its thread, None where the thread or the post is gone."""
        rows: Any = (
            ImportedMessage.select(ImportedMessage.message_hash, Thread.id)
            .join(Post, "LEFT JOIN")
            .join(Thread, "LEFT JOIN", on=(Thread.id == Post.thread) & Thread.deleted_on.is_null())
            .where(ImportedMessage.space == self.space)
        )
        return dict(rows.tuples())

    def run(self, path: Path, on_mails: Callable[[int, int], None]) -> Imported:
        """Read the archive and write what is new of it."""
        known = {key: str(member.pen_name) for key, member in self.members.items()}
        taken = [row.pen_name for row in Membership.select(Membership.pen_name).where(Membership.space == self.space)]
        parsed = read_mbox(path, self.key, known, taken)
        reasons = tuple((number, str(reason)) for number, reason in parsed.skipped)
        outcome = Imported(parsed.messages, skipped=len(parsed.skipped), reasons=reasons)
        on_mails(len(parsed.skipped), parsed.messages)
        for batch in _batches(parsed.threads):
            with db.write():
                for thread in batch:
                    self._add(parsed, thread, outcome)
            on_mails(sum(len(thread.mails) for thread in batch), parsed.messages)
        self._log(outcome)
        return outcome

    def _add(self, parsed: ParsedMbox, thread: ParsedThread, outcome: Imported) -> None:
        """Write the mails of one thread that are not there yet."""
        new = {mail.key for mail in thread.mails if mail.key not in self.threads}
        outcome.skipped += len(thread.mails) - len(new)
        if not new:
            return
        found = self._thread_there(thread)
        row = found or self._new_thread(thread)
        outcome.threads += found is None
        preface = _preface(thread.title) if found is None else ""
        rows: list[tuple[str, PostRow]] = []
        for mail, texts in parsed.posts(thread):
            if mail.key in new:
                rows += self._post_rows(
                    mail, split_text(preface + "\n\n".join(texts), POST_BYTES) if preface else texts
                )
                preface = ""
        self._insert(row, rows)
        outcome.posts += len(rows)

    def _thread_there(self, thread: ParsedThread) -> Thread | None:
        """The thread that earlier mails of this one, or those that it answers, were imported into."""
        keys = (key for mail in thread.mails for key in (mail.key, *mail.reference_keys))
        known = next((self.threads[key] for key in keys if self.threads.get(key)), None)
        return None if known is None else Thread.get_by_id(known)

    def _new_thread(self, thread: ParsedThread) -> Thread:
        first = thread.mails[0]
        member = self._member(first)
        standing = Standing(
            member.id,
            self.space.id,
            self.space.slug,
            self.space.name,
            self.space.outward_name,
            member.pen_name,
            Role.MEMBER,
        )
        title = _clipped(thread.title)
        return make_thread(self.circle, standing, title, self.line_id, None, self._day(first.written_at))

    def _member(self, mail: ParsedMail) -> Membership:
        """The sender as a membership that has ended: a pen name without an account, whom nobody can sign in as."""
        if mail.sender_key not in self.members:
            member = Membership.create(
                space=self.space,
                pen_name=mail.pen_name,
                pen_name_key=key_of(mail.pen_name),
                role=Role.MEMBER.value,
                joined_week=clock.week_of(self._day(mail.written_at)),
                is_active=False,
            )
            ImportedSender.create(space=self.space, sender_hash=mail.sender_key, membership=member)
            self.members[mail.sender_key] = member
        return self.members[mail.sender_key]

    def _day(self, moment: datetime) -> date:
        """The day in the space on which a mail was written; a clock that ran ahead wrote it today."""
        return min(moment.astimezone(self.zone).date(), self.today)

    def _post_rows(self, mail: ParsedMail, texts: tuple[str, ...]) -> list[tuple[str, PostRow]]:
        author_id, day = int(self._member(mail).id), self._day(mail.written_at)
        return [(mail.key, PostRow(text, author_id, day)) for text in texts]

    def _insert(self, thread: Thread, rows: list[tuple[str, PostRow]]) -> None:
        last_day = thread.last_post_on
        posts = insert_posts(thread, [row for _key, row in rows])
        if thread.last_post_on < last_day:
            # Older mails came in later: the thread is as new as its newest post.
            Thread.update(last_post_on=last_day).where(Thread.id == thread.id).execute()
        firsts: dict[str, int] = {}
        for (key, _row), post in zip(rows, posts, strict=True):
            firsts.setdefault(key, int(post.id))
        values = [{"space": self.space.id, "message_hash": key, "post": post} for key, post in firsts.items()]
        for start in range(0, len(values), MAILS_AT_ONCE):
            ImportedMessage.insert_many(values[start : start + MAILS_AT_ONCE]).execute()
        self.threads.update(dict.fromkeys(firsts, int(thread.id)))

    def _log(self, outcome: Imported) -> None:
        if outcome.posts:
            with db.write():
                log.record(self.space.id, "imported", "", f"{outcome.threads} threads, {outcome.posts} posts")


def _batches(threads: tuple[ParsedThread, ...]) -> Iterator[list[ParsedThread]]:
    """The threads in groups of so many mails as one transaction takes."""
    batch: list[ParsedThread] = []
    for thread in threads:
        if batch and sum(len(each.mails) for each in batch) + len(thread.mails) > MAILS_AT_ONCE:
            yield batch
            batch = []
        batch.append(thread)
    if batch:
        yield batch


def _clipped(title: str) -> str:
    """The title, or as much of it as a thread's title may hold."""
    if len(title.encode()) <= TITLE_BYTES:
        return title
    return split_text(title, TITLE_BYTES - len("…".encode()))[0] + "…"


def _preface(title: str) -> str:
    """What stands above the first post where the title had to be cut: all of it."""
    return "" if _clipped(title) == title else f"{escaped(title)}\n\n"
