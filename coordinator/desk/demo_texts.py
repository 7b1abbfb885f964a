"""The texts of the demo, read from `demo_content/` and checked as they are read."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "demo_content"
Table = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class LineText:
    """A struggle, made by one space and opened to others; `key` is its slug."""

    key: str
    space: str
    title: str
    text: str
    opened_to: list[str]


@dataclass(frozen=True, kw_only=True)
class PersonText:
    """A membership; two with the same `account` belong to one person."""

    pen_name: str
    role: str
    account: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteText:
    """Two sentences about one week at one site."""

    by: str
    site: str
    weeks_ago: int
    text: str
    key: str = ""
    picture: str = ""
    picture_text: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionText:
    """A section of a report, with a kind or a heading of its own."""

    text: str
    kind: str = ""
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportText:
    """A report and where it stands."""

    key: str
    title: str
    by: str
    line: str
    site: str
    weeks_ago: int
    state: str
    section: list[SectionText]
    lessons: list[str] = field(default_factory=list)
    co_authors: list[str] = field(default_factory=list)
    audience: str = "space"
    to: list[str] = field(default_factory=list)
    released_by: str = ""
    remarks: str = ""
    in_brief: list[str] = field(default_factory=list)
    from_notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class EditionText:
    """One number of a newsletter, finished or in the making."""

    number: int
    state: str
    weeks_ago: int


@dataclass(frozen=True, kw_only=True)
class ArticleText:
    """A piece for the newsletter; without an edition it still lies in the box."""

    kind: str
    headline: str
    by: str
    by_line: str
    wish: str
    weeks_ago: int
    text: str
    edition: int = 0
    from_note: str = ""
    from_report: str = ""
    picture: str = ""
    picture_text: str = ""
    language: str = ""
    # The headline of the piece that this one says in another language.
    translation_of: str = ""


@dataclass(frozen=True, kw_only=True)
class BoxText:
    """What stands in every number from its day on; `place` is front, last, or empty for anywhere."""

    title: str
    text: str
    weeks_ago: int
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class ClaimText:
    """What management said, what is true, and how many weeks ago it was said again."""

    by: str
    said: str
    weeks_ago: int
    said_to: str = ""
    answer: str = ""
    source: str = ""
    again: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class PostText:
    """One entry of a thread; a pen name belongs to one space only, so it says the space as well.

    `part` is the number of the one block that is quoted of the earlier post; 0 is the whole of it.
    """

    by: str
    text: str
    mark: str = ""
    quotes: str = ""
    part: int = 0
    days_ago: int | None = None
    language: str = ""
    unnamed: bool = False
    first_text: str = ""
    sum_up: bool = False


@dataclass(frozen=True, kw_only=True)
class ThreadText:
    """A thread; with a `report` it is the discussion of it for the report's audience."""

    key: str
    title: str
    space: str
    line: str
    audience: str
    posts: list[PostText]
    report: str = ""
    locked: bool = False


@dataclass(frozen=True, kw_only=True)
class SpaceText:
    """One collective with all that is its own."""

    slug: str
    name: str
    outward_name: str
    city: str
    language: str
    time_zone: str
    paper: str
    theme: str
    openness: str
    public_text: str
    newsletter: dict[str, str]
    sites: dict[str, str]
    people: list[PersonText]
    take_out: list[tuple[str, str]]
    notes: list[NoteText]
    reports: list[ReportText]
    editions: list[EditionText]
    articles: list[ArticleText]
    boxes: list[BoxText]
    claims: list[ClaimText]


@dataclass(frozen=True, kw_only=True)
class DemoTexts:
    """All of it."""

    lines: list[LineText]
    spaces: list[SpaceText]
    threads: list[ThreadText]

    def space_of(self, pen_name: str) -> str:
        """The slug of the space in which somebody goes by this pen name."""
        return next(space.slug for space in self.spaces for person in space.people if person.pen_name == pen_name)


def read_demo() -> DemoTexts:
    """Read every file; an unknown or missing key is a TypeError, as is fitting for our own data."""
    return DemoTexts(
        lines=[LineText(**line) for line in _table("lines.toml")["line"]],
        spaces=[_space(_table(path.name)) for path in sorted(FOLDER.glob("space_*.toml"))],
        threads=[_thread(_table(path.name)) for path in sorted(FOLDER.glob("thread_*.toml"))],
    )


def _table(name: str) -> Table:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _space(table: Table) -> SpaceText:
    return SpaceText(
        **table["space"],
        newsletter=table["newsletter"],
        sites={site["key"]: site["name"] for site in table["site"]},
        people=[PersonText(**person) for person in table["person"]],
        take_out=[(entry["name"], entry["instead"]) for entry in table["take_out"]],
        notes=[NoteText(**note) for note in table["note"]],
        reports=[_report(report) for report in table["report"]],
        editions=[EditionText(**edition) for edition in table.get("edition", [])],
        articles=[ArticleText(**article) for article in table["article"]],
        boxes=[BoxText(**box) for box in table.get("box", [])],
        claims=[ClaimText(**claim) for claim in table.get("claim", [])],
    )


def _report(table: Table) -> ReportText:
    sections = [SectionText(**section) for section in table["section"]]
    return ReportText(**{**table, "section": sections})


def _thread(table: Table) -> ThreadText:
    return ThreadText(**table["thread"], posts=[PostText(**post) for post in table["post"]])
