"""What can be read of threads, each by the reader's own right."""

from typing import Any

from coordinator.access import Permission, Reader, Role, Standing
from coordinator.prepared import Prepared
from coordinator.reports.models import Report
from coordinator.reports.queries import add_beneath
from coordinator.spaces.models import Line, Membership, spaces_with_role
from coordinator.threads.actions import asking, changing, leading
from coordinator.threads.actions.changing import is_own
from coordinator.threads.circles import circle_of_report, writers
from coordinator.threads.models import Guest, Post, PostVersion, Thread


def thread_for(reader: Reader, thread_id: str) -> Thread | None:
    """A thread that the reader may read."""
    return _THREAD.one_of(Thread, public_id=thread_id, account=reader.account_id)


def _thread(public_id: Any, account: Any) -> Any:
    return Thread.select().where((Thread.public_id == public_id) & Thread.visible_to(account))


_THREAD = Prepared(_thread)


def post_for(reader: Reader, post_id: str) -> Post | None:
    """A post, not taken back, of a thread that the reader may read."""
    found = _POST.one_of(Post, public_id=post_id, account=reader.account_id)
    return found if found is not None and found.put_away_on is None else None


def _post(public_id: Any, account: Any) -> Any:
    threads = Thread.select(Thread.id).where(Thread.visible_to(account))
    return Post.select().where((Post.public_id == public_id) & Post.deleted_on.is_null() & Post.thread.in_(threads))


_POST = Prepared(_post)


def post_to_put_away(reader: Reader, post_id: str) -> Post | None:
    """Somebody else's post of a thread that the reader moderates; once it is put away, also for its author."""
    found = _POST.one_of(Post, public_id=post_id, account=reader.account_id)
    if found is None:
        return None
    is_mine = Post.select().where((Post.id == found.id) & is_own(reader.account_id)).exists()
    moderates = reader.may(Permission.MODERATE, found.thread.space_id)
    may_see = moderates and not is_mine if found.put_away_on is None else moderates or is_mine
    return found if may_see else None


def post_to_show(reader: Reader, post_id: str) -> Post | None:
    """A post that the reader may read, in its thread or, where it is put away, on its own page."""
    return post_for(reader, post_id) or post_to_put_away(reader, post_id)


def own_post(reader: Reader, post_id: str) -> Post | None:
    """A post that the reader wrote, taken back or not."""
    found: Post | None = Post.get_or_none((Post.public_id == post_id) & is_own(reader.account_id))
    return found


def post_with_versions(reader: Reader, post_id: str) -> Post | None:
    """A post whose earlier versions the reader may see: one's own, or one by somebody whose space one moderates."""
    post = post_for(reader, post_id)
    if post is None:
        return None
    moderated = Membership.select(Membership.id).where(
        Membership.space.in_(spaces_with_role(reader.account_id, Role.COORDINATOR))
    )
    allowed = Post.select().where((Post.id == post.id) & (is_own(reader.account_id) | Post.author.in_(moderated)))
    return post if allowed.exists() else None


def versions(post: Post) -> list[PostVersion]:
    """What stood in a post before, the latest first; ask `post_with_versions` whether the reader may see it."""
    return list(PostVersion.select().where(PostVersion.post == post).order_by(PostVersion.number.desc()))


def lines_to_choose(reader: Reader) -> list[tuple[int, str]]:
    """The lines that a reader may file a thread under: key and name."""
    rows: Any = Line.select(Line.id, Line.name).where(Line.visible_to(reader.account_id)).order_by(Line.name)
    return list(rows.tuples())


def home_of(post: Post) -> int | None:
    """The space whose names are taken out of a post, where the post leaves it."""
    return changing.home_of(post, post.thread)


def led_thread(reader: Reader, thread_id: str) -> Thread | None:
    """A thread that the reader opened or whose space the reader moderates."""
    thread = thread_for(reader, thread_id)
    return thread if thread is not None and leading.may_lead(reader, thread) else None


def guests_of(thread_id: int) -> list[Guest]:
    """The guests that a thread has now, by pen name."""
    there = (Guest.thread == thread_id) & Guest.ended_on.is_null()
    return list(Guest.select().where(there).order_by(Guest.pen_name, Guest.id))


def line_with(reader: Reader, slug: str) -> int | None:
    """The key of a line that the reader may see, by the slug in its address."""
    found = Line.get_or_none((Line.slug == slug) & Line.visible_to(reader.account_id)) if slug else None
    return None if found is None else int(found.id)


def report_to_ask(reader: Reader, report_id: str) -> Report | None:
    """A report that the reader may read and ask about."""
    found = _REPORT.one_of(Report, public_id=report_id, account=reader.account_id)
    return found if found is not None and asking.places_to_ask(reader, found) else None


def _report(public_id: Any, account: Any) -> Any:
    return Report.select().where((Report.public_id == public_id) & Report.visible_to(account))


_REPORT = Prepared(_report)


def report_threads(reader: Reader, report: Report) -> dict[bool, Thread]:
    """The threads in which a report is discussed and which the reader may read: False inside, True outside."""
    rows = _THREADS.of(Thread, report=report.id, account=reader.account_id)
    return {bool(thread.follows_report): thread for thread in rows}


def _threads(report: Any, account: Any) -> Any:
    there = (Thread.report == report) & Thread.visible_to(account)
    return Thread.select().where(there).order_by(Thread.id.desc())


_THREADS = Prepared(_threads)


def writers_about(reader: Reader, report: Report) -> list[Standing]:
    """The memberships as which a reader may write about a report."""
    return writers(reader, circle_of_report(report))


def _about_report(account: Any, report: Any) -> Any:
    return (
        Thread.select(Thread.title, Thread.public_id, Thread.post_count)
        .where((Thread.report == report) & Thread.visible_to(account))
        .order_by(Thread.id)
    )


_ABOUT_REPORT = Prepared(_about_report)


@add_beneath
def _discussions(reader: Reader, report_id: int) -> list[tuple[str, str, int]]:
    """What is discussed about a report, for below its page: title, address, number of posts."""
    rows = _ABOUT_REPORT.rows(account=reader.account_id, report=report_id)
    return [(title, f"/threads/{public_id}", count) for title, public_id, count in rows]
