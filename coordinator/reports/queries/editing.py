"""What the pages of those who write a report load: the report, and the one part that is being changed."""

from dataclasses import dataclass

from coordinator.access import Reader
from coordinator.reports.models import Section
from coordinator.reports.queries.one_report import authored_report
from coordinator.reports.queries.shown import ReportPage, ShownPicture

# No section or version has a higher number; what is beyond does not even fit the store.
HIGHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class EditedSection:
    """A section of a report that the reader writes."""

    report: ReportPage
    row: Section

    @property
    def space_id(self) -> int:
        """The space that it belongs to."""
        return self.report.space_id


@dataclass(frozen=True, slots=True)
class EditedPicture:
    """A picture of a report that the reader writes."""

    report: ReportPage
    picture: ShownPicture

    @property
    def space_id(self) -> int:
        """The space that it belongs to."""
        return self.report.space_id


def edited_section(reader: Reader, report_id: str, number: int) -> EditedSection | None:
    """The section of that number, for its authors."""
    page = authored_report(reader, report_id) if number < HIGHEST else None
    row = Section.get_or_none((Section.report == page.id) & (Section.number == number)) if page else None
    return EditedSection(page, row) if page and row else None


def edited_picture(reader: Reader, report_id: str, file_id: str) -> EditedPicture | None:
    """The picture with that public id, for its authors."""
    page = authored_report(reader, report_id)
    picture = next((each for each in page.pictures if each.file == file_id), None) if page else None
    return EditedPicture(page, picture) if page and picture else None
