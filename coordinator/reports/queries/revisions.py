"""Earlier versions of a report, which nobody outside its space ever reads."""

from dataclasses import dataclass
from typing import Any

from coordinator import markup
from coordinator.access import Reader
from coordinator.reports.content import Content
from coordinator.reports.models import Revision
from coordinator.reports.queries.editing import HIGHEST
from coordinator.reports.queries.one_report import report_inside
from coordinator.reports.queries.shown import ReportPage, ShownSection
from coordinator.spaces.models import Membership


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One version in the list: its number, who made it, and the day."""

    number: int
    author: str
    made_on: Any
    is_draft: bool


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """One version as it stood."""

    report: ReportPage
    row: RevisionRow
    title: str
    month: str
    sections: tuple[ShownSection, ...]
    lessons: tuple[str, ...]

    @property
    def space_id(self) -> int:
        """The space that it belongs to."""
        return self.report.space_id


def _rows(page: ReportPage) -> Any:
    """Drafts stay with those who write the report, for ever; everybody else sees from what was shared on."""
    revisions = (
        Revision.select(Revision.number, Membership.pen_name, Revision.made_on, Revision.is_draft, Revision.content)
        .join(Membership, "LEFT JOIN")
        .where(Revision.report == page.id)
    )
    return revisions if page.sees_drafts else revisions.where(~Revision.is_draft)


def revisions_for(page: ReportPage) -> list[RevisionRow]:
    """The versions that the reader of this page may read, newest first; `page` must have been loaded for the reader."""
    if not page.is_inside:
        return []
    rows = _rows(page).order_by(Revision.number.desc()).limit(200).tuples()
    return [
        RevisionRow(number, author or "", made_on, is_draft) for number, author, made_on, is_draft, _content in rows
    ]


def revision_for(reader: Reader, report_id: str, number: int) -> RevisionPage | None:
    """One version, for those of the report's space who may read it."""
    page = report_inside(reader, report_id) if number < HIGHEST else None
    row = None if page is None else _rows(page).where(Revision.number == number).tuples().first()
    if page is None or row is None:
        return None
    content = Content.from_json(row[4])
    sections = tuple(
        ShownSection(each.number, each.kind, each.heading, markup.render(each.source)) for each in content.sections
    )
    shown = RevisionRow(row[0], row[1] or "", row[2], row[3])
    return RevisionPage(page, shown, content.title, content.month, sections, content.lessons)
