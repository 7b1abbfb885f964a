"""Search as the page offers it: kinds by their plain names, filters, pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator import search
from coordinator.access import Reader
from coordinator.language import _, say_day
from coordinator.reports.words import month_words

# What the page calls a kind, and which registered kinds that is.
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "notes": (_("Notes"), ("note",)),
    "reports": (_("Reports"), ("report", "released_report")),
    "lessons": (_("Lessons"), ("lesson", "released_lesson")),
    "threads": (_("Threads"), ("post", "thread")),
    "articles": (_("Pieces of the newsletter"), ("article",)),
    "claims": (_("What management says"), ("claim",)),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was found."""

    kind: str
    title: str
    address: str
    excerpt: str
    place: str
    day: str


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found; `older` is where the next page begins, or None."""

    rows: list[Result]
    older: int | None


def find(
    reader: Reader,
    text: str,
    groups: Iterable[str] = (),
    space_id: int | None = None,
    line_id: int | None = None,
    since: date | None = None,
    before: int | None = None,
) -> Results:
    """What the reader may read that has all the words of `text`, newest first."""
    chosen = [group for group in groups if group in GROUPS] or GROUPS
    kinds = tuple(kind for group in chosen for kind in GROUPS[group][1])
    hits = search.find(
        text,
        reader.account_id,
        kinds=kinds,
        space_ids=() if space_id is None else (space_id,),
        line_id=line_id,
        since=since,
        before=before,
        limit=search.PAGE + 1,
    )
    shown = hits[: search.PAGE]
    older = shown[-1].entry_id if len(hits) > search.PAGE else None
    return Results([_result(hit) for hit in shown], older)


def _result(hit: search.Hit) -> Result:
    found: Any = hit.shown
    return Result(_group_of(hit.kind), found.title, found.address, found.excerpt, found.place, _day(found.day))


def _group_of(kind: str) -> str:
    return next((str(words) for words, kinds in GROUPS.values() if kind in kinds), "")


def _day(value: Any) -> str:
    """A day, or a month where the floor says no more."""
    text = str(value or "")
    return say_day(text) if len(text) == len("2026-11-22") else month_words(text)
