"""Marking pieces, remarking on them, and putting one aside with a kind word."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator import clock, db, markup
from coordinator.access import Permission, Reader, require
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.newsletters.actions import articles
from coordinator.newsletters.marks.models import ArticleMark, ArticleRemark
from coordinator.newsletters.marks.queries import editors_of
from coordinator.newsletters.models import Article

REMARK_BYTES = 1000
KIND_WORD_BYTES = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """The marks as an editor wants them.

    `stage` is `ready`, `mine` (the reader is at it), `same` (as it was said before) or empty: nothing said.
    """

    stage: str = ""
    keeper_id: int | None = None
    deadline: date | None = None


def set_marks(actor: Reader, article: Article, wanted: Wanted, today: date | None = None) -> None:
    """Mark a piece. Refuses (Invalid) a keeper who does not edit the newsletter."""
    standing = require(actor, Permission.EDIT_NEWSLETTER, article.space_id)
    if wanted.keeper_id is not None and wanted.keeper_id not in {each.id for each in editors_of(article.space_id)}:
        raise Invalid(_("Only somebody who edits the newsletter can look after a piece."), "keeper")
    with db.write():
        row = _row(article)
        stage = _stage(row, wanted.stage, standing.membership_id, today or clock.today())
        _save(row, keeper=wanted.keeper_id, deadline=wanted.deadline, **stage)


def _row(article: Article) -> ArticleMark:
    row: ArticleMark = ArticleMark.get_or_create(article=article.id)[0]
    return row


def _save(row: ArticleMark, **changes: Any) -> None:
    ArticleMark.update(**changes).where(ArticleMark.id == row.id).execute()


def _stage(row: ArticleMark, stage: str, membership_id: int, today: date) -> dict[str, Any]:
    if stage == "same":
        return {}
    if stage != "mine":
        return {"is_ready": stage == "ready", "edited_by": None, "edited_since": None}
    # Whoever is at a piece already keeps the day on which that began.
    since = row.edited_since if row.edited_by_id == membership_id else today
    return {"is_ready": False, "edited_by": membership_id, "edited_since": since}


def remark(actor: Reader, article: Article, text: str, is_for_author: bool = False, today: date | None = None) -> None:
    """Say something about a piece, to the other editors and, if wanted, to its author; nothing said is nothing kept."""
    standing = require(actor, Permission.EDIT_NEWSLETTER, article.space_id)
    text = markup.normalise(text)
    markup.require_length(text, REMARK_BYTES, "remark")
    if text:
        with db.write():
            ArticleRemark.create(
                article=article.id,
                author=standing.membership_id,
                text=text,
                is_for_author=is_for_author,
                made_on=today or clock.today(),
            )


def put_aside(actor: Reader, article: Article, kind_word: str = "") -> None:
    """Say no to a piece, with a word to its author where somebody found one."""
    require(actor, Permission.EDIT_NEWSLETTER, article.space_id)
    word = markup.one_line(kind_word, KIND_WORD_BYTES, "word")
    with db.write():
        articles.decline(actor, article)
        _save(_row(article), kind_word=word)
