"""What can be read of the claims of a space."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee

from coordinator import search
from coordinator.access import Permission, Reader, Role
from coordinator.newsletters.claims.models import Claim, ClaimReturn, ClaimVersion
from coordinator.newsletters.models import Article, Export
from coordinator.newsletters.queries import Hit
from coordinator.reports import queries as reports
from coordinator.reports.models import Note
from coordinator.spaces.models import memberships_of, spaces_with_role

PAGE = 50


@dataclass(frozen=True, slots=True)
class Heard:
    """How often a claim was heard, the first time included, and on which day last (as far as anybody said)."""

    times: int
    last: date


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim in the list."""

    claim: Claim
    heard: Heard


def claim_for(reader: Reader, claim_id: str) -> Claim | None:
    """A claim that the reader may read, by its public id."""
    return Claim.get_or_none((Claim.public_id == claim_id) & Claim.visible_to(reader.account_id))


def claim_to_take_back(reader: Reader, claim_id: str) -> Claim | None:
    """A claim that the reader wrote, or edits, by its public id; also one that was taken back."""
    own = Claim.author.in_(memberships_of(reader.account_id))
    edited = Claim.space.in_(spaces_with_role(reader.account_id, Role.EDITOR, Role.COORDINATOR))
    return Claim.get_or_none((Claim.public_id == claim_id) & (own | edited))


def may_take_back(reader: Reader, claim: Claim) -> bool:
    """Whether the reader wrote it, or edits the newsletter."""
    wrote = any(each.membership_id == claim.author_id for each in reader.memberships)
    return wrote or reader.may(Permission.EDIT_NEWSLETTER, claim.space_id)


def claims(reader: Reader, space_id: int, before: str = "") -> list[Listed]:
    """A page of a space's claims, newest first; `before` is the public id of the last one on the page before."""
    chosen = (Claim.space == space_id) & Claim.visible_to(reader.account_id)
    if before:
        chosen &= Claim.id < Claim.select(Claim.id).where(Claim.public_id == before)
    rows = list(Claim.select().where(chosen).order_by(Claim.id.desc()).limit(PAGE))
    again = _returns([row.id for row in rows])
    return [Listed(row, _heard(row, *again.get(row.id, (0, None)))) for row in rows]


def heard(claim: Claim) -> Heard:
    """How often a claim was heard."""
    return _heard(claim, *_returns([claim.id]).get(claim.id, (0, None)))


def _heard(claim: Claim, times: int, last: date | None) -> Heard:
    return Heard(1 + times, last or claim.said_on or claim.made_on)


def _returns(keys: list[int]) -> dict[int, tuple[int, date]]:
    """By the claim's key: how often it returned, and the last day."""
    count, last = peewee.fn.COUNT(ClaimReturn.id), peewee.fn.MAX(ClaimReturn.heard_on)
    rows: Any = ClaimReturn.select(ClaimReturn.claim, count, last).where(ClaimReturn.claim.in_(keys))
    return {key: (times, date.fromisoformat(str(day))) for key, times, day in rows.group_by(ClaimReturn.claim).tuples()}


def heard_on(claim: Claim, day: date) -> bool:
    """Whether somebody said that the claim was heard again on that day."""
    return ClaimReturn.select().where((ClaimReturn.claim == claim.id) & (ClaimReturn.heard_on == day)).exists()


def versions_of(claim: Claim) -> list[ClaimVersion]:
    """A claim as it stood before each change, newest first."""
    rows = ClaimVersion.select().where(ClaimVersion.claim == claim.id)
    return list(rows.order_by(ClaimVersion.number.desc()))


def note_of(claim: Claim, reader: Reader) -> Note | None:
    """The note that a claim was made from, where the reader may read it."""
    return Note.get_or_none((Note.id == claim.from_note_id) & Note.visible_to(reader.account_id))


def articles_of(claim: Claim, reader: Reader) -> list[Article]:
    """The articles made from a claim that the reader may read."""
    rows = Article.select().where((Article.from_claim == claim.id) & Article.visible_to(reader.account_id))
    return list(rows.order_by(Article.id))


def posters_of(claim: Claim, reader: Reader) -> list[Export]:
    """What was made of a claim so far and the reader may have, newest first."""
    rows = Export.select().where((Export.claim == claim.id) & Export.visible_to(reader.account_id))
    return list(rows.order_by(Export.id.desc()).limit(10))


def claim_of(article: Article, reader: Reader) -> Claim | None:
    """The claim that an article was made from, where the reader may read it."""
    return Claim.get_or_none((Claim.id == article.from_claim_id) & Claim.visible_to(reader.account_id))


def _findable(account_id: int | None) -> Any:
    return Claim.select(Claim.id).where(Claim.visible_to(account_id))


def _shown(keys: list[int], account_id: int | None) -> dict[int, Hit]:
    rows = Claim.select().where(Claim.id.in_(keys) & Claim.visible_to(account_id))
    return {
        row.id: Hit(row.said, f"/claims/{row.public_id}", row.answer[:200], row.space.name, row.made_on) for row in rows
    }


@reports.add_made_of
def _made_of_note(reader: Reader, note_id: int) -> list[tuple[str, str]]:
    rows = Claim.select().where((Claim.from_note == note_id) & Claim.visible_to(reader.account_id))
    return [(row.said, f"/claims/{row.public_id}") for row in rows.order_by(Claim.id)]


search.register("claim", _findable, _shown)
