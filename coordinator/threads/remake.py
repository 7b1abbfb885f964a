"""Makes again what readers get of posts and titles when the names that a space takes out have changed."""

from typing import Any

from coordinator import db, markup
from coordinator.access import Audience
from coordinator.language import _
from coordinator.reports.actions.taking_back import before_forgetting
from coordinator.reports.models import Report
from coordinator.spaces import redaction
from coordinator.spaces.models import Membership
from coordinator.threads import texts
from coordinator.threads.models import Guest, Post, Thread


@redaction.on_change
def names_changed(space_id: int) -> None:
    """Take the names of now out of all that left the space before: posts, quotes of them, titles, search."""
    with db.write():
        _remake(space_id, redaction.load_names(space_id), _open_threads(space_id))


def thread_left(thread: Thread) -> None:
    """Take the names of its space out of a thread that somebody from outside reads from now on."""
    names = redaction.load_names(thread.space_id)
    if names:
        _remake(thread.space_id, names, Thread.select(Thread.id).where(Thread.id == thread.id))


def _remake(space_id: int, names: list[tuple[str, str]], threads: Any) -> None:
    """Take names out of all that a space's members wrote in some threads (a sub-select of keys)."""
    for post in _posts_of(space_id, threads):
        outward = redaction.replace_names(post.body_source, names)
        if post.names_taken_out or outward != post.body_source:
            _remake_post(post, outward, space_id)
    for post in _quotes_of(space_id, threads):
        _remake_quote(post, names)
    for thread in _titled_by(space_id, threads):
        _remake_title(thread, names)


@before_forgetting
def report_gone(report_id: int) -> None:
    """A report that is gone for good leaves its title on no thread; what was said about it stays."""
    for thread in Thread.select().where(Thread.report == report_id):
        thread.title = str(_("A discussion about a report"))
        thread.save(only=[Thread.title])
        if thread.deleted_on is None:
            texts.put_thread(thread)


def _of_space(space_id: int) -> Any:
    return Membership.select(Membership.id).where(Membership.space == space_id)


def _open_threads(space_id: int) -> Any:
    """The keys of the threads that others than this space's members may read."""
    with_guests = Guest.select(Guest.thread).where(Guest.ended_on.is_null())
    return Thread.select(Thread.id).where(
        (Thread.space != space_id) | (Thread.audience != Audience.SPACE.value) | Thread.id.in_(with_guests)
    )


def _posts_of(space_id: int, threads: Any) -> list[Post]:
    written = Post.author.in_(_of_space(space_id)) & Post.thread.in_(threads)
    return list(Post.select(Post, Thread).join(Thread).where(written))


def _remake_post(post: Post, outward: str, space_id: int) -> None:
    post.body_html = markup.render(outward)
    post.names_taken_out = outward != post.body_source
    post.save(only=[Post.body_html, Post.names_taken_out])
    if post.deleted_on is None and post.put_away_on is None:
        texts.put_post(post, space_id, post.thread.line_id)


def _quotes_of(space_id: int, threads: Any) -> list[Post]:
    posts = Post.alias()
    quoted = posts.select(posts.id).where(posts.author.in_(_of_space(space_id)))
    reports = Report.select(Report.id).where(Report.space == space_id)
    is_quote = Post.quotes.in_(quoted) | Post.quotes_report.in_(reports)
    return list(Post.select().where(is_quote & Post.thread.in_(threads)))


def _remake_quote(post: Post, names: list[tuple[str, str]]) -> None:
    """Quoted words have no source of their own: where a name stands in them, they become plain paragraphs."""
    words = markup.plain_text(post.quoted_html)
    outward = redaction.replace_names(words, names)
    if outward != words:
        post.quoted_html = markup.as_plain_html(outward)
        post.save(only=[Post.quoted_html])


def _titled_by(space_id: int, threads: Any) -> list[Thread]:
    """Those that the space's members opened or lead; one about its report bears the report's title."""
    titled = Thread.opener.in_(_of_space(space_id)) | (Thread.space == space_id)
    return list(Thread.select().where(titled & Thread.id.in_(threads)))


def _remake_title(thread: Thread, names: list[tuple[str, str]]) -> None:
    title = redaction.replace_names(thread.title, names)
    if title != thread.title:
        thread.title = title
        thread.save(only=[Thread.title])
        if thread.deleted_on is None:
            texts.put_thread(thread)
