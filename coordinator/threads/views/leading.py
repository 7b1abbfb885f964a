"""Another title or line for a thread, and closing it to new posts."""

from typing import Any

from flask import Blueprint, render_template

from coordinator import door, pages
from coordinator.access import Permission
from coordinator.door import guard, reader
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.threads import actions, queries
from coordinator.threads.forms import EditThread, line_of, offer_lines
from coordinator.threads.models import Thread

bp = Blueprint("leading", __name__)
pages.tell("thread_changed", _("The thread was changed."))
pages.tell("thread_locked", _("The thread takes no new posts now. It can still be read."))
pages.tell("thread_unlocked", _("The thread takes new posts again."))


@bp.get("/threads/<thread_id>/edit")
@guard(Permission.READ, queries.led_thread)
def edit(thread: Thread) -> Any:
    """The form with the title of now."""
    form = EditThread(title=thread.title, line=str(thread.line_id or ""), version=thread.version)
    return _page(thread, form)


@bp.post("/threads/<thread_id>/edit")
@guard(Permission.READ, queries.led_thread)
def update(thread: Thread) -> Any:
    """Another title, another line."""
    form = EditThread()
    if not form.validate():
        return _page(thread, form), 400
    try:
        actions.edit_thread(reader(), thread, form.title.data, line_of(form.line), form.version.data)
    except Invalid as problem:
        form.refuse(problem)
        return _page(thread, form), 400
    return door.see(f"/threads/{thread.public_id}", done="thread_changed")


@bp.post("/threads/<thread_id>/lock")
@guard(Permission.READ, queries.led_thread)
def lock(thread: Thread) -> Any:
    """Close it to new posts."""
    actions.lock_thread(reader(), thread)
    return door.see(f"/threads/{thread.public_id}", done="thread_locked")


@bp.post("/threads/<thread_id>/unlock")
@guard(Permission.READ, queries.led_thread)
def unlock(thread: Thread) -> Any:
    """Open it to new posts again."""
    actions.unlock_thread(reader(), thread)
    return door.see(f"/threads/{thread.public_id}", done="thread_unlocked")


def _page(thread: Thread, form: EditThread) -> str:
    offer_lines(form.line, queries.lines_to_choose(reader()))
    return render_template(
        "threads/edit_thread.html", form=form, thread=thread, here=reader().standing_in(thread.space_id)
    )
