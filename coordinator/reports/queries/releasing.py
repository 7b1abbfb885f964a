"""What the release page shows: the text as other cities will get it, and what may still tell who somebody is."""

from dataclasses import dataclass, replace

from coordinator.reports.content import read_content
from coordinator.reports.models import ShownDate
from coordinator.reports.queries.shown import ReportPage
from coordinator.reports.queries.writing import row_of
from coordinator.reports.releasing import ReleasedText, without_names
from coordinator.spaces import redaction
from coordinator.spaces.likely_names import likely_names


@dataclass(frozen=True, slots=True)
class ReleasePreview:
    """A report as it would leave its space now."""

    released: ReleasedText
    words: int
    likely_names: list[str]
    names: list[tuple[str, str]]


def preview_of(page: ReportPage, in_brief: str, date_shown: str) -> ReleasePreview:
    """The very text that a release would make, with what is typed as in brief, for a page loaded for its reader."""
    content = replace(read_content(row_of(page)), in_brief=in_brief)
    shown = ShownDate(date_shown) if date_shown in set(ShownDate) else ShownDate.MONTH
    released = without_names(page.space_id, content, shown)
    own = {words.casefold() for _name, words in redaction.load_names(page.space_id)}
    found = [name for name in likely_names(released.text) if name.casefold() not in own]
    return ReleasePreview(released, content.words, found, redaction.load_names(page.space_id))
