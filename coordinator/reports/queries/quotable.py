"""Passages of a report: paragraphs of one section, as they may stand in a thread or an article."""

from dataclasses import dataclass

from coordinator import markup, passages
from coordinator.access import Reader
from coordinator.reports.models import Report
from coordinator.reports.queries.one_report import released_view, report_inside
from coordinator.reports.queries.shown import ReportPage
from coordinator.reports.words import heading_words, title_words


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs of a report, with where they come from."""

    report: Report
    html: str
    text_source: str
    heading: str
    title: str
    outward_name: str
    is_released: bool


@dataclass(frozen=True, slots=True)
class Quotable:
    """A section with its paragraphs as safe HTML, to choose from."""

    report: ReportPage
    number: int
    heading: str
    paragraphs: tuple[str, ...]

    @property
    def space_id(self) -> int:
        """The space that it belongs to."""
        return self.report.space_id


def _words_of(reader: Reader, report_id: str, inside: bool) -> ReportPage | None:
    """The released words; of a report that is not released, those that its own space reads."""
    released = None if inside else released_view(reader, report_id)
    return released or report_inside(reader, report_id)


def quotable(reader: Reader, report_id: str, section: int, inside: bool = False) -> Quotable | None:
    """A section, counted from 1, cut into what can be quoted of it; None where the reader sees no such thing.

    The words are those that were released. With `inside`, and while nothing was released, they are those that
    the report's own space reads, names still in, and only its own readers get them.
    """
    page = _words_of(reader, report_id, inside)
    if page is None or not 1 <= section <= len(page.sections):
        return None
    chosen = page.sections[section - 1]
    blocks = tuple(passages.blocks(chosen.html))
    return Quotable(page, section, heading_words(chosen.heading, chosen.kind), blocks) if blocks else None


def passage(
    reader: Reader, report_id: str, section: int, first: int = 1, last: int | None = None, inside: bool = False
) -> Passage | None:
    """Paragraphs `first` to `last` of a section, all counted from 1, with their words chosen as by `quotable`.

    `last=None` is the section's end. None where the reader sees no such thing.
    """
    found = quotable(reader, report_id, section, inside)
    html = passages.together(found.paragraphs[max(first, 1) - 1 : last]) if found else ""
    if found is None or not html:
        return None
    return Passage(
        report=Report.get_by_id(found.report.id),
        html=html,
        text_source=markup.plain_text(html),
        heading=found.heading,
        title=title_words(found.report.title, found.report.date),
        outward_name=found.report.place,
        is_released=not found.report.is_inside,
    )
