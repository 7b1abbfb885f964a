"""What is new for one reader across spaces, and what waits for them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from coordinator import clock
from coordinator.access import Reader
from coordinator.desk.queries.narrowing import Narrowed
from coordinator.desk.queries.waiting import Waiting, waiting_for_me
from coordinator.newsletters.queries import newly_published
from coordinator.reports.queries import (
    NoteCard,
    ReportCard,
    lessons_for,
    notes_of,
    released_reports,
    shared_reports,
)
from coordinator.spaces.models import HomeNotice
from coordinator.spaces.queries import home_notices
from coordinator.threads import lists

REPORTS, THREADS, NOTES, OWN = 12, 12, 8, 6
# How long a report of one's own collective that went out is news at home, while one has not read it.
OWN_NEWS = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class NewEdition:
    """An edition that the reader has not opened yet."""

    title: str
    address: str
    day: Any


@dataclass(slots=True)
class Home:
    """All that the home shows."""

    notices: list[HomeNotice]
    waiting: list[Waiting]
    shared: list[ReportCard]
    reports: list[ReportCard]
    own_reports: list[ReportCard]
    lessons: dict[str, list[str]]
    threads: list[lists.Listed]
    read_threads: list[lists.Listed]
    notes: list[NoteCard]
    editions: list[NewEdition]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show below the first button."""
        things = (self.shared, self.reports, self.own_reports, self.threads, self.read_threads, self.notes)
        return not any((*things, self.editions))

    @property
    def new_reports(self) -> int:
        """How many of the reports shown, of whatever space, the reader has not read."""
        return sum(card.is_unread for card in (*self.reports, *self.own_reports, *self.shared))


def home_of(reader: Reader, wanted: Narrowed) -> Home:
    """The home of a reader, narrowed as asked."""
    spaces = None if wanted.space_id is None else [wanted.space_id]
    shared = [card for card in shared_reports(reader, spaces) if wanted.line_id is None]
    threads = lists.listed(reader, None, wanted.line_id, wanted.since, of_space=wanted.space_id)
    reports = released_reports(reader, spaces, wanted.line_id, wanted.since, own=False, limit=2 * REPORTS)
    reports.sort(key=lambda card: not card.is_unread)
    return Home(
        notices=home_notices(reader),
        waiting=waiting_for_me(reader, shared),
        shared=shared,
        reports=reports[:REPORTS],
        own_reports=_own_news(reader, wanted),
        lessons=_lessons(reader, wanted, spaces) if reports else {},
        threads=[thread for thread in threads if thread.unread][:THREADS],
        read_threads=[thread for thread in threads if not thread.unread][:3],
        notes=_notes(reader, wanted),
        editions=[] if wanted.is_narrowed else _editions(reader),
    )


def _own_news(reader: Reader, wanted: Narrowed) -> list[ReportCard]:
    """What the reader's own collectives sent to others lately and the reader has not read."""
    own = [each.space_id for each in reader.memberships if wanted.space_id in (None, each.space_id)]
    if not own:
        return []
    since = wanted.since or clock.today() - OWN_NEWS
    sent = released_reports(reader, own, wanted.line_id, since, limit=2 * OWN)
    return [card for card in sent if card.is_unread][:OWN]


def _lessons(reader: Reader, wanted: Narrowed, spaces: list[int] | None) -> dict[str, list[str]]:
    """The lessons of reports by the report's address."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for card in lessons_for(reader, line=wanted.line_id, spaces=spaces):
        found[card.address.partition("#")[0]].append(card.text)
    return dict(found)


def _notes(reader: Reader, wanted: Narrowed) -> list[NoteCard]:
    """This week's notes of the reader's spaces; they belong to no line."""
    if wanted.line_id is not None:
        return []
    week = clock.week_of(clock.today())
    places = [each for each in reader.memberships if wanted.space_id in (None, each.space_id)]
    return [note for each in places for note in notes_of(reader, each.space_id, week=week, limit=NOTES)]


def _editions(reader: Reader) -> list[NewEdition]:
    slugs = {each.space_id: each.space_slug for each in reader.memberships}
    return [
        NewEdition(f"{name} {number}", f"/s/{slugs[space_id]}/newsletter/{number}", day)
        for space_id, number, day, name in newly_published(reader)
        if space_id in slugs
    ]
