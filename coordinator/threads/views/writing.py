"""Answering in a thread: with a quote, with a look at it first, with the text kept when it is refused."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import door, looking, markup, pages, passages
from coordinator.access import Permission, Reader
from coordinator.door import guard, reader
from coordinator.errors import Invalid, NotAllowed
from coordinator.language import _
from coordinator.threads import actions, page, queries, quoting
from coordinator.threads.forms import Reply
from coordinator.threads.models import Post, Thread
from coordinator.threads.page import Header
from coordinator.threads.quoting import Quote
from coordinator.threads.views.looks import look_of
from coordinator.threads.views.reading import readers_of

bp = Blueprint("replies", __name__)
pages.tell("post_written", _("Your post stands in the thread."))
LABEL = 140


def _thread_to_write(who: Reader, thread_id: str) -> Header | None:
    """A thread that the reader may read and, unless it is locked, write in."""
    found = page.header(who, thread_id)
    return found if found is not None and (found.writers or found.guest) else None


@bp.get("/threads/<thread_id>/reply")
@guard(Permission.READ, _thread_to_write)
def new(thread: Header) -> Any:
    """The form for an answer, perhaps with a post to quote."""
    quoted = _quoted_post(thread, request.args.get("quote", ""))
    form = _form(thread, quoted)
    form.quote.data = quoted.public_id if quoted else ""
    return _page(thread, form, quoted)


@bp.post("/threads/<thread_id>/reply")
@guard(Permission.READ, _thread_to_write)
def create(thread: Header) -> Any:
    """Send the answer, or show how it will look."""
    quoted = _quoted_post(thread, request.form.get("quote", ""))
    form = _form(thread, quoted)
    if not form.validate():
        return _page(thread, form, quoted), 400
    try:
        quote = _quote(thread, form, quoted)
        if looking.is_asked():
            home = None if not thread.writers else _home(thread, form)
            form.look = look_of(form.text.data, home, quote)
            return _page(thread, form, quoted)
        post = _write(thread, form, quote)
    except (Invalid, NotAllowed) as problem:
        form.refuse(problem if isinstance(problem, Invalid) else Invalid(problem.sentence))
        return _page(thread, form, quoted), 400
    first = (post.number - 1) // page.PAGE * page.PAGE + 1
    address = f"/threads/{thread.public_id}?from={first}#p{post.number}"
    return door.see(address, done="post_written", text=form.text.data)


def _write(thread: Header, form: Reply, quote: Quote | None) -> Post:
    return actions.write_post(
        reader(),
        Thread.get_by_id(thread.key),
        form.text.data,
        as_membership=form.membership_id,
        is_unnamed=form.is_unnamed.data,
        quotes=quote,
        is_sum_up=form.is_sum_up.data,
    )


def _home(thread: Header, form: Reply) -> int | None:
    """The space whose names will be taken out, where the post leaves it."""
    chosen = next((each for each in thread.writers if each.membership_id == form.membership_id), thread.writers[0])
    return None if thread.circle.is_only(chosen.space_id) else chosen.space_id


def _quoted_post(thread: Header, post_id: str) -> Post | None:
    post = queries.post_for(reader(), post_id) if post_id else None
    return post if post is not None and post.thread_id == thread.key else None


def _form(thread: Header, quoted: Post | None) -> Reply:
    form = Reply()
    form.offer_names(thread.writers)
    texts = [markup.plain_text(block) for block in passages.blocks(quoted.body_html)] if quoted else []
    form.offer_parts([text if len(text) <= LABEL else f"{text[:LABEL]} …" for text in texts])
    return form


def _quote(thread: Header, form: Reply, quoted: Post | None) -> Quote | None:
    if quoted is None:
        if form.quote.data:
            form.quote.data = ""
            raise Invalid(_("The post that you quoted was taken back meanwhile. Send once more to go on without it."))
        return None
    numbers = set(form.parts.data) if "parts" in form else None
    return quoting.of_post(quoted, Thread.get_by_id(thread.key), numbers)


def _page(thread: Header, form: Reply, quoted: Post | None) -> str:
    return render_template(
        "threads/reply.html",
        thread=thread,
        form=form,
        quoted=quoted,
        readers=readers_of(reader(), thread),
        here=reader().standing_in(thread.space_id),
    )
