"""Asking about a report: its thread inside its space, and its thread for those whom it was sent to."""

from datetime import date

from coordinator import db
from coordinator.access import Audience, Permission, Reader, Standing
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.language import _
from coordinator.reports.models import Release, Report, ReportState
from coordinator.threads.actions.writing import add_post, make_thread
from coordinator.threads.circles import Circle, circle_of_report, writers
from coordinator.threads.models import Thread, ThreadSpace
from coordinator.threads.quoting import Quote

_READ_INSIDE = (ReportState.IN_REVIEW.value, ReportState.FINISHED.value, ReportState.RELEASED.value)


def thread_of_report(report: Report, is_outward: bool) -> Thread | None:
    """The thread in which a report is discussed: by its own space, or by its audience; None before the first post."""
    found: Thread | None = (
        Thread.select()
        .where((Thread.report == report.id) & (Thread.follows_report == is_outward) & Thread.deleted_on.is_null())
        .order_by(Thread.id)
        .first()
    )
    return found


def places_to_ask(reader: Reader, report: Report) -> list[bool]:
    """Where a reader may ask about a report: False is inside its space, True is before its audience."""
    inside = [False] if report.state in _READ_INSIDE and reader.may(Permission.WRITE_POST, report.space_id) else []
    circle = circle_of_report(report)
    outward = circle.audience is not Audience.SPACE and bool(writers(reader, circle))
    return [*inside, True] if outward else inside


def ask(
    actor: Reader,
    report: Report,
    text: str,
    is_outward: bool,
    as_membership: int | None = None,
    is_unnamed: bool = False,
    quote: Quote | None = None,
    today: date | None = None,
) -> Thread:
    """Write into a report's thread, which is opened where it is not there yet, and return it.

    The outward one is read by the members of the report's space and by its audience of now.
    Refused: who may not read the report or write there; an empty or over-long text; a locked thread.
    """
    if not Report.select().where((Report.id == report.id) & Report.visible_to(actor.account_id)).exists():
        raise NotFound()
    if is_outward not in places_to_ask(actor, report):
        raise NotAllowed(_("This report cannot be discussed there now."))
    circle = circle_of_report(report) if is_outward else Circle(report.space_id, Audience.SPACE)
    with db.write():
        author = _chosen(writers(actor, circle), as_membership)
        thread = thread_of_report(report, is_outward)
        if thread is None:
            thread = make_thread(circle, author, _title(report, is_outward), report.line_id, report, today)
        elif is_outward:
            _keep_in_step(thread, circle)
        add_post(thread, circle, author, text, is_unnamed, quote, today=today)
    return thread


def _chosen(fitting: list[Standing], as_membership: int | None) -> Standing:
    for standing in fitting:
        if as_membership is None or standing.membership_id == as_membership:
            return standing
    raise Invalid(_("Choose as whom you write."), "as_membership")


def _title(report: Report, is_outward: bool) -> str:
    """The title that the thread's readers know the report by."""
    if is_outward:
        released = Release.get_or_none(Release.report == report.id)
        return str(released.title) if released is not None and released.title else str(_("A report"))
    return report.title or str(_("A report"))


def _keep_in_step(thread: Thread, circle: Circle) -> None:
    """Give the thread the report's audience of now; a release may have changed it."""
    Thread.update(audience=circle.audience.value).where(Thread.id == thread.id).execute()
    ThreadSpace.delete().where(ThreadSpace.thread == thread).execute()
    for space_id in sorted(circle.chosen):
        ThreadSpace.create(thread=thread, space=space_id)
