"""A thread's page and the list of a space's threads."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import door, ids
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader
from coordinator.notices.actions import mark_read
from coordinator.notices.models import Kind
from coordinator.threads import lists, page, queries
from coordinator.threads.page import Header, place_of
from coordinator.threads.views.printed import printed, printed_sum_up
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
    first = page.first_of_page(thread, request.args.get("from", type=int))
    posts, sum_up = page.posts(reader(), thread, first)
    last = posts[-1].number if posts else 0
    if request.method == "GET" and last > thread.position:
        mark_read(reader().account_id, Kind.THREAD, thread.key, last)
    return render_template(
        "threads/show.html",
        thread=thread,
        posts=printed(posts, thread.may_write),
        sum_up=printed_sum_up(sum_up),
        earlier=max(first - page.PAGE, 1) if first > 1 else None,
        later=last + 1 if last < thread.post_count else None,
        once_key=ids.new_id(),
        readers=readers_of(thread),
        here=standing_of(thread),
    )


def readers_of(thread: Header) -> str:
    """Who reads the thread along, in words."""
    others = [place_of(reader(), *each) for each in thread.chosen]
    return readers_in_words(thread.circle.audience, thread.place, others, thread.guest_count)


def standing_of(thread: Header) -> Standing | None:
    """The reader's place in the thread's own space, for the page's navigation."""
    return door.reader().standing_in(thread.space_id)
