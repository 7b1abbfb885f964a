"""The thread page in two to four statements of constant text, as plain values that a template prints."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import peewee

from coordinator.access import Audience, Permission, Reader, Standing
from coordinator.language import _
from coordinator.notices.models import Kind
from coordinator.notices.queries import position_of
from coordinator.prepared import Prepared
from coordinator.reports.models import Report
from coordinator.spaces.models import Line, Membership, Openness, Space
from coordinator.threads.circles import Circle, writers
from coordinator.threads.models import Guest, Post, Thread, ThreadSpace, title_for
from coordinator.threads.wording import title_in_words

PAGE = 25


def _header_query(account_id: Any, public_id: Any) -> Any:
    guest, line, report = Guest.alias(), Line.alias(), Report.alias()
    guests = Guest.select(peewee.fn.COUNT(Guest.id)).where((Guest.thread == Thread.id) & Guest.ended_on.is_null())
    this_guest = (guest.thread == Thread.id) & (guest.account == account_id) & guest.ended_on.is_null()
    visible_line = Line.select(Line.id).where(Line.visible_to(account_id))
    visible_report = Report.select(Report.id).where(Report.visible_to(account_id))
    return (
        Thread.select(
            Thread.id,
            Thread.public_id,
            title_for(account_id),
            Thread.audience,
            Thread.is_locked,
            Thread.post_count,
            Thread.sum_up_number,
            Thread.opener,
            Thread.version,
            Thread.space,
            Space.name,
            Space.outward_name,
            Space.openness,
            line.name,
            line.slug,
            report.public_id,
            guests,
            guest.id,
            guest.pen_name,
            position_of(account_id, Kind.THREAD, Thread.id),
        )
        .join(Space)
        .switch(Thread)
        .join(line, peewee.JOIN.LEFT_OUTER, on=(line.id == Thread.line) & line.id.in_(visible_line))
        .join(report, peewee.JOIN.LEFT_OUTER, on=(report.id == Thread.report) & report.id.in_(visible_report))
        .join(guest, peewee.JOIN.LEFT_OUTER, on=this_guest)
        .where((Thread.public_id == public_id) & Thread.visible_to(account_id))
    )


def _chosen_query(thread_id: Any) -> Any:
    return (
        ThreadSpace.select(Space.id, Space.outward_name, Space.openness)
        .join(Space)
        .where(ThreadSpace.thread == thread_id)
        .order_by(Space.outward_name, Space.id)
    )


def _posts_query(thread_id: Any, first: Any, last: Any) -> Any:
    """The posts between two numbers, with all that is shown of them but where their quotes come from."""
    author, home = Membership.alias(), Space.alias()
    left = peewee.JOIN.LEFT_OUTER
    return (
        Post.select(
            Post.number,
            Post.public_id,
            Post.author,
            Post.guest,
            Post.is_unnamed,
            Post.body_html,
            Post.quoted_html,
            Post.edit_count,
            Post.made_on,
            Post.deleted_on,
            Post.put_away_on,
            author.pen_name,
            home.id,
            home.outward_name,
            home.openness,
            home.language,
            Guest.pen_name,
        )
        .join(author, left, on=author.id == Post.author)
        .join(home, left, on=home.id == author.space)
        .join(Guest, left, on=Guest.id == Post.guest)
        .where((Post.thread == thread_id) & Post.number.between(first, last))
    )


def _sources_query(account_id: Any, thread_id: Any, first: Any, last: Any) -> Any:
    """Where the quotes in the posts between two numbers come from."""
    quoted, author, home, guest, report = (model.alias() for model in (Post, Membership, Space, Guest, Report))
    visible_report = Report.select(Report.id).where(Report.visible_to(account_id))
    left = peewee.JOIN.LEFT_OUTER
    return (
        Post.select(
            Post.number,
            quoted.number,
            quoted.is_unnamed,
            quoted.deleted_on,
            quoted.put_away_on,
            author.pen_name,
            home.id,
            home.outward_name,
            home.openness,
            guest.pen_name,
            Post.quotes_report,
            report.public_id,
        )
        .join(quoted, left, on=quoted.id == Post.quotes)
        .join(author, left, on=author.id == quoted.author)
        .join(home, left, on=home.id == author.space)
        .join(guest, left, on=guest.id == quoted.guest)
        .join(report, left, on=(report.id == Post.quotes_report) & report.id.in_(visible_report))
        .where((Post.thread == thread_id) & Post.number.between(first, last) & (Post.quoted_html != ""))
    )


def _page_query(thread_id: Any, first: Any, last: Any) -> Any:
    return _posts_query(thread_id, first, last).order_by(Post.number)


def _page_and_sum_up_query(thread_id: Any, first: Any, last: Any, sum_up: Any) -> Any:
    """The posts of a page and one more, in one statement: each found by its number, whatever the thread's length."""
    page = _posts_query(thread_id, first, last)
    return page.union_all(_posts_query(thread_id, sum_up, sum_up)).order_by(peewee.SQL("1"))


_header = Prepared(_header_query)
_chosen = Prepared(_chosen_query)
_page = Prepared(_page_query)
_page_and_sum_up = Prepared(_page_and_sum_up_query)
_sources = Prepared(_sources_query)


@dataclass(slots=True)
class Header:
    """A thread as its page begins: what it is, who reads it, and how this reader stands to it."""

    key: int
    public_id: str
    title: str
    is_locked: bool
    post_count: int
    sum_up_number: int
    opener_id: int | None
    version: int
    space_id: int
    place: str
    line: tuple[str, str] | None
    report_id: str | None
    circle: Circle
    chosen: list[tuple[int, str, str]]
    guest_count: int
    guest: tuple[int, str] | None
    position: int
    writers: list[Standing]
    moderates: bool
    leads: bool
    shows_names: bool

    @property
    def first_unread(self) -> int:
        """The number of the first post that this reader has not seen (one past the last, where all were)."""
        return self.position + 1

    @property
    def may_write(self) -> bool:
        """Whether this reader may add posts."""
        return not self.is_locked and (bool(self.writers) or self.guest is not None)


def header(reader: Reader, thread_id: str) -> Header | None:
    """A thread that the reader may read, by the id in its address; None for every other."""
    row = _header.row(account_id=reader.account_id, public_id=thread_id)
    if row is None:
        return None
    audience, space_id, guests = Audience(row[3]), row[9], row[16]
    has_chosen = audience in (Audience.SPACES, Audience.COORDINATORS)
    chosen = [(key, name, openness) for key, name, openness in (_chosen.rows(thread_id=row[0]) if has_chosen else ())]
    circle = Circle(space_id, audience, frozenset(key for key, *_rest in chosen), guests > 0)
    moderates = reader.may(Permission.MODERATE, space_id)
    return Header(
        key=row[0],
        public_id=row[1],
        title=title_in_words(row[2]),
        is_locked=bool(row[4]),
        post_count=row[5],
        sum_up_number=row[6],
        opener_id=row[7],
        version=row[8],
        space_id=space_id,
        place=place_of(reader, space_id, row[11], row[12], row[10]),
        line=(row[13], row[14]) if row[14] else None,
        report_id=row[15],
        circle=circle,
        chosen=chosen,
        guest_count=guests,
        guest=(row[17], row[18]) if row[17] else None,
        position=row[19],
        writers=writers(reader, circle),
        moderates=moderates,
        leads=moderates or any(each.membership_id == row[7] for each in reader.memberships),
        # Whom the thread reaches only because anybody may read it learns no pen names.
        shows_names=bool(row[17]) or any(circle.includes(each) for each in reader.memberships),
    )


def place_of(reader: Reader, space_id: int | None, outward_name: str, openness: str, own_name: str = "") -> str:
    """A space as this reader knows it: its outward name, or "a space" where it keeps to itself."""
    if reader.memberships and any(each.space_id == space_id for each in reader.memberships):
        return own_name or outward_name
    return str(_("a space")) if openness == Openness.UNLISTED.value else outward_name


def first_of_page(thread: Header, wanted: int | None) -> int:
    """The number of the first post to show: the page asked for, else the one with the first unread post."""
    last_page = max(thread.post_count - 1, 0) // PAGE * PAGE + 1
    if wanted is not None:
        return min(max(wanted, 1), max(thread.post_count, 1))
    return min((thread.first_unread - 1) // PAGE * PAGE + 1, last_page) if thread.position else 1


class PostRow(NamedTuple):
    """A post as `_posts_query` selects it, column by column; days and truths as the engine gives them."""

    number: int
    public_id: str
    author_id: int | None
    guest_id: int | None
    is_unnamed: bool
    body_html: str
    quoted_html: str
    edit_count: int
    made_on: Any
    deleted_on: Any
    put_away_on: Any
    pen_name: str | None
    home_id: int | None
    home_name: str
    home_openness: str
    home_language: str | None
    guest_name: str | None


class Source(NamedTuple):
    """Where the words come from that a post quotes, as `_sources_query` selects it."""

    post_number: int
    number: int | None
    is_unnamed: bool | None
    deleted_on: Any
    put_away_on: Any
    pen_name: str | None
    home_id: int | None
    home_name: str
    home_openness: str
    guest_name: str | None
    report_id: int | None
    # The report's id for its address, where this reader may read it.
    report_public_id: str | None


def post_rows(thread: Header, first: int) -> list[PostRow]:
    """The posts of the page that begins with number `first`, and the one that says where the thread stands."""
    last, sum_up = first + PAGE - 1, thread.sum_up_number
    if sum_up == 0 or first <= sum_up <= last:
        return [PostRow._make(row) for row in _page.rows(thread_id=thread.key, first=first, last=last)]
    rows = _page_and_sum_up.rows(thread_id=thread.key, first=first, last=last, sum_up=sum_up)
    return [PostRow._make(row) for row in rows]


def sources_of(reader: Reader, thread: Header, rows: list[PostRow]) -> dict[int, Source]:
    """Where the quotes in these posts come from, by the number of the post that quotes."""
    quoting = [row.number for row in rows if row.quoted_html]
    if not quoting:
        return {}
    found = _sources.rows(account_id=reader.account_id, thread_id=thread.key, first=quoting[0], last=quoting[-1])
    return {row[0]: Source._make(row) for row in found}
