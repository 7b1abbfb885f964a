"""Claims: writing them down, answering them, counting that they return, taking them back, making posters of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coordinator import clock, db, jobs, markup, search
from coordinator.access import Permission, Reader, require
from coordinator.errors import Invalid, NotFound
from coordinator.language import _
from coordinator.newsletters.actions.exports import export_claim
from coordinator.newsletters.actions.forgetting import KEPT_FOR, forget_exports
from coordinator.newsletters.actions.saving import save
from coordinator.newsletters.claims.models import Claim, ClaimReturn, ClaimVersion
from coordinator.newsletters.claims.queries import may_take_back
from coordinator.newsletters.models import Export
from coordinator.reports.models import Note

POSTER = "poster"


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it is a row."""

    said: str
    answer: str = ""
    said_on: date | None = None
    said_to: str = ""
    source: str = ""
    note_id: str = ""


def write_claim(actor: Reader, space_id: int, draft: Draft, today: date | None = None) -> Claim:
    """Write down what management said, and what is true where that is known already. Refuses an empty claim."""
    standing = require(actor, Permission.SUBMIT_ARTICLE, space_id)
    values = _values(draft, space_id)
    with db.write():
        claim = Claim.create(
            space=space_id,
            author=standing.membership_id,
            from_note=_own_note(actor, space_id, draft.note_id),
            made_on=today or clock.today(),
            **values,
        )
        _put(claim)
    return claim


def write_and_export(actor: Reader, space_id: int, draft: Draft) -> Export:
    """Write a claim down and ask for its poster; neither is done where the other is refused."""
    with db.write():
        return export_claim(actor, write_claim(actor, space_id, draft), POSTER)


def _own_note(actor: Reader, space_id: int, note_id: str) -> Note | None:
    readable = Note.visible_to(actor.account_id) & (Note.space == space_id)
    return Note.get_or_none((Note.public_id == note_id) & readable)


def _values(draft: Draft, space_id: int) -> dict[str, Any]:
    said = markup.one_line(draft.said, field="said")
    if not said:
        raise Invalid(_("Write down first what management says."), "said")
    # Clocks of different places are up to a day apart.
    if draft.said_on and draft.said_on > clock.today() + timedelta(days=1):
        raise Invalid(_("This day is still to come. Leave it empty if nobody knows."), "said_on")
    return {
        "said": said,
        "said_on": draft.said_on,
        "said_to": markup.one_line(draft.said_to, field="said_to"),
        "answer": markup.one_line(draft.answer, field="answer"),
        "source": markup.one_line(draft.source, field="source"),
    }


def _put(claim: Claim) -> None:
    """Have a claim found by its words of now."""
    search.put("claim", claim.id, "\n".join((claim.said, claim.said_to, claim.answer, claim.source)), claim.space_id)


def change_claim(actor: Reader, claim: Claim, draft: Draft, version: int) -> Claim:
    """Answer or change a claim, as any member of its space; what stood there before is kept.

    Refuses (Conflict) to overwrite what somebody else saved since `version`.
    """
    require(actor, Permission.SUBMIT_ARTICLE, claim.space_id)
    values = _values(draft, claim.space_id)
    with db.write():
        save(Claim, claim.id, version, values, "\n\n".join(part for part in (claim.said, claim.answer) if part))
        ClaimVersion.create(
            claim=claim.id,
            number=claim.version,
            made_on=clock.today(),
            **{name: getattr(claim, name) for name in values},
        )
        saved = Claim.get_by_id(claim.id)
        _put(saved)
    return saved


def count_again(actor: Reader, claim: Claim, today: date | None = None) -> None:
    """The same claim was heard once more."""
    require(actor, Permission.SUBMIT_ARTICLE, claim.space_id)
    with db.write():
        ClaimReturn.create(claim=claim.id, heard_on=today or clock.today())


def count_less(actor: Reader, claim: Claim, today: date | None = None) -> None:
    """Undo one `count_again` of today, whoever did it; without one, nothing changes."""
    require(actor, Permission.SUBMIT_ARTICLE, claim.space_id)
    with db.write():
        last = (
            ClaimReturn.select()
            .where((ClaimReturn.claim == claim.id) & (ClaimReturn.heard_on == (today or clock.today())))
            .order_by(ClaimReturn.id.desc())
            .first()
        )
        if last is not None:
            last.delete_instance()


def take_back(actor: Reader, claim: Claim, at_once: bool = False) -> None:
    """As its author or an editor: take a claim away. It can be had back for seven days, unless `at_once`."""
    if not may_take_back(actor, claim):
        raise NotFound()
    with db.write():
        if at_once:
            _forget(claim)
            return
        search.remove("claim", claim.id)
        Claim.update(deleted_on=clock.today(), version=Claim.version + 1).where(Claim.id == claim.id).execute()


def bring_back(actor: Reader, claim: Claim) -> None:
    """Undo `take_back` within the seven days."""
    if not may_take_back(actor, claim):
        raise NotFound()
    with db.write():
        Claim.update(deleted_on=None).where(Claim.id == claim.id).execute()
        _put(claim)


def _forget(claim: Claim) -> None:
    """Delete a claim with its versions and posters; part of the caller's transaction."""
    search.remove("claim", claim.id)
    forget_exports(list(Export.select().where(Export.claim == claim.id)))
    claim.delete_instance()


def purge(today: date | None = None) -> int:
    """Delete for good what was taken back more than seven days ago; returns how many claims that were."""
    with db.write():
        gone = list(Claim.select().where(Claim.deleted_on < (today or clock.today()) - KEPT_FOR))
        for claim in gone:
            _forget(claim)
    return len(gone)


@jobs.daily("claims_taken_back")
def purge_claims() -> None:
    """What was taken back is gone for good a week later."""
    purge()
