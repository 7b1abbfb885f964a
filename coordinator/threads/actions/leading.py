"""What those do who opened a thread or moderate its space: rename, file, close and open it."""

from coordinator import access, db
from coordinator.access import Permission, Reader
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.language import _
from coordinator.reports.acting import line_for, require_version
from coordinator.spaces.models import Membership
from coordinator.threads import texts
from coordinator.threads.circles import circle_of_thread
from coordinator.threads.models import Post, Thread


def may_lead(reader: Reader, thread: Thread) -> bool:
    """Whether a reader opened the thread or moderates its space."""
    opened = any(each.membership_id == thread.opener_id for each in reader.memberships)
    return opened or reader.may(Permission.MODERATE, thread.space_id)


def edit_thread(actor: Reader, thread: Thread, title: str, line_id: int | None, version: int | None = None) -> Thread:
    """Give a thread another title and file it under a line, or under none.

    Refused: who neither opened it nor moderates its space; an empty title; a line that the actor may not see;
    a thread that somebody else changed meanwhile (Conflict).
    """
    with db.write():
        thread = _there(actor, thread)
        if not may_lead(actor, thread):
            raise NotAllowed(_("Only who opened this thread, or a coordinator of its space, can change its title."))
        require_version(thread, version, thread.title)
        for home in _homes_of_title(thread):
            title = texts.outward_title(title, home)
        thread.title = title
        if not thread.title:
            raise Invalid(_("Give the thread a title, such as its question."), "title")
        if line_id != thread.line_id:
            thread.line_id = line_for(actor, line_id)
        thread.version += 1
        thread.save(only=[Thread.title, Thread.line, Thread.version])
        _file_again(thread)
    return thread


def _there(actor: Reader, thread: Thread) -> Thread:
    found = Thread.get_or_none((Thread.id == thread.id) & Thread.visible_to(actor.account_id))
    if found is None:
        raise NotFound()
    return found


def _homes_of_title(thread: Thread) -> list[int | None]:
    """The spaces whose names are taken out of the title where the thread leaves them: its own and the opener's."""
    opener = Membership.get_or_none(Membership.id == thread.opener_id)
    spaces = {thread.space_id, thread.space_id if opener is None else int(opener.space_id)}
    circle = circle_of_thread(thread)
    return [None if circle.is_only(space_id) else space_id for space_id in sorted(spaces)]


def _file_again(thread: Thread) -> None:
    texts.put_thread(thread)
    posts = Post.select(Post.id).where(Post.thread == thread)
    texts.file_posts(posts, thread.line_id)


def lock_thread(actor: Reader, thread: Thread) -> Thread:
    """Close a thread to new posts. Refused to all but those who moderate its space."""
    return _set_locked(actor, thread, is_locked=True)


def unlock_thread(actor: Reader, thread: Thread) -> Thread:
    """Open a thread to new posts again. Refused to all but those who moderate its space."""
    return _set_locked(actor, thread, is_locked=False)


def _set_locked(actor: Reader, thread: Thread, is_locked: bool) -> Thread:
    with db.write():
        thread = _there(actor, thread)
        if actor.standing_in(thread.space_id) is None:
            raise NotAllowed(_("The space that opened this thread decides about this."))
        access.require(actor, Permission.MODERATE, thread.space_id)
        thread.is_locked = is_locked
        thread.save(only=[Thread.is_locked])
    return thread
