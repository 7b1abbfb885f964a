"""The rhythm of a newsletter, and the next number, which is planned by it."""

from datetime import date, timedelta

import peewee

from coordinator import clock, db
from coordinator.access import Permission, Reader, require
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.newsletters.models import Edition, EditionState, Newsletter
from coordinator.newsletters.queries import newsletter_of

# Every so many weeks; none: whenever it is ready.
RHYTHMS = (0, 1, 2, 4)
WEEKDAYS = range(7)
DEADLINE_DAYS_AT_MOST = 14


def next_date(last: date | None, weeks: int, weekday: int, today: date) -> date:
    """The day on which the next number comes out: the weekday (0 is Monday) nearest to `weeks` after the last one.

    Never before tomorrow; without a rhythm it is today.
    """
    if not weeks:
        return today
    wanted = last + timedelta(weeks=weeks) if last else today + timedelta(days=4)
    found = wanted + timedelta(days=(weekday - wanted.weekday() + 3) % 7 - 3)
    while found <= today:
        found += timedelta(weeks=weeks)
    return found


def set_rhythm(
    actor: Reader, space_id: int, weeks: int, weekday: int, deadline_days: int, today: date | None = None
) -> None:
    """Give the newsletter a rhythm, and plan the next number by it where none is in the making."""
    require(actor, Permission.EDIT_NEWSLETTER, space_id)
    if weeks not in RHYTHMS or weekday not in WEEKDAYS or not 0 <= deadline_days <= DEADLINE_DAYS_AT_MOST:
        raise Invalid(_("There is no such rhythm. Choose one of those that are offered."))
    with db.write():
        name = newsletter_of(space_id).name
        newsletter, _made = Newsletter.get_or_create(space=space_id, defaults={"name": name})
        Newsletter.update(rhythm_weeks=weeks, weekday=weekday, deadline_days=deadline_days).where(
            Newsletter.id == newsletter.id
        ).execute()
        plan_next(space_id, today or clock.today())


def plan_next(space_id: int, today: date) -> None:
    """Where the newsletter has a rhythm and no number is in the making: plan the next one, in the caller's write."""
    in_work = (Edition.state == EditionState.IN_WORK.value) & Edition.deleted_on.is_null()
    if newsletter_of(space_id).rhythm_weeks and not Edition.select().where((Edition.space == space_id) & in_work):
        _next(space_id, today)


def start_next(actor: Reader, space_id: int, today: date | None = None) -> Edition:
    """Begin the next number by hand: with the pages and the type of the last one, on the day that the rhythm says."""
    require(actor, Permission.EDIT_NEWSLETTER, space_id)
    with db.write():
        return _next(space_id, today or clock.today())


def _next(space_id: int, today: date) -> Edition:
    newsletter = newsletter_of(space_id)
    last = _last(space_id)
    day = next_date(last.date if last else None, newsletter.rhythm_weeks, newsletter.weekday, today)
    return Edition.create(
        space=space_id,
        number=_last_number(space_id) + 1,
        date=day,
        deadline=day - timedelta(days=newsletter.deadline_days) if newsletter.rhythm_weeks else None,
        pages=last.pages if last else 4,
        text_size=last.text_size if last else "",
        made_on=today,
    )


def _last(space_id: int) -> Edition | None:
    chosen = (Edition.space == space_id) & Edition.deleted_on.is_null()
    last: Edition | None = Edition.select().where(chosen).order_by(Edition.number.desc()).first()
    return last


def _last_number(space_id: int) -> int:
    """Also that of a number that was given up: two never have the same one."""
    return Edition.select(peewee.fn.MAX(Edition.number)).where(Edition.space == space_id).scalar() or 0
