"""What an article can be begun with: ticked notes, a passage of a report, a post, a claim."""

from collections.abc import Mapping
from typing import Any

from coordinator.access import Reader
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.newsletters.actions.articles import (
    Draft,
    draft_of_claim,
    draft_of_notes,
    draft_of_passage,
    draft_of_post,
)
from coordinator.newsletters.claims.queries import claim_for
from coordinator.reports import queries as reports
from coordinator.reports.models import Note, Report
from coordinator.threads import queries as threads

NAMES = ("note", "report", "section", "from", "to", "post", "claim")
EMPTY = Draft(title="", text="")


def ways(values: Any) -> list[tuple[str, str]]:
    """The parts of an address or a form that say what an article is made from, to be carried along."""
    return [(name, value) for name in NAMES for value in values.getlist(name)]


def draft_for(reader: Reader, space_id: int, values: Any) -> Draft:
    """The beginning of an article from what `values` (an address's or a form's) names and the reader may read.

    What is not there, or not for the reader, begins an empty one.
    """
    if note_ids := values.getlist("note"):
        return _of_notes(reader, space_id, note_ids)
    if "report" in values:
        return _of_passage(reader, space_id, values)
    if "post" in values:
        return _of_post(reader, values["post"])
    if "claim" in values:
        return _of_claim(reader, space_id, values["claim"])
    return EMPTY


def require_there(draft: Draft, values: Any) -> None:
    """Refuse (Invalid) a piece whose source, named in its form, has gone or is not for the reader any more.

    Words that need somebody's yes would otherwise be printed without it.
    """
    if ways(values) and draft is EMPTY:
        raise Invalid(
            _("What this piece was made from is not there any more. Keep its words, and hand in what is your own."),
            "text",
        )


def _of_notes(reader: Reader, space_id: int, note_ids: list[str]) -> Draft:
    readable = Note.visible_to(reader.account_id) & (Note.space == space_id)
    notes = list(Note.select().where(Note.public_id.in_(note_ids) & readable).order_by(Note.week, Note.id))
    return draft_of_notes(notes) if notes else EMPTY


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None


def _of_passage(reader: Reader, space_id: int, values: Mapping[str, str]) -> Draft:
    section, first, last = (_number(values.get(name, "")) for name in ("section", "from", "to"))
    # One's own space reads the whole of it; names are taken out when the newsletter leaves the space.
    inside = Report.select().where((Report.public_id == values["report"]) & (Report.space == space_id)).exists()
    passage = reports.passage(reader, values["report"], section or 1, first or 1, last, inside=inside)
    return EMPTY if passage is None else draft_of_passage(passage)


def _of_claim(reader: Reader, space_id: int, claim_id: str) -> Draft:
    claim = claim_for(reader, claim_id)
    return EMPTY if claim is None or claim.space_id != space_id else draft_of_claim(claim)


def _of_post(reader: Reader, post_id: str) -> Draft:
    post = threads.post_for(reader, post_id)
    return EMPTY if post is None else draft_of_post(post, post.thread)
