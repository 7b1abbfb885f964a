"""Editing a post of one's own, taking it back, and bringing it back."""

from datetime import date
from typing import Any

import peewee

from coordinator import clock, db, search
from coordinator.access import Reader
from coordinator.errors import Conflict, Invalid, NotFound
from coordinator.language import _
from coordinator.reports.acting import is_undone_until
from coordinator.spaces.models import Membership, memberships_of
from coordinator.threads import texts
from coordinator.threads.circles import circle_of_thread
from coordinator.threads.models import Guest, Post, PostVersion, Thread


def is_own(account_id: int | None) -> Any:
    """The condition that a post was written by an account, under a membership it still has or as a guest."""
    guests = Guest.select(Guest.id).where(Guest.held_by(account_id))
    return Post.author.in_(memberships_of(account_id)) | Post.guest.in_(guests)


def edit_post(actor: Reader, post: Post, text: str, version: int | None = None, today: date | None = None) -> Post:
    """Change a post of one's own; what stood there before is kept for its author and for their space's moderators.

    Refused: everybody else (NotFound); an empty or over-long text (Invalid); an edit of what was edited
    meanwhile (Conflict), where `version` is the number of edits that the writer knew of.
    """
    if not text.strip():
        raise Invalid(_("There is no text any more. Write something, or take the whole post back."), "text")
    with db.write():
        post, thread = _own(actor, post)
        if post.put_away_on is not None:
            raise NotFound()
        if version is not None and version != post.edit_count:
            raise Conflict(
                _("You changed this post in another window meanwhile. Both texts are here."), post.body_source
            )
        space_id = home_of(post, thread)
        columns = texts.body_columns(text, space_id)
        if columns["body_source"] == post.body_source:
            return post
        _keep_version(post, today or clock.today())
        _save(post, edit_count=post.edit_count + 1, **columns)
        put(post, thread)
    return post


def _own(actor: Reader, post: Post, is_taken_back: bool = False) -> tuple[Post, Thread]:
    """The post as it stands now, for its author alone, and its thread."""
    found = Post.get_or_none(
        (Post.id == post.id) & is_own(actor.account_id) & Post.deleted_on.is_null(not is_taken_back)
    )
    if found is None:
        raise NotFound()
    return found, Thread.get_by_id(found.thread_id)


def home_of(post: Post, thread: Thread) -> int | None:
    """The space of a post's author where the post leaves it, else None."""
    space_id = _space_of(post)
    return None if space_id is None or circle_of_thread(thread).is_only(space_id) else space_id


def _space_of(post: Post) -> int | None:
    return Membership.select(Membership.space).where(Membership.id == post.author_id).scalar()  # type: ignore[no-any-return]


def put(post: Post, thread: Thread) -> None:
    """Have a post found again by its words of now, unless it is put away."""
    if post.put_away_on is None:
        texts.put_post(post, _space_of(post) or thread.space_id, thread.line_id)


def _keep_version(post: Post, day: date) -> None:
    PostVersion.create(
        post=post,
        number=post.edit_count + 1,
        body_source=post.body_source,
        body_html=post.body_html,
        made_on=day,
    )


def _save(post: Post, **values: Any) -> None:
    for name, value in values.items():
        setattr(post, name, value)
    post.save()


def take_back_post(actor: Reader, post: Post, today: date | None = None) -> Post:
    """Take one's post back: gone for readers at once, wherever it is quoted too; for good after seven days.

    Where it was the thread's only post, the thread goes with it. For everybody else it does not exist (NotFound).
    """
    day = today or clock.today()
    with db.write():
        post, thread = _own(actor, post)
        _save(post, deleted_on=day)
        search.remove(texts.KIND, post.id)
        set_sum_up(thread)
        if thread.post_count == 1:
            _save_thread(thread, deleted_on=day)
            search.remove(texts.THREAD_KIND, thread.id)
    return post


def bring_back_post(actor: Reader, post: Post, today: date | None = None) -> Post:
    """Put back what one took back up to seven days ago. Refused (Invalid) after that."""
    with db.write():
        post, thread = _own(actor, post, is_taken_back=True)
        if post.deleted_on is None or (today or clock.today()) > is_undone_until(post.deleted_on):
            raise Invalid(_("This was taken back more than seven days ago and is gone."))
        _save(post, deleted_on=None)
        put(post, thread)
        set_sum_up(thread)
        if thread.deleted_on is not None:
            _save_thread(thread, deleted_on=None)
            texts.put_thread(thread)
    return post


def set_sum_up(thread: Thread) -> None:
    """Let the latest sum-up that is still there stand first."""
    latest = Post.select(peewee.fn.MAX(Post.number)).where((Post.thread == thread) & Post.is_sum_up & Post.is_there())
    _save_thread(thread, sum_up_number=latest.scalar() or 0)


def _save_thread(thread: Thread, **values: Any) -> None:
    Thread.update(**values).where(Thread.id == thread.id).execute()
    for name, value in values.items():
        setattr(thread, name, value)
