"""The one clock: aware UTC moments, days, and ISO weeks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today(time_zone: str = "UTC") -> date:
    """The calendar day in `time_zone`, an IANA name."""
    return now().astimezone(ZoneInfo(time_zone)).date()


def week_of(day: date) -> str:
    """The ISO week of a day, as `2026-W47` (the form in which `<input type=week>` sends it)."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(week: str) -> date:
    """The Monday of an ISO week such as `2026-W47`; ValueError where there is no such week."""
    year, _, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def weeks_between(earlier: date, later: date) -> int:
    """Whole ISO weeks from the week of one day to the week of another."""
    return (monday_of(week_of(later)) - monday_of(week_of(earlier))) // timedelta(weeks=1)
