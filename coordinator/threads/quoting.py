"""Quotes: the words of a post, of part of it, or of a report, as they stand in another post."""

from dataclasses import dataclass

from coordinator import passages
from coordinator.access import Audience, Reader
from coordinator.errors import Invalid, NotAllowed
from coordinator.language import _
from coordinator.reports.models import ReportState
from coordinator.reports.queries import Passage, passage
from coordinator.threads.circles import Circle, circle_of_report
from coordinator.threads.models import Post, Thread

_QUOTABLE = (ReportState.IN_REVIEW.value, ReportState.FINISHED.value, ReportState.RELEASED.value)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words from elsewhere as safe HTML, and the one thing that they come from."""

    html: str
    post_id: int | None = None
    report_id: int | None = None


def of_post(post: Post, thread: Thread, numbers: set[int] | None = None) -> Quote:
    """A post, or those of its blocks with these numbers, as it may be quoted in `thread`.

    Refuses (Invalid) a post that stands elsewhere or was taken back, and a choice of nothing.
    """
    if post.thread_id != thread.id or post.deleted_on is not None or post.put_away_on is not None:
        raise Invalid(_("This post cannot be quoted here. Choose one of this thread."))
    chosen = post.body_html if numbers is None else passages.chosen_blocks(post.body_html, numbers)
    if not chosen:
        raise Invalid(_("Nothing of the post was chosen. Tick at least one part of it, or write without a quote."))
    return Quote(chosen, post_id=post.id)


def chosen_passage(reader: Reader, address: str) -> Passage | None:
    """The paragraphs that `report:section:first:last` names, as released or else as its own space reads them."""
    report_id, *numbers = address.split(":")
    given = [int(each) for each in numbers if each.isdecimal() and len(each) < 6]
    section, first, last = [*given, *(1, 1, 0)[len(given) :]][:3]
    return passage(reader, report_id, section, first, last or None) or passage(
        reader, report_id, section, first, last or None, inside=True
    )


def of_report(words: Passage, target: Circle) -> Quote:
    """A passage of a report, for those who read the target.

    Refused (NotAllowed) where somebody among them may not read the report as it stands in the passage.
    """
    report = words.report
    source = circle_of_report(report) if words.is_released else Circle(report.space_id, Audience.SPACE)
    if report.state not in _QUOTABLE or not source.covers(target):
        raise NotAllowed(
            _(
                "These words come from a report that not everybody here may read, so they cannot be quoted here. "
                "Choose fewer readers, or say it in words of your own."
            )
        )
    return Quote(words.html, report_id=report.id)


def fitting(quotes: "Post | Quote | None", thread: Thread) -> Quote | None:
    """What a new post of `thread` quotes; a whole post may be given as its row."""
    return of_post(quotes, thread) if isinstance(quotes, Post) else quotes
