"""Makes of a report what other spaces read: names taken out, dates coarse, HTML rendered, once."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from coordinator import markup
from coordinator.reports.content import Content, PictureText, SectionText
from coordinator.reports.models import Release, Report, ShownDate
from coordinator.spaces import redaction

Names = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ReleasedSection:
    """A section without names: as Markdown and as the safe HTML made from it."""

    kind: str | None
    heading: str
    html: str
    source: str


@dataclass(frozen=True, slots=True)
class ReleasedText:
    """A report as other spaces will read it, or read it already."""

    title: str
    in_brief: str
    date: str
    sections: tuple[ReleasedSection, ...]
    lessons: tuple[str, ...]
    pictures: tuple[PictureText, ...]

    @property
    def text(self) -> str:
        """Every word that leaves the space, in reading order."""
        parts = [self.title, self.in_brief]
        for section in self.sections:
            parts += [section.heading, section.source]
        parts += [*self.lessons, *(picture.text for picture in self.pictures)]
        return "\n\n".join(part for part in parts if part)


def without_names(space_id: int, content: Content, date_shown: ShownDate = ShownDate.MONTH) -> ReleasedText:
    """What may leave the space of what a report says; the release page and the release are both made by this."""
    names = redaction.load_names(space_id)
    return ReleasedText(
        title=redaction.replace_names(content.title, names),
        in_brief=redaction.replace_names(content.in_brief, names),
        date=coarse_date(content.month, date_shown),
        sections=tuple(_section(section, names) for section in content.sections),
        lessons=tuple(redaction.replace_names(lesson, names) for lesson in content.lessons),
        pictures=tuple(PictureText(each.file, redaction.replace_names(each.text, names)) for each in content.pictures),
    )


def _section(section: SectionText, names: Names) -> ReleasedSection:
    source = redaction.replace_names(section.source, names)
    heading = redaction.replace_names(section.heading, names)
    return ReleasedSection(section.kind, heading, markup.render(source), source)


def coarse_date(month: str, shown: ShownDate) -> str:
    """A month such as `2026-11` as exactly as other spaces may know it."""
    if shown is ShownDate.NONE:
        return ""
    return month if shown is ShownDate.MONTH else month[:4]


def released_text_of(report: Report) -> ReleasedText:
    """What other spaces read of a released report, read back from what was stored."""
    release = Release.get(Release.report == report.id)
    original = Content.from_json(release.original)
    names = redaction.load_names(report.space_id)
    return ReleasedText(
        title=release.title,
        in_brief=release.in_brief,
        date=release.outward_date,
        sections=sections_from_json(release.sections),
        lessons=tuple(redaction.replace_names(lesson, names) for lesson in original.lessons),
        pictures=tuple(PictureText(each.file, redaction.replace_names(each.text, names)) for each in original.pictures),
    )


def sections_as_json(sections: Iterable[ReleasedSection]) -> str:
    """Released sections as they are stored."""
    return json.dumps([asdict(section) for section in sections], ensure_ascii=False)


def sections_from_json(stored: str) -> tuple[ReleasedSection, ...]:
    """Released sections as they were."""
    return tuple(ReleasedSection(**each) for each in json.loads(stored))
