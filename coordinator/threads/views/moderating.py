"""Putting a post away and back, and its page while it is away."""

from typing import Any

from flask import Blueprint, render_template

from coordinator import door, pages
from coordinator.access import Permission
from coordinator.door import guard, reader
from coordinator.errors import Invalid
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.threads import actions, queries
from coordinator.threads.forms import PutAway
from coordinator.threads.models import Post
from coordinator.threads.views.posts import address_of

bp = Blueprint("moderating", __name__)
pages.tell("post_put_away", _("The post is put away. You can put it back at any time."))
pages.tell("post_put_back", _("The post stands in the thread again."))


@bp.get("/posts/<post_id>/put-away")
@guard(Permission.READ, queries.post_to_put_away)
def show(post: Post) -> Any:
    """Ask for the reason; once it is away, its words and the reason for its author and those who moderate."""
    return _page(post, PutAway())


@bp.post("/posts/<post_id>/put-away")
@guard(Permission.READ, queries.post_to_put_away)
def put_away(post: Post) -> Any:
    """Gone for readers at once."""
    form = PutAway()
    if not form.validate():
        return _page(post, form), 400
    try:
        actions.put_away_post(reader(), post, form.reason.data)
    except Invalid as problem:
        form.refuse(problem)
        return _page(post, form), 400
    return door.see(f"/posts/{post.public_id}/put-away", done="post_put_away")


@bp.post("/posts/<post_id>/put-back")
@guard(Permission.READ, queries.post_to_put_away)
def put_back(post: Post) -> Any:
    """Back in the thread as if nothing had been."""
    actions.put_back_post(reader(), post)
    return door.see(address_of(post, post.thread), done="post_put_back")


def _page(post: Post, form: PutAway) -> str:
    return render_template(
        "threads/put_away.html",
        form=form,
        confirm=Confirm(formdata=None),
        post=post,
        back=address_of(post, post.thread),
        moderates=reader().may(Permission.MODERATE, post.thread.space_id),
    )
