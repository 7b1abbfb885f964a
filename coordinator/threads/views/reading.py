"""A thread's page and the list of a space's threads."""

from typing import Any

from flask import Blueprint, render_template, request
from markupsafe import Markup

from coordinator import ids
from coordinator.access import Permission, Reader, Standing
from coordinator.door import guard, reader
from coordinator.frame import framed, piece, rendered
from coordinator.markup import shown
from coordinator.notices.actions import mark_read
from coordinator.notices.models import Kind
from coordinator.said import said
from coordinator.threads import lists, page, queries
from coordinator.threads.page import Header, place_of
from coordinator.threads.printing import printed, printed_sum_up, view_of
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
    rows = page.post_rows(who, thread, first)
    last = max((row[0] for row in rows if row[0] < first + page.PAGE), default=0)
    if request.method == "GET" and last > thread.position:
        mark_read(who.account_id, Kind.THREAD, thread.key, last)
    here = who.standing_in(thread.space_id)
    return framed(
        who, lambda: said("A thread"), lambda token: _printed_page(who, thread, rows, first, token), here, "reading"
    )


def _printed_page(
    who: Reader, thread: Header, rows: list[tuple[Any, ...]], first: int, token: str
) -> tuple[Markup, Markup]:
    """The page of a thread and what stands beside it, as HTML; without what other pages' templates are given."""
    view = view_of(who, thread)
    shown_rows = [row for row in rows if first <= row[0] < first + page.PAGE]
    last = shown_rows[-1][0] if shown_rows else 0
    given = {
        "thread": thread,
        "posts": printed(view, shown_rows),
        "sum_up": printed_sum_up(view, rows, thread.sum_up_number) if thread.sum_up_number else "",
        "earlier": max(first - page.PAGE, 1) if first > 1 else None,
        "later": last + 1 if last < thread.post_count else None,
        "once_key": ids.new_id(),
        "token": token,
        "readers": readers_of(who, thread),
        "is_signed_in": who.is_signed_in,
        "drawn": piece("components/icons.html").drawn,
    }
    beside = rendered("threads/beside.html", given) if thread.leads else shown("")
    return rendered("threads/show.html", given), beside


def readers_of(who: Reader, thread: Header) -> str:
    """Who reads the thread along, in words."""
    others = [place_of(who, *each) for each in thread.chosen]
    return readers_in_words(thread.circle.audience, thread.place, others, thread.guest_count)
