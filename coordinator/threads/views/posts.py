"""One post: where it stands, changing it, taking it back, what stood there before."""

from typing import Any

from flask import Blueprint, render_template

from coordinator import clock, door, looking, pages
from coordinator.access import Permission
from coordinator.door import guard, reader
from coordinator.errors import Invalid
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.reports.acting import is_undone_until
from coordinator.threads import actions, page, queries
from coordinator.threads.forms import EditPost
from coordinator.threads.models import Post, Thread
from coordinator.threads.views.looks import look_of

bp = Blueprint("posts", __name__)
pages.tell("post_changed", _("Your post was changed. What stood there before is kept for you."))
pages.tell("post_back", _("Your post is back in the thread."))


def address_of(post: Post, thread: Thread) -> str:
    """Where a post stands: the page of its thread that holds it, at its place."""
    first = (post.number - 1) // page.PAGE * page.PAGE + 1
    return f"/threads/{thread.public_id}?from={first}#p{post.number}"


@bp.get("/posts/<post_id>")
@guard(Permission.READ, queries.post_to_show)
def show(post: Post) -> Any:
    """Lead to the post in its thread, or to its own page while it is put away."""
    if post.put_away_on is not None:
        return door.see(f"/posts/{post.public_id}/put-away")
    return door.see(address_of(post, post.thread))


@bp.get("/posts/<post_id>/edit")
@guard(Permission.READ, queries.own_post)
def edit(post: Post) -> Any:
    """The form with the text as one typed it."""
    if post.deleted_on is not None:
        return door.see(f"/posts/{post.public_id}/take-back")
    if post.put_away_on is not None:
        return door.see(f"/posts/{post.public_id}/put-away")
    form = EditPost(text=post.body_source, version=post.edit_count)
    return render_template("threads/edit_post.html", form=form, post=post)


@bp.post("/posts/<post_id>/edit")
@guard(Permission.READ, queries.own_post)
def update(post: Post) -> Any:
    """Change the post, or show how it will look."""
    form = EditPost()
    if not form.validate():
        return render_template("threads/edit_post.html", form=form, post=post), 400
    try:
        if looking.is_asked():
            form.look = look_of(form.text.data, queries.home_of(post))
            return render_template("threads/edit_post.html", form=form, post=post)
        actions.edit_post(reader(), post, form.text.data, form.version.data)
    except Invalid as problem:
        form.refuse(problem)
        return render_template("threads/edit_post.html", form=form, post=post), 400
    return door.see(address_of(post, post.thread), done="post_changed", text=form.text.data)


@bp.get("/posts/<post_id>/take-back")
@guard(Permission.READ, queries.own_post)
def confirm_take_back(post: Post) -> Any:
    """Ask first; afterwards, offer the way back for a week."""
    last_day = is_undone_until(post.deleted_on or clock.today())
    return render_template(
        "threads/take_back.html", form=Confirm(), post=post, last_day=last_day, can_undo=clock.today() <= last_day
    )


@bp.post("/posts/<post_id>/take-back")
@guard(Permission.READ, queries.own_post)
def take_back(post: Post) -> Any:
    """Gone for readers at once."""
    actions.take_back_post(reader(), post)
    return door.see(f"/posts/{post.public_id}/take-back")


@bp.post("/posts/<post_id>/bring-back")
@guard(Permission.READ, queries.own_post)
def bring_back(post: Post) -> Any:
    """Back in the thread as if nothing had been."""
    actions.bring_back_post(reader(), post)
    return door.see(address_of(post, post.thread), done="post_back")


@bp.get("/posts/<post_id>/versions")
@guard(Permission.READ, queries.post_with_versions)
def versions(post: Post) -> Any:
    """What stood there before, for the author and those who moderate the author's space."""
    return render_template(
        "threads/versions.html", post=post, versions=queries.versions(post), back=address_of(post, post.thread)
    )
