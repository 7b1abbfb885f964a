"""Lists of reports and lessons: a space's own, and those of every space that a reader may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee

from coordinator.access import Reader
from coordinator.notices.models import Kind
from coordinator.notices.queries import position_of
from coordinator.reports.models import Release, Report, ReportState
from coordinator.reports.queries.shown import outward_place
from coordinator.reports.words import title_words
from coordinator.spaces.models import Line, Site, Space, spaces_of

PAGE = 20
SHARED_STATES = (ReportState.IN_REVIEW.value, ReportState.FINISHED.value, ReportState.RELEASED.value)


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A report in a list, as its reader may see it."""

    id: int
    public_id: str
    title: str
    place: str
    date: str
    in_brief: str
    line: str
    line_address: str
    is_own: bool
    is_unread: bool
    state: ReportState
    site: str = ""

    @property
    def address(self) -> str:
        """Where it is read."""
        return f"/reports/{self.public_id}"


def _cards(account: Any, condition: Any) -> Any:
    inside = Report.inside_for(account)
    seen = position_of(account, Kind.REPORT, Report.id)
    return (
        Report.select(
            Report.id,
            Report.public_id,
            inside,
            Space.name,
            Space.outward_name,
            Space.openness,
            Report.title,
            Report.month,
            Report.in_brief,
            Release.title,
            Release.outward_date,
            Release.in_brief,
            Line.name,
            Line.slug,
            Line.visible_to(account),
            Report.state,
            Site.name,
            Report.submitted_revision,
            Release.number,
            seen,
        )
        .join(Space)
        .switch(Report)
        .join(Site, "LEFT JOIN")
        .switch(Report)
        .join(Line, "LEFT JOIN", on=Report.line == Line.id)
        .switch(Report)
        .join(Release, "LEFT JOIN", on=Release.report == Report.id)
        .where(condition)
    )


def _card(row: tuple[Any, ...]) -> ReportCard:
    inside, sees_line = bool(row[2]), bool(row[14])
    title, month, brief = (row[6], row[7], row[8]) if inside else (row[9], row[10], row[11])
    number = row[17] if inside else row[18]
    return ReportCard(
        id=row[0],
        public_id=row[1],
        title=title_words(title, month),
        place=row[3] if inside else outward_place(row[4], row[5]),
        date=month,
        in_brief=brief,
        line=row[12] if sees_line else "",
        line_address=f"/lines/{row[13]}" if sees_line else "",
        is_own=inside,
        is_unread=(number or 0) > row[19],
        state=ReportState(row[15]),
        site=(row[16] or "") if inside else "",
    )


def released_reports(
    reader: Reader,
    spaces: Sequence[int] | None = None,
    line: int | None = None,
    since: date | None = None,
    before: str | None = None,
    limit: int = PAGE,
    own: bool = True,
) -> list[ReportCard]:
    """Released reports that the reader may read, newest first, in one statement.

    Only those of `spaces` (keys), of `line` (its key), released on `since` or later, and after the card whose
    public id is `before`; with `own=False` without those of the reader's own spaces.
    """
    account = reader.account_id
    condition = (Report.state == ReportState.RELEASED.value) & Report.visible_to(account)
    if not own:
        condition &= Report.space.not_in(spaces_of(account))
    if spaces is not None:
        condition &= Report.space.in_(list(spaces))
    if line is not None:
        condition &= Report.line == line
    if since is not None:
        condition &= Report.released_on >= since
    if before is not None:
        condition &= _released_before(account, before)
    rows = _cards(account, condition).order_by(Report.released_on.desc(), Report.id.desc()).limit(limit)
    return [_card(row) for row in rows.tuples()]


def _released_before(account_id: int | None, public_id: str) -> Any:
    """Everything older than the report with that id, where the reader may see it; otherwise everything."""
    last = Report.get_or_none((Report.public_id == public_id) & Report.visible_to(account_id))
    if last is None or last.released_on is None:
        return peewee.SQL("1 = 1")
    same_day = (Report.released_on == last.released_on) & (Report.id < last.id)
    return (Report.released_on < last.released_on) | same_day


def shared_reports(reader: Reader, spaces: Sequence[int] | None = None, limit: int = PAGE) -> list[ReportCard]:
    """What waits in review in the reader's spaces, newest first."""
    condition = (Report.state == ReportState.IN_REVIEW.value) & Report.inside_for(reader.account_id)
    if spaces is not None:
        condition &= Report.space.in_(list(spaces))
    rows = _cards(reader.account_id, condition).order_by(Report.id.desc()).limit(limit)
    return [_card(row) for row in rows.tuples()]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a space's list of reports is narrowed to; months as `2026-11`, empty for no limit."""

    state: ReportState | None = None
    site: int | None = None
    line: int | None = None
    first_month: str = ""
    last_month: str = ""


def space_reports(
    reader: Reader, space_id: int, filters: Filters | None = None, before: str | None = None, limit: int = PAGE
) -> list[ReportCard]:
    """The reports of one of the reader's spaces that the reader may see there, own drafts included, newest first."""
    asked = filters or Filters()
    account = reader.account_id
    condition = (Report.space == space_id) & Report.inside_for(account)
    for column, value in ((Report.state, asked.state), (Report.site, asked.site), (Report.line, asked.line)):
        if value is not None:
            condition &= column == value
    if asked.first_month:
        condition &= Report.month >= asked.first_month
    if asked.last_month:
        condition &= Report.month <= asked.last_month
    if before is not None:
        last = Report.select(Report.id).where((Report.public_id == before) & Report.inside_for(account))
        condition &= Report.id < last
    rows = _cards(account, condition).order_by(Report.id.desc()).limit(limit)
    return [_card(row) for row in rows.tuples()]
