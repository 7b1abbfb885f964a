"""What those do who moderate a thread's space: put somebody's post away for a reason, and put it back."""

from datetime import date

from coordinator import access, clock, db, markup, search
from coordinator.access import Permission, Reader
from coordinator.errors import Invalid, NotFound
from coordinator.language import _
from coordinator.spaces import log
from coordinator.threads import texts
from coordinator.threads.actions import changing
from coordinator.threads.models import Post, Thread

REASON_BYTES = 1000
log.words("post_put_away", _("%(actor)s put a post away in the thread “%(subject)s”"))
log.words("post_put_back", _("%(actor)s put a post back in the thread “%(subject)s”"))


def put_away_post(actor: Reader, post: Post, reason: str, today: date | None = None) -> Post:
    """Hide a post from its readers, wherever it is quoted too; its author and the moderators still read it.

    Refused: who does not moderate the thread's space; one's own post and one that is gone (NotFound); no reason.
    """
    words = markup.one_line(reason, REASON_BYTES, "reason")
    if not words:
        raise Invalid(_("Say in a sentence why, so that its author understands."), "reason")
    with db.write():
        found, thread, pen_name = _moderated(actor, post, is_away=False)
        _save(found, today or clock.today(), words)
        search.remove(texts.KIND, found.id)
        changing.set_sum_up(thread)
        log.record(thread.space_id, "post_put_away", pen_name, thread.title)
    return found


def put_back_post(actor: Reader, post: Post) -> Post:
    """Let a post be read and found again. Refused to all but those who moderate the thread's space."""
    with db.write():
        found, thread, pen_name = _moderated(actor, post, is_away=True)
        _save(found, None, "")
        changing.put(found, thread)
        changing.set_sum_up(thread)
        log.record(thread.space_id, "post_put_back", pen_name, thread.title)
    return found


def _moderated(actor: Reader, post: Post, is_away: bool) -> tuple[Post, Thread, str]:
    """The post as it stands now, its thread, and the name of the moderator."""
    thread = Thread.get_by_id(post.thread_id)
    standing = access.require(actor, Permission.MODERATE, thread.space_id)
    there = Post.deleted_on.is_null() & Post.put_away_on.is_null(not is_away)
    found = Post.get_or_none((Post.id == post.id) & there)
    is_own = Post.select().where((Post.id == post.id) & changing.is_own(actor.account_id)).exists()
    if found is None or (is_own and not is_away):
        raise NotFound()
    return found, thread, standing.pen_name


def _save(post: Post, day: date | None, reason: str) -> None:
    post.put_away_on, post.put_away_reason = day, reason
    post.save(only=[Post.put_away_on, Post.put_away_reason])
