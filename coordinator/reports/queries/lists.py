"""Lists of reports and lessons: a space's own, and those of every space that a reader may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator.access import Reader
from coordinator.notices.models import Kind
from coordinator.notices.queries import position_of
from coordinator.prepared import PreparedShapes
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


def _released(
    account: Any, spaces: Any, line: Any, since: Any, before_day: Any, before_id: Any, limit: Any, own: bool
) -> Any:
    condition = (Report.state == ReportState.RELEASED.value) & Report.visible_to(account)
    if not own:
        condition &= Report.space.not_in(spaces_of(account))
    if spaces is not None:
        condition &= Report.space.in_(spaces)
    if line is not None:
        condition &= Report.line == line
    if since is not None:
        condition &= Report.released_on >= since
    if before_day is not None:
        same_day = (Report.released_on == before_day) & (Report.id < before_id)
        condition &= (Report.released_on < before_day) | same_day
    return _cards(account, condition).order_by(Report.released_on.desc(), Report.id.desc()).limit(limit)


_RELEASED = PreparedShapes(_released)


def released_reports(
    reader: Reader,
    spaces: Sequence[int] | None = None,
    line: int | None = None,
    since: date | None = None,
    before: str | None = None,
    limit: int = PAGE,
    own: bool = True,
) -> list[ReportCard]:
    """Released reports that the reader may read, newest first, in one statement (two where `before` is given).

    Only those of `spaces` (keys), of `line` (its key), released on `since` or later, and after the card whose
    public id is `before`; with `own=False` without those of the reader's own spaces.
    """
    day, key = _place_of(reader.account_id, before) if before else (None, None)
    rows = _RELEASED.rows(
        reader.account_id,
        spaces=None if spaces is None else list(spaces),
        line=line,
        since=None if since is None else since.isoformat(),
        before_day=day,
        before_id=key,
        limit=limit,
        own=own,
    )
    return [_card(row) for row in rows]


def _place_of(account_id: int | None, public_id: str) -> tuple[str | None, int | None]:
    """Where a released report that the reader may see stands in the list; nowhere where there is none."""
    last = Report.get_or_none((Report.public_id == public_id) & Report.visible_to(account_id))
    if last is None or last.released_on is None:
        return None, None
    return last.released_on.isoformat(), last.id


def _shared(account: Any, spaces: Any, limit: Any) -> Any:
    condition = (Report.state == ReportState.IN_REVIEW.value) & Report.inside_for(account)
    if spaces is not None:
        condition &= Report.space.in_(spaces)
    return _cards(account, condition).order_by(Report.id.desc()).limit(limit)


_SHARED = PreparedShapes(_shared)


def shared_reports(reader: Reader, spaces: Sequence[int] | None = None, limit: int = PAGE) -> list[ReportCard]:
    """What waits in review in the reader's spaces, newest first."""
    chosen = None if spaces is None else list(spaces)
    return [_card(row) for row in _SHARED.rows(reader.account_id, spaces=chosen, limit=limit)]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a space's list of reports is narrowed to; months as `2026-11`, empty for no limit."""

    state: ReportState | None = None
    site: int | None = None
    line: int | None = None
    first_month: str = ""
    last_month: str = ""


def _in_space(
    account: Any,
    space: Any,
    state: Any,
    site: Any,
    line: Any,
    first_month: Any,
    last_month: Any,
    before: Any,
    limit: Any,
) -> Any:
    condition = (Report.space == space) & Report.inside_for(account)
    for column, value in ((Report.state, state), (Report.site, site), (Report.line, line)):
        if value is not None:
            condition &= column == value
    if first_month is not None:
        condition &= Report.month >= first_month
    if last_month is not None:
        condition &= Report.month <= last_month
    if before is not None:
        last = Report.select(Report.id).where((Report.public_id == before) & Report.inside_for(account))
        condition &= Report.id < last
    return _cards(account, condition).order_by(Report.id.desc()).limit(limit)


_IN_SPACE = PreparedShapes(_in_space)


def space_reports(
    reader: Reader, space_id: int, filters: Filters | None = None, before: str | None = None, limit: int = PAGE
) -> list[ReportCard]:
    """The reports of one of the reader's spaces that the reader may see there, own drafts included, newest first."""
    asked = filters or Filters()
    rows = _IN_SPACE.rows(
        reader.account_id,
        space=space_id,
        state=asked.state,
        site=asked.site,
        line=asked.line,
        first_month=asked.first_month or None,
        last_month=asked.last_month or None,
        before=before,
        limit=limit,
    )
    return [_card(row) for row in rows]
