"""A space at a glance, for its members: who has reported, and what is newest."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import peewee

from coordinator import clock
from coordinator.access import Reader, Standing
from coordinator.desk.queries.silence import weeks_since
from coordinator.newsletters.models import Edition
from coordinator.newsletters.queries import editions, lined_up
from coordinator.reports.models import Note, Report
from coordinator.reports.queries import NoteCard, ReportCard, notes_of, space_reports
from coordinator.reports.queries.lists import SHARED_STATES
from coordinator.spaces.models import Site, Space
from coordinator.spaces.queries import sites_of, tells_small_space
from coordinator.threads import lists

# The table of sites shows the last weeks, the chart the last quarter of a year.
WEEKS, CHART_WEEKS, NEWEST = 6, 13, 5
Counts = dict[tuple[int | None, str], int]


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
    notes_by_week: list[int]
    reports_by_week: list[int]
    chart_weeks: list[str]
    states: dict[str, int]
    edition: Edition | None
    headlines: list[str]
    next_edition: Edition | None
    next_headlines: list[str]


def glance_at(reader: Reader, here: Standing) -> Glance:
    """The space of a membership as its member sees it."""
    week = Space.select(Space.last_active_week).where(Space.id == here.space_id).scalar() or ""
    weeks, chart_weeks = last_weeks(), last_weeks(CHART_WEEKS)
    notes, reports = _notes_by_site(reader, here.space_id, chart_weeks), _reports_by_site(reader, here, chart_weeks)
    newest, following = _numbers(reader, here.space_id)
    return Glance(
        weeks_since=weeks_since(week),
        tells_small=tells_small_space(here.space_id),
        weeks=weeks,
        sites=[_row(site, weeks, notes, reports) for site in sites_of(here.space_id)],
        notes=notes_of(reader, here.space_id, limit=NEWEST),
        reports=space_reports(reader, here.space_id, limit=2 * NEWEST),
        threads=lists.listed(reader, space_id=here.space_id, limit=NEWEST),
        notes_by_week=_by_week(notes, chart_weeks),
        reports_by_week=_by_week(reports, chart_weeks),
        chart_weeks=chart_weeks,
        states=_states(reader, here.space_id),
        edition=newest,
        headlines=_headlines(newest),
        next_edition=following,
        next_headlines=_headlines(following),
    )


def last_weeks(number: int = WEEKS) -> list[str]:
    """The last ISO weeks, the oldest first and this one last."""
    today = clock.today()
    return [clock.week_of(today - timedelta(weeks=back)) for back in range(number - 1, -1, -1)]


def _numbers(reader: Reader, space_id: int) -> tuple[Edition | None, Edition | None]:
    """The newest number that came out, and for editors the next one in the making."""
    found = editions(reader, space_id)
    published = [edition for edition in found if edition.is_published]
    in_work = [edition for edition in found if not edition.is_published]
    return published[0] if published else None, in_work[-1] if in_work else None


def _headlines(edition: Edition | None) -> list[str]:
    return [] if edition is None else [str(article.title) for article in lined_up(edition.id)][:NEWEST]


def _states(reader: Reader, space_id: int) -> dict[str, int]:
    """How many reports of the space stand where, of those that the reader may see."""
    rows: Any = Report.select(Report.state, peewee.fn.COUNT(Report.id))
    return dict(
        rows.where((Report.space == space_id) & Report.inside_for(reader.account_id)).group_by(Report.state).tuples()
    )


def _by_week(counts: Counts, weeks: list[str]) -> list[int]:
    """The counts of all sites, and of none, together."""
    return [sum(number for (_site, each), number in counts.items() if each == week) for week in weeks]


def _row(site: Site, weeks: list[str], notes: Counts, reports: Counts) -> SiteRow:
    return SiteRow(
        str(site.name),
        [notes.get((site.id, week), 0) for week in weeks],
        [reports.get((site.id, week), 0) for week in weeks],
    )


def _notes_by_site(reader: Reader, space_id: int, weeks: list[str]) -> Counts:
    count = peewee.fn.COUNT(Note.id)
    visible = (Note.space == space_id) & Note.week.in_(weeks) & Note.visible_to(reader.account_id)
    rows: Any = Note.select(Note.site, Note.week, count).where(visible).group_by(Note.site, Note.week)
    return {(site, week): number for site, week, number in rows.tuples()}


def _reports_by_site(reader: Reader, here: Standing, weeks: list[str]) -> Counts:
    """Reports that were begun in a week and are shared with the space by now; drafts are not among them."""
    visible = (
        (Report.space == here.space_id)
        & (Report.made_on >= clock.monday_of(weeks[0]))
        & Report.state.in_(SHARED_STATES)
        & Report.inside_for(reader.account_id)
    )
    found: Counts = {}
    rows: Any = Report.select(Report.site, Report.made_on).where(visible)
    for site, made_on in rows.tuples():
        key = (site, clock.week_of(made_on))
        found[key] = found.get(key, 0) + 1
    return found
