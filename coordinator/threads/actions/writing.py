"""Opening threads and writing in them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from coordinator import access, db, markup
from coordinator.access import Audience, Permission, Reader, Standing
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.language import _
from coordinator.reports.acting import line_for, mark_active, today_in
from coordinator.reports.models import Report
from coordinator.spaces.models import Space
from coordinator.threads import quoting, texts
from coordinator.threads.circles import Circle, circle_of_report, circle_of_thread, may_read, writers
from coordinator.threads.models import Guest, Post, Thread, ThreadSpace
from coordinator.threads.quoting import Quote


def open_thread(
    actor: Reader,
    space_id: int,
    title: str,
    text: str,
    audience: Audience | str = Audience.SPACE,
    chosen_space_ids: Iterable[int] = (),
    line_id: int | None = None,
    report: Report | None = None,
    quotes: Quote | None = None,
    is_unnamed: bool = False,
    today: date | None = None,
) -> Thread:
    """Open a thread in a space with its first post; its audience may read it from then on.

    With `report` it is the thread in which that report is discussed.
    Refused: who may not write in the space; an empty title or text; chosen spaces that do not exist; a line
    that the actor may not see; a public thread by who does not moderate; an audience wider than the report's.
    """
    standing = access.require(actor, Permission.WRITE_POST, space_id)
    circle = _new_circle(standing, Audience(audience), frozenset(chosen_space_ids) - {space_id})
    with db.write():
        line_for(actor, line_id)
        if report is not None and not circle_of_report(report).covers(circle):
            raise NotAllowed(_("Not everybody who would read this thread may read the report. Choose fewer readers."))
        thread = make_thread(circle, standing, title, line_id, report, today)
        add_post(thread, circle, standing, text, is_unnamed, quotes, today=today)
    return thread


def _new_circle(standing: Standing, audience: Audience, chosen: frozenset[int]) -> Circle:
    if audience is Audience.PUBLIC and not standing.may(Permission.MODERATE):
        raise NotAllowed(
            _("Only a coordinator opens a thread that anybody may read. Choose other readers, or ask one.")
        )
    if audience not in (Audience.SPACES, Audience.COORDINATORS):
        return Circle(standing.space_id, audience)
    if audience is Audience.SPACES and not chosen:
        raise Invalid(_("Choose at least one other space, or keep the thread in your own."), "chosen")
    if Space.select().where(Space.id.in_(list(chosen))).count() != len(chosen):
        raise Invalid(_("One of the chosen spaces is not there any more. Please choose again."), "chosen")
    return Circle(standing.space_id, audience, chosen)


def make_thread(
    circle: Circle,
    standing: Standing,
    title: str,
    line_id: int | None,
    report: Report | None,
    today: date | None,
) -> Thread:
    """The row of a new thread, without a post; part of a larger action. Refuses an empty or over-long title."""
    title = texts.outward_title(title, _home(circle, standing.space_id))
    if not title:
        raise Invalid(_("Give the thread a title, such as its question."), "title")
    day = today_in(standing.space_id, today)
    thread = Thread.create(
        space=circle.space_id,
        opener=standing.membership_id,
        line=line_id,
        report=report,
        follows_report=report is not None and circle.audience is not Audience.SPACE,
        title=title,
        audience=circle.audience.value,
        last_post_on=day,
        made_on=day,
    )
    for space_id in sorted(circle.chosen):
        ThreadSpace.create(thread=thread, space=space_id)
    texts.put_thread(thread)
    return thread


def _home(circle: Circle, space_id: int | None) -> int | None:
    """The author's space, where what is written for this circle leaves it."""
    return None if space_id is None or circle.is_only(space_id) else space_id


def write_post(
    actor: Reader,
    thread: Thread,
    text: str,
    as_membership: int | None = None,
    is_unnamed: bool = False,
    quotes: Post | Quote | None = None,
    is_sum_up: bool = False,
    today: date | None = None,
) -> Post:
    """Add a post at the end of a thread; with `is_sum_up` it stands first as well.

    `as_membership` says as whom, where the actor has several memberships that may write here.
    Refused: who may not read the thread (NotFound) or may only read it (NotAllowed); a locked thread; an empty
    or over-long text; a quote that somebody here may not read. The same words once more by the same author,
    as a browser sends that went back, are the post that stands at the end already.
    """
    if not may_read(actor.account_id, thread):
        raise NotFound()
    circle = circle_of_thread(thread)
    author = _author(actor, thread, circle, as_membership)
    with db.write():
        if (same := _same_at_the_end(thread, author, text)) is not None:
            return same
        return add_post(
            thread, circle, author, text, is_unnamed, quoting.fitting(quotes, thread), is_sum_up=is_sum_up, today=today
        )


def _same_at_the_end(thread: Thread, author: Standing | Guest, text: str) -> Post | None:
    """The last post of the thread, where it is this author's and has these very words."""
    last: Post | None = Post.select().where(Post.thread == thread.id).order_by(Post.number.desc()).first()
    is_there = last is not None and last.deleted_on is None and last.put_away_on is None
    if last is None or not is_there or last.body_source != markup.normalise(text):
        return None
    is_by_author = (
        last.author_id == author.membership_id if isinstance(author, Standing) else last.guest_id == author.id
    )
    return last if is_by_author else None


def _author(actor: Reader, thread: Thread, circle: Circle, as_membership: int | None) -> Standing | Guest:
    fitting = writers(actor, circle)
    if as_membership is not None:
        fitting = [each for each in fitting if each.membership_id == as_membership]
    if fitting:
        return fitting[0]
    guest = Guest.get_or_none((Guest.thread == thread) & Guest.held_by(actor.account_id))
    if guest is None or as_membership is not None:
        raise NotAllowed(_("You can read this thread but not write in it. Somebody of a space that takes part can."))
    return guest


def add_post(
    thread: Thread,
    circle: Circle,
    author: Standing | Guest,
    text: str,
    is_unnamed: bool = False,
    quote: Quote | None = None,
    is_sum_up: bool = False,
    today: date | None = None,
) -> Post:
    """The row of a new post, found by search and counted; part of a larger action. Refuses as `write_post` does."""
    if not text.strip():
        raise Invalid(_("There is no text yet. Write something, then send it."), "text")
    space_id = author.space_id if isinstance(author, Standing) else None
    day = today_in(space_id or thread.space_id, today)
    columns = texts.body_columns(text, _home(circle, space_id))
    number = _take_number(thread, day, is_sum_up)
    post = Post.create(
        thread=thread,
        number=number,
        is_unnamed=is_unnamed and space_id is not None,
        is_sum_up=is_sum_up,
        made_on=day,
        **columns,
        **_author_columns(author),
        **_quote_columns(quote),
    )
    texts.put_post(post, space_id or thread.space_id, thread.line_id)
    if space_id is not None:
        mark_active(space_id, day)
    return post


def _author_columns(author: Standing | Guest) -> dict[str, Any]:
    return {"author": author.membership_id} if isinstance(author, Standing) else {"guest": author.id}


def _quote_columns(quote: Quote | None) -> dict[str, Any]:
    if quote is None:
        return {}
    return {"quotes": quote.post_id, "quotes_report": quote.report_id, "quoted_html": quote.html}


def _take_number(thread: Thread, day: date, is_sum_up: bool) -> int:
    """The next number, taken so that two who write at once get two. Refuses (Invalid) a locked thread."""
    values: dict[str, Any] = {"post_count": Thread.post_count + 1, "last_post_on": day}
    if is_sum_up:
        values["sum_up_number"] = Thread.post_count + 1
    taken = (
        Thread.update(**values)
        .where((Thread.id == thread.id) & ~Thread.is_locked & Thread.deleted_on.is_null())
        .returning(Thread.post_count)
        .tuples()
        .execute()
    )
    numbers = [int(row[0]) for row in taken]
    if not numbers:
        raise Invalid(
            _("This thread is closed to new posts. Your text is still here: copy it, or open a thread of your own.")
        )
    thread.post_count, thread.last_post_on = numbers[0], day
    return numbers[0]
