"""Renders again what an older version of the markup door made."""

from typing import Any

from coordinator import db, markup
from coordinator.reports.actions.release import remake_releases
from coordinator.reports.models import Note, Release, Remark, Report, Section

_TEXTS = (Note, Section, Remark)


def render_again() -> int:
    """Make the HTML of every note, section, remark and release anew where it is of an older version; how many."""
    with db.write():
        count = sum(_render_rows(model) for model in _TEXTS)
        older = Release.select(Release.report).where(Release.body_version < markup.VERSION)
        spaces: Any = Report.select(Report.space).where(Report.id.in_(older)).distinct()
        count += older.count()
        for (space_id,) in list(spaces.tuples()):
            remake_releases(space_id)
    return count


def _render_rows(model: Any) -> int:
    rows = list(model.select().where(model.body_version < markup.VERSION))
    for row in rows:
        model.update(body_html=markup.render(row.body_source), body_version=markup.VERSION).where(
            model.id == row.id
        ).execute()
    return len(rows)
