"""Passages of a report: paragraphs of one section, as they may stand in a thread or an article."""

from dataclasses import dataclass

from coordinator import markup, passages
from coordinator.access import Reader
from coordinator.reports.models import Report
from coordinator.reports.queries.one_report import ReportPage, ShownSection, released_view, report_inside
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


def passage(
    reader: Reader, report_id: str, section: int, first: int = 1, last: int | None = None, inside: bool = False
) -> Passage | None:
    """Paragraphs `first` to `last` of a section, all counted from 1; None where the reader sees no such thing.

    The words are those that were released. With `inside` they are those that the report's own space reads,
    names still in, and only its own readers get them. `last=None` is the section's end.
    """
    page = report_inside(reader, report_id) if inside else released_view(reader, report_id)
    if page is None or not 1 <= section <= len(page.sections):
        return None
    chosen = page.sections[section - 1]
    return _passage(page, chosen, first, last)


def _passage(page: ReportPage, section: ShownSection, first: int, last: int | None) -> Passage | None:
    blocks = passages.blocks(section.html)
    html = "\n".join(blocks[max(first, 1) - 1 : last])
    if not html:
        return None
    return Passage(
        report=Report.get_by_id(page.id),
        html=html,
        text_source=markup.plain_text(html),
        heading=heading_words(section.heading, section.kind),
        title=title_words(page.title, page.date),
        outward_name=page.place,
        is_released=not page.is_inside,
    )


def paragraphs(reader: Reader, report_id: str, section: int, inside: bool = False) -> list[str]:
    """The paragraphs of a section as safe HTML, to choose from."""
    page = report_inside(reader, report_id) if inside else released_view(reader, report_id)
    if page is None or not 1 <= section <= len(page.sections):
        return []
    return passages.blocks(page.sections[section - 1].html)
