"""What the forms of those who write and those who release need to know."""

from datetime import date
from typing import Any

from coordinator import clock
from coordinator.access import Reader
from coordinator.reports.acting import is_undone_until, today_in
from coordinator.reports.models import Report, ReportAuthor
from coordinator.reports.queries.shown import ReportPage
from coordinator.spaces.audience import Choice
from coordinator.spaces.models import Line, Membership


def row_of(page: ReportPage) -> Report:
    """The row behind a page that was loaded for its reader."""
    return Report.get_by_id(page.id)


def choice_of(page: ReportPage) -> Choice:
    """The audience of a report, with the spaces chosen."""
    return Choice(page.audience, page.chosen_space_ids)


def lines_for(reader: Reader) -> list[tuple[int, str]]:
    """The lines that a reader may file something under: key and name."""
    rows: Any = Line.select(Line.id, Line.name).where(Line.visible_to(reader.account_id)).order_by(Line.name)
    return list(rows.tuples())


def members_beside(page: ReportPage) -> list[tuple[int, str]]:
    """The members of the report's space who could write along: key and pen name, the first author left out."""
    first = {author.membership_id for author in page.authors if author.is_first}
    rows: Any = (
        Membership.select(Membership.id, Membership.pen_name)
        .where((Membership.space == page.space_id) & Membership.is_active & Membership.account.is_null(False))
        .order_by(Membership.pen_name)
    )
    return [(key, name) for key, name in rows.tuples() if key not in first]


def deletable_report(reader: Reader, report_id: str) -> Report | None:
    """The row of a report, standing or deleted, for those who write it."""
    mine = [standing.membership_id for standing in reader.memberships]
    authored = ReportAuthor.select(ReportAuthor.report).where(ReportAuthor.membership.in_(mine))
    found: Report | None = Report.get_or_none((Report.public_id == report_id) & Report.id.in_(authored))
    return found


def taken_back_report(reader: Reader, report_id: str) -> Report | None:
    """The row of a report that an author took back and can still put back."""
    found = deletable_report(reader, report_id)
    if found is None or found.deleted_on is None or is_undone_until(found.deleted_on) < today_in(found.space_id):
        return None
    return found


def taken_back_reports(reader: Reader, space_id: int) -> list[Report]:
    """The reports of a space that the reader writes and that can still be put back."""
    standing = reader.standing_in(space_id)
    if standing is None:
        return []
    mine = ReportAuthor.select(ReportAuthor.report).where(ReportAuthor.membership == standing.membership_id)
    gone: Any = Report.select().where(
        (Report.space == space_id) & Report.id.in_(mine) & Report.deleted_on.is_null(False)
    )
    today = today_in(space_id)
    return [report for report in gone.order_by(Report.id.desc()) if is_undone_until(report.deleted_on) >= today]


def this_week(space_id: int, today: date | None = None) -> str:
    """The week it is in a space, for presets."""
    return clock.week_of(today_in(space_id, today))


def this_month(space_id: int, today: date | None = None) -> str:
    """The month it is in a space, for presets."""
    return today_in(space_id, today).isoformat()[:7]
