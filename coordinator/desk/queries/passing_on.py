"""Neutral lines about a space's week: counts only of what every member of the space may read."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import peewee

from coordinator import clock
from coordinator.access import Audience, Standing
from coordinator.language import _, in_language, ngettext
from coordinator.newsletters.models import Edition, EditionState
from coordinator.prepared import Prepared
from coordinator.reports.models import Note, Report, ReportSpace, ReportState
from coordinator.spaces.models import Membership
from coordinator.threads.models import Post, Thread, ThreadSpace


@dataclass(frozen=True, slots=True)
class Week:
    """What a space's members can all find of one week."""

    notes: int
    shared: int
    reports: int
    questions: int
    posts: int
    editions: int


def _for_every_member(model: Any, chosen: Any, chosen_owner: Any, space_id: int) -> Any:
    """The condition that a report or thread of another space reaches every single member of this one."""
    reached = chosen.select(chosen_owner).where(chosen.space == space_id)
    to_all = model.audience.in_([Audience.NETWORK.value, Audience.PUBLIC.value])
    return to_all | ((model.audience == Audience.SPACES.value) & model.id.in_(reached))


def week_of_space(space_id: int, week: str) -> Week:
    """The counts of an ISO week for the members of a space."""
    first = clock.monday_of(week)
    days = (first, first + timedelta(days=6))
    return Week(
        notes=Note.select().where((Note.space == space_id) & (Note.week == week) & Note.deleted_on.is_null()).count(),
        shared=_shared(space_id),
        reports=_reports(space_id, days),
        questions=_questions(space_id, days),
        posts=_posts(space_id, days),
        editions=_editions(space_id, days),
    )


def _shared(space_id: int) -> int:
    waiting = (Report.state == ReportState.IN_REVIEW.value) & Report.deleted_on.is_null()
    return int(Report.select().where((Report.space == space_id) & waiting).count())


def _reports(space_id: int, days: tuple[date, date]) -> int:
    """Reports of other spaces that were sent to this one in those days."""
    released = (
        (Report.state == ReportState.RELEASED.value)
        & Report.deleted_on.is_null()
        & Report.released_on.between(*days)
        & (Report.space != space_id)
    )
    reaches = _for_every_member(Report, ReportSpace, ReportSpace.report, space_id)
    return int(Report.select().where(released & reaches).count())


def _readable_threads(space_id: int) -> Any:
    """The keys of the threads that every member of the space may read."""
    released = Report.select(Report.id).where(
        (Report.state == ReportState.RELEASED.value)
        & Report.deleted_on.is_null()
        & _for_every_member(Report, ReportSpace, ReportSpace.report, space_id)
    )
    follows = ~Thread.follows_report | Thread.report.in_(released)
    reaches = _for_every_member(Thread, ThreadSpace, ThreadSpace.thread, space_id) & follows
    return Thread.select(Thread.id).where(Thread.deleted_on.is_null() & ((Thread.space == space_id) | reaches))


def _questions(space_id: int, days: tuple[date, date]) -> int:
    """Posts by other spaces in threads about this space's reports."""
    return _count(_QUESTIONS, space_id, days)


def _questions_query(space_id: Any, first: Any, last: Any) -> Any:
    reports = Report.select(Report.id).where(Report.space == space_id)
    threads = _readable_threads(space_id).where(Thread.report.in_(reports))
    own = Membership.select(Membership.id).where(Membership.space == space_id)
    return _posts_in(threads, (first, last)).where(Post.author.is_null() | Post.author.not_in(own))


_QUESTIONS = Prepared(_questions_query)


def _posts(space_id: int, days: tuple[date, date]) -> int:
    """All posts of those days in threads that every member of the space may read."""
    return _count(_POSTS, space_id, days)


def _posts_query(space_id: Any, first: Any, last: Any) -> Any:
    return _posts_in(_readable_threads(space_id), (first, last))


_POSTS = Prepared(_posts_query)


def _count(query: Prepared, space_id: int, days: tuple[date, date]) -> int:
    ((number,),) = query.rows(space_id=space_id, first=days[0], last=days[1])
    return int(number)


def _posts_in(threads: Any, days: tuple[Any, Any]) -> Any:
    return Post.select(peewee.fn.COUNT(Post.id)).where(
        Post.thread.in_(threads) & Post.is_there() & Post.made_on.between(*days)
    )


def _editions(space_id: int, days: tuple[date, date]) -> int:
    published = (
        (Edition.space == space_id)
        & (Edition.state == EditionState.PUBLISHED.value)
        & Edition.deleted_on.is_null()
        & Edition.published_on.between(*days)
    )
    return int(Edition.select().where(published).count())


def lines_to_pass_on(space_id: int, week: str) -> list[str]:
    """The lines to select and paste: numbers alone, which name nobody and nothing. Empty where nothing happened."""
    counted = week_of_space(space_id, week)
    said = [
        (counted.reports, ngettext("%(num)d new report", "%(num)d new reports", counted.reports)),
        (counted.questions, ngettext("%(num)d question to us", "%(num)d questions to us", counted.questions)),
        (counted.posts, ngettext("%(num)d new post in the threads", "%(num)d new posts in the threads", counted.posts)),
        (counted.notes, ngettext("%(num)d note of ours", "%(num)d notes of ours", counted.notes)),
        (counted.shared, ngettext("%(num)d text to read through", "%(num)d texts to read through", counted.shared)),
        (
            counted.editions,
            ngettext("%(num)d new number of the newsletter", "%(num)d new numbers of the newsletter", counted.editions),
        ),
    ]
    return [str(words) for number, words in said if number]


def texts_for(here: Standing) -> list[tuple[str, str]]:
    """The texts to pass on for this week and the last one: heading, and lines in the language of the space."""
    today = clock.today()
    weeks = [(_("This week"), clock.week_of(today)), (_("Last week"), clock.week_of(today - timedelta(weeks=1)))]
    with in_language(here.language):
        lines = [lines_to_pass_on(here.space_id, week) for _name, week in weeks]
    return [(str(name), "\n".join(each)) for (name, _week), each in zip(weeks, lines, strict=True)]
