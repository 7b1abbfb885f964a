"""What a report says at one moment, as plain data: for its revisions and for what is released of it."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from coordinator import markup
from coordinator.files import StoredFile
from coordinator.reports.models import Attachment, Lesson, Report, Section


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section as it was typed."""

    number: int
    kind: str | None
    heading: str
    source: str


@dataclass(frozen=True, slots=True)
class PictureText:
    """A picture of the report: the id of its file, and the words that stand for it."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that a report says, names still in."""

    title: str
    month: str
    in_brief: str
    sections: tuple[SectionText, ...]
    lessons: tuple[str, ...]
    pictures: tuple[PictureText, ...]

    def to_json(self) -> str:
        """As it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, stored: str) -> "Content":
        """As it was."""
        data = json.loads(stored)
        return cls(
            title=data["title"],
            month=data["month"],
            in_brief=data["in_brief"],
            sections=tuple(SectionText(**each) for each in data["sections"]),
            lessons=tuple(data["lessons"]),
            pictures=tuple(PictureText(**each) for each in data["pictures"]),
        )

    @property
    def text(self) -> str:
        """Every word of it, in reading order."""
        parts = [self.title, self.in_brief]
        for section in self.sections:
            parts += [section.heading, section.source]
        parts += [*self.lessons, *(picture.text for picture in self.pictures)]
        return "\n\n".join(part for part in parts if part)

    @property
    def words(self) -> int:
        """How many words its sections and lessons have."""
        texts = [f"{section.heading}\n{section.source}" for section in self.sections]
        return markup.count_words("\n".join([*texts, *self.lessons]))


def read_content(report: Report) -> Content:
    """What a report says now."""
    sections = Section.select().where(Section.report == report.id).order_by(Section.position, Section.id)
    lessons: Any = Lesson.select(Lesson.text).where((Lesson.report == report.id) & (Lesson.text != ""))
    pictures: Any = (
        Attachment.select(StoredFile.public_id, Attachment.text)
        .join(StoredFile)
        .where(Attachment.report == report.id)
        .order_by(Attachment.position, Attachment.id)
    )
    return Content(
        title=report.title,
        month=report.month,
        in_brief=report.in_brief,
        sections=tuple(SectionText(each.number, each.kind, each.heading, each.body_source) for each in sections),
        lessons=tuple(text for (text,) in lessons.order_by(Lesson.position, Lesson.id).tuples()),
        pictures=tuple(PictureText(file, text) for file, text in pictures.tuples()),
    )
