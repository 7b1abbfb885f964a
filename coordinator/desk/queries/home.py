"""What is new for one reader across spaces, and what waits for them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from coordinator import clock
from coordinator.access import Permission, Reader, Role
from coordinator.desk.queries.narrowing import Narrowed
from coordinator.language import _, ngettext
from coordinator.newsletters.models import Article, ArticleState, Edition, Newsletter
from coordinator.newsletters.queries import newly_published, waiting_for
from coordinator.reports.models import Remark, Report, ReportState
from coordinator.reports.queries import (
    NoteCard,
    ReportCard,
    lessons_for,
    notes_of,
    released_reports,
    shared_reports,
)
from coordinator.reports.words import title_words
from coordinator.spaces.models import HomeNotice, Space, spaces_with_role
from coordinator.spaces.queries import home_notices
from coordinator.threads import lists

REPORTS, THREADS, NOTES = 12, 12, 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for the reader: what, where, and whose."""

    words: str
    address: str
    place: str = ""


@dataclass(slots=True)
class Home:
    """All that the home shows."""

    notices: list[HomeNotice]
    waiting: list[Waiting]
    shared: list[ReportCard]
    reports: list[ReportCard]
    lessons: dict[str, list[str]]
    threads: list[lists.Listed]
    read_threads: list[lists.Listed]
    notes: list[NoteCard]
    editions: list[tuple[Edition, str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show below the first button."""
        return not any((self.shared, self.reports, self.threads, self.read_threads, self.notes, self.editions))


def home_of(reader: Reader, wanted: Narrowed) -> Home:
    """The home of a reader, narrowed as asked."""
    spaces = None if wanted.space_id is None else [wanted.space_id]
    shared = [card for card in shared_reports(reader, spaces) if wanted.line_id is None]
    threads = lists.listed(reader, None, wanted.line_id, wanted.since, of_space=wanted.space_id)
    reports = released_reports(reader, spaces, wanted.line_id, wanted.since, own=False, limit=2 * REPORTS)
    reports.sort(key=lambda card: not card.is_unread)
    return Home(
        notices=home_notices(reader),
        waiting=_waiting(reader, shared),
        shared=shared,
        reports=reports[:REPORTS],
        lessons=_lessons(reader, wanted, spaces) if reports else {},
        threads=[thread for thread in threads if thread.unread][:THREADS],
        read_threads=[thread for thread in threads if not thread.unread][:3],
        notes=_notes(reader, wanted),
        editions=[] if wanted.is_narrowed else _editions(reader),
    )


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


def _editions(reader: Reader) -> list[tuple[Edition, str, str]]:
    """Editions that the reader has not opened yet, each with its newsletter's name and its address."""
    editions = newly_published(reader)
    keys = [edition.space_id for edition in editions]
    names: Any = Newsletter.select(Newsletter.space, Newsletter.name).where(Newsletter.space.in_(keys)).tuples()
    named, slugs = dict(names), {each.space_id: each.space_slug for each in reader.memberships}
    return [
        (
            edition,
            named.get(edition.space_id) or str(_("Our newsletter")),
            f"/s/{slugs[edition.space_id]}/newsletter/{edition.number}",
        )
        for edition in editions
    ]


def _waiting(reader: Reader, shared: list[ReportCard]) -> list[Waiting]:
    return [*_to_release(reader, shared), *_own_drafts(reader), *_for_editors(reader), *_to_agree(reader)]


def _to_release(reader: Reader, shared: list[ReportCard]) -> list[Waiting]:
    """What is shared with a space whose reports the reader sends out."""
    names = {each.space_name for each in reader.memberships if each.may(Permission.RELEASE_REPORT)}
    return [
        Waiting(
            str(_("Send to other cities, finish or hand back: %(title)s", title=card.title)), card.address, card.place
        )
        for card in shared
        if card.place in names
    ]


def _own_drafts(reader: Reader) -> list[Waiting]:
    """Drafts that the reader writes at, those that were handed back first."""
    handed_back = Remark.select(Remark.report)
    rows: Any = (
        Report.select(Report.title, Report.month, Report.public_id, Space.name, Report.id.in_(handed_back))
        .join(Space)
        .where((Report.state == ReportState.DRAFT.value) & Report.inside_for(reader.account_id))
        .order_by(Report.id.desc())
        .limit(10)
    )
    found = []
    for title, month, public_id, place, is_handed_back in sorted(rows.tuples(), key=lambda row: not row[4]):
        words = _("Handed back with remarks: %(title)s") if is_handed_back else _("Go on writing: %(title)s")
        words = str(words) % {"title": title_words(title, month)}
        found.append(Waiting(words, f"/reports/{public_id}", place))
    return found


def _for_editors(reader: Reader) -> list[Waiting]:
    """How many articles lie in the boxes that the reader empties."""
    edited = spaces_with_role(reader.account_id, Role.EDITOR, Role.COORDINATOR)
    found = []
    waiting: Any = Article.select(Article.space).where(
        (Article.state == ArticleState.IN_BOX.value) & Article.deleted_on.is_null() & Article.space.in_(edited)
    )
    keys = [row[0] for row in waiting.tuples()]
    for each in reader.memberships:
        if count := keys.count(each.space_id):
            words = ngettext("%(num)d article in the box", "%(num)d articles in the box", count)
            found.append(Waiting(str(words), f"/s/{each.space_slug}/newsletter/box", each.space_name))
    return found


def _to_agree(reader: Reader) -> list[Waiting]:
    """Words of the reader's, or of the reader's space, that somebody would like to print."""
    return [
        Waiting(
            str(_("Say yes or no to printing: %(title)s", title=article.title)),
            f"/articles/{article.public_id}/agreement",
        )
        for article in waiting_for(reader)
    ]
