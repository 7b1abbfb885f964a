"""Puts mails into threads: by what they answer, and by their subject only where they say that they answer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from coordinator.desk.imports.mail_subjects import bare_subject, is_answer

# An answer that names no mail is taken for one to an older subject only this long after that subject's last mail.
LONGEST_SILENCE = timedelta(days=60)


@dataclass(frozen=True)
class ThreadedMail:
    """What threading needs of a mail; keys (each mail has its own) stand for ids, `references` has the nearest last."""

    number: int
    key: str
    references: tuple[str, ...]
    subject: str
    written_at: datetime


def make_threads(mails: Sequence[ThreadedMail]) -> list[list[ThreadedMail]]:
    """Return the threads in the order of their first mails; each has every mail after the one that it answers.

    Mails that answer the same mail belong together though it be missing. A mail that says in its subject that it
    answers, but not which, joins an earlier thread of that subject.
    """
    threads = sorted((_in_order(group) for group in _linked(mails)), key=lambda thread: _moment(thread[0]))
    return _joined_by_subject(threads)


def _moment(mail: ThreadedMail) -> tuple[datetime, int]:
    return mail.written_at, mail.number


def _linked(mails: Iterable[ThreadedMail]) -> list[list[ThreadedMail]]:
    """Groups of mails that are linked by what they answer, through missing mails too."""
    leads: dict[str, str] = {}

    def lead_of(key: str) -> str:
        path = [key]
        while leads.setdefault(path[-1], path[-1]) != path[-1]:
            path.append(leads[path[-1]])
        leads.update(dict.fromkeys(path, path[-1]))
        return path[-1]

    for mail in mails:
        for reference in mail.references:
            leads[lead_of(reference)] = lead_of(mail.key)
    groups: dict[str, list[ThreadedMail]] = defaultdict(list)
    for mail in mails:
        groups[lead_of(mail.key)].append(mail)
    return list(groups.values())


def _in_order(group: Sequence[ThreadedMail]) -> list[ThreadedMail]:
    """By date, but none before the mail that it answers, whatever the clocks of the two writers said."""
    keys = {mail.key for mail in group}
    answers: dict[str, list[ThreadedMail]] = defaultdict(list)
    for mail in group:
        answers[_answered(mail, keys)].append(mail)
    # Mails that answer each other in a ring are reached from no opening one: they wait behind the rest.
    ring = sorted(group, key=_moment, reverse=True)
    ready = [(*_moment(mail), mail) for mail in answers[""]]
    heapify(ready)
    placed: dict[str, ThreadedMail] = {}
    while len(placed) < len(group):
        mail = heappop(ready)[2] if ready else ring.pop()
        if mail.key not in placed:
            placed[mail.key] = mail
            for answer in answers[mail.key]:
                heappush(ready, (*_moment(answer), answer))
    return list(placed.values())


def _answered(mail: ThreadedMail, keys: set[str]) -> str:
    """The key of the nearest mail that this one answers and that is there; empty where it opens the talk."""
    return next((key for key in reversed(mail.references) if key in keys and key != mail.key), "")


def _joined_by_subject(threads: Iterable[list[ThreadedMail]]) -> list[list[ThreadedMail]]:
    """Threads, given in the order of their first mails, those added to an earlier one that only name its subject."""
    joined: list[list[ThreadedMail]] = []
    latest: dict[str, list[ThreadedMail]] = {}
    for thread in threads:
        subject = bare_subject(thread[0].subject)
        earlier = latest.get(subject) if subject and is_answer(thread[0].subject) else None
        if earlier and thread[0].written_at - max(mail.written_at for mail in earlier) <= LONGEST_SILENCE:
            earlier += thread
        else:
            joined.append(thread)
            latest[subject] = thread
    return [_in_order(thread) for thread in joined]
