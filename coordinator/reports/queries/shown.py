"""What a report's page is made of, as one reader may see it."""

from dataclasses import dataclass

from coordinator.access import Audience
from coordinator.language import _
from coordinator.reports.models import ReportState
from coordinator.spaces.models import Openness


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section as a page shows it; `number` is its own inside the space, its place (from 1) outside."""

    number: int
    kind: str | None
    heading: str
    html: str

    @property
    def has_headings(self) -> bool:
        """Whether its text brings headings of its own."""
        return "<h3" in self.html


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture with the words that stand for it; its address is `/files/<file>`."""

    file: str
    text: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """What a coordinator wrote to the authors."""

    author: str
    made_on: str
    html: str


@dataclass(frozen=True, slots=True)
class ShownAuthor:
    """One who writes the report, by pen name; seen inside the space only."""

    membership_id: int
    pen_name: str
    is_first: bool
    is_active: bool
    sees_drafts: bool


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A note that the report was made from; seen inside the space only."""

    address: str
    week: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """All that one reader may see of a report. What belongs to the space is empty where `is_inside` is false."""

    id: int
    public_id: str
    space_id: int
    is_inside: bool
    place: str
    state: ReportState
    title: str
    date: str
    in_brief: str
    line: str
    line_address: str
    audience: Audience
    release_number: int
    # The number that the reader's position takes once the page was shown, and the one that it has.
    number: int
    seen: int
    sections: tuple[ShownSection, ...]
    lessons: tuple[str, ...]
    pictures: tuple[ShownPicture, ...]
    site: str = ""
    revision: int = 0
    submitted_revision: int = 0
    released_revision: int = 0
    version: int = 0
    words: int = 0
    is_author: bool = False
    # Whether the reader began it, or is the one who writes it now that whoever began it has left.
    may_delete: bool = False
    sees_drafts: bool = False
    chosen_space_ids: tuple[int, ...] = ()
    may_release: bool = False
    authors: tuple[ShownAuthor, ...] = ()
    remarks: tuple[ShownRemark, ...] = ()
    notes: tuple[SourceNote, ...] = ()

    @property
    def address(self) -> str:
        """Where it is read."""
        return f"/reports/{self.public_id}"

    @property
    def is_released(self) -> bool:
        """Whether other spaces read it."""
        return self.state is ReportState.RELEASED

    @property
    def has_news(self) -> bool:
        """Whether it was changed since other spaces got it."""
        return self.is_released and self.revision > self.released_revision


def outward_place(outward_name: str, openness: str) -> str:
    """What others see instead of a space's name; an unlisted one says nothing of itself."""
    return str(_("a space")) if openness == Openness.UNLISTED else outward_name
