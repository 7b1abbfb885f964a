"""A space at a glance, for its members: who has reported, and what is newest."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import peewee

from coordinator import clock
from coordinator.access import Reader, Standing
from coordinator.desk.queries.silence import weeks_since
from coordinator.newsletters.models import Edition
from coordinator.newsletters.queries import editions
from coordinator.reports.models import Note, Report
from coordinator.reports.queries import NoteCard, ReportCard, notes_of, space_reports
from coordinator.spaces.models import Site, Space
from coordinator.spaces.queries import sites_of, tells_small_space
from coordinator.threads import lists

WEEKS, NEWEST = 6, 5


@dataclass(frozen=True, slots=True)
class SiteRow:
    """What came from one site in each of the weeks: notes and reports."""

    name: str
    notes: list[int]
    reports: list[int]

    @property
    def is_silent(self) -> bool:
        """Whether nothing came at all."""
        return not any(self.notes) and not any(self.reports)


@dataclass(slots=True)
class Glance:
    """All that a space's page shows to its members."""

    weeks_since: int | None
    tells_small: bool
    weeks: list[str]
    sites: list[SiteRow]
    notes: list[NoteCard]
    reports: list[ReportCard]
    threads: list[lists.Listed]
    edition: Edition | None


def glance_at(reader: Reader, here: Standing) -> Glance:
    """The space of a membership as its member sees it."""
    week = Space.select(Space.last_active_week).where(Space.id == here.space_id).scalar() or ""
    weeks = last_weeks()
    published = [edition for edition in editions(reader, here.space_id) if edition.is_published]
    return Glance(
        weeks_since=weeks_since(week),
        tells_small=tells_small_space(here.space_id),
        weeks=weeks,
        sites=_sites(reader, here.space_id, weeks),
        notes=notes_of(reader, here.space_id, limit=NEWEST),
        reports=space_reports(reader, here.space_id, limit=NEWEST),
        threads=lists.listed(reader, space_id=here.space_id, limit=NEWEST),
        edition=published[0] if published else None,
    )


def last_weeks() -> list[str]:
    """The ISO weeks that the table of sites shows, the oldest first."""
    today = clock.today()
    return [clock.week_of(today - timedelta(weeks=back)) for back in range(WEEKS - 1, -1, -1)]


def _sites(reader: Reader, space_id: int, weeks: list[str]) -> list[SiteRow]:
    notes, reports = _notes_by_site(reader, space_id, weeks), _reports_by_site(reader, space_id, weeks)
    return [_row(site, weeks, notes, reports) for site in sites_of(space_id)]


def _row(
    site: Site, weeks: list[str], notes: dict[tuple[int, str], int], reports: dict[tuple[int, str], int]
) -> SiteRow:
    return SiteRow(
        str(site.name),
        [notes.get((site.id, week), 0) for week in weeks],
        [reports.get((site.id, week), 0) for week in weeks],
    )


def _notes_by_site(reader: Reader, space_id: int, weeks: list[str]) -> dict[tuple[int, str], int]:
    count = peewee.fn.COUNT(Note.id)
    visible = (Note.space == space_id) & Note.week.in_(weeks) & Note.visible_to(reader.account_id)
    rows: Any = Note.select(Note.site, Note.week, count).where(visible).group_by(Note.site, Note.week)
    return {(site, week): number for site, week, number in rows.tuples()}


def _reports_by_site(reader: Reader, space_id: int, weeks: list[str]) -> dict[tuple[int, str], int]:
    """Reports that were begun in a week and that the reader may see; others' drafts are not among them."""
    visible = (
        (Report.space == space_id)
        & (Report.made_on >= clock.monday_of(weeks[0]))
        & Report.site.is_null(False)
        & Report.inside_for(reader.account_id)
    )
    found: dict[tuple[int, str], int] = {}
    rows: Any = Report.select(Report.site, Report.made_on).where(visible)
    for site, made_on in rows.tuples():
        key = (site, clock.week_of(made_on))
        found[key] = found.get(key, 0) + 1
    return found
