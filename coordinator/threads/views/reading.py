"""A thread's page and the list of a space's threads."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from coordinator import ids
from coordinator.access import Permission, Reader, Standing
from coordinator.door import guard, reader
from coordinator.frame import filled_page
from coordinator.notices.actions import mark_read
from coordinator.notices.models import Kind
from coordinator.threads import lists, page, queries
from coordinator.threads.page import Header, PostRow, place_of
from coordinator.threads.printing import printed, printed_sum_up, printed_way, view_of
from coordinator.threads.wording import readers_in_words

bp = Blueprint("threads", __name__)


@bp.get("/s/<space>/threads/")
@guard(Permission.READ_SPACE)
def index(here: Standing) -> Any:
    """The threads of a space and those that reach it, the newest posts first."""
    before = queries.thread_for(reader(), request.args.get("before", "")) if "before" in request.args else None
    rows = lists.listed(reader(), space_id=here.space_id, before=before, limit=lists.AT_ONCE + 1)
    older = rows[lists.AT_ONCE - 1].public_id if len(rows) > lists.AT_ONCE else None
    return render_template("threads/index.html", here=here, threads=rows[: lists.AT_ONCE], older=older)


@bp.get("/threads/<thread_id>")
@guard(Permission.READ, page.header)
def show(thread: Header) -> Any:
    """A page of posts; without `from`, the one on which the reader's first unread post stands."""
    who = reader()
    first = page.first_of_page(thread, request.args.get("from", type=int))
    rows = page.post_rows(thread, first)
    last = max((row.number for row in rows if row.number < first + page.PAGE), default=0)
    if request.method == "GET" and last > thread.position:
        mark_read(who.account_id, Kind.THREAD, thread.key, last)
    here = who.standing_in(thread.space_id)
    return filled_page(
        who, "threads/show.html", lambda: head_of(who, thread), lambda: _places(who, thread, rows, first), here
    )


@dataclass(frozen=True, slots=True)
class Head:
    """All that a thread's page prints besides its posts, for one reader."""

    public_id: str
    title: str
    place: str
    line: tuple[str, str] | None
    report_id: str | None
    readers: str
    is_locked: bool
    may_write: bool
    writers: tuple[Standing, ...]
    guest: tuple[int, str] | None
    leads: bool
    moderates: bool


def head_of(who: Reader, thread: Header) -> Head:
    """What stands round the posts of a thread."""
    return Head(
        public_id=thread.public_id,
        title=thread.title,
        place=thread.place,
        line=thread.line,
        report_id=thread.report_id,
        readers=readers_of(who, thread),
        is_locked=thread.is_locked,
        may_write=thread.may_write,
        writers=tuple(thread.writers),
        guest=thread.guest,
        leads=thread.leads,
        moderates=thread.moderates,
    )


def _places(who: Reader, thread: Header, rows: list[PostRow], first: int) -> dict[str, list[str]]:
    """What changes from page to page and from time to time, as pieces of safe HTML."""
    view = view_of(who, thread)
    on_page = [row for row in rows if first <= row.number < first + page.PAGE]
    later = on_page[-1].number + 1 if on_page else thread.post_count + 1
    return {
        "posts": printed(view, on_page, page.sources_of(who, thread, on_page)),
        "sum_up": [printed_sum_up(view, rows, thread.sum_up_number)] if thread.sum_up_number else [],
        "earlier": [printed_way(view, max(first - page.PAGE, 1), is_later=False)] if first > 1 else [],
        "later": [printed_way(view, later, is_later=True)] if later <= thread.post_count else [],
        "once_key": [ids.new_id()],
    }


def readers_of(who: Reader, thread: Header) -> str:
    """Who reads the thread along, in words."""
    others = [place_of(who, *each) for each in thread.chosen]
    return readers_in_words(thread.circle.audience, thread.place, others, thread.guest_count)
