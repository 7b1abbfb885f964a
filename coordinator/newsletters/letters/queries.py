"""What can be read of a letterbox: whether it is open, and for its editors, the letters in it."""

from typing import Any

import peewee

from coordinator import files
from coordinator.access import Reader
from coordinator.newsletters.letters.models import Letter, LetterArticle, Letterbox, LetterPart
from coordinator.newsletters.models import Article
from coordinator.notices.models import Kind
from coordinator.notices.queries import position_of
from coordinator.prepared import Prepared
from coordinator.spaces.models import Space

AT_MOST = 200


def open_letterbox(_reader: Reader, space: str) -> Letterbox | None:
    """The letterbox at a space's address, with its space, where it is open."""
    found: Letterbox | None = (
        Letterbox.select(Letterbox, Space).join(Space).where(Letterbox.is_open & (Space.slug == space)).first()
    )
    return found


def letterbox_of(space_id: int) -> Letterbox:
    """The letterbox of a space as it is set; one that was never set is closed and not stored."""
    found: Letterbox | None = Letterbox.get_or_none(Letterbox.space == space_id)
    return found or Letterbox(space=space_id)


def letters(reader: Reader, space_id: int) -> list[Letter]:
    """The letters in a space's box, those first in which something is new to the reader, then the newest.

    Nothing for whoever does not edit its newsletter.
    """
    chosen = Letter.visible_to(reader.account_id) & (Letter.space == space_id) & ~Letter.is_spam
    order = (_is_new(reader.account_id).desc(), Letter.id.desc())
    return list(Letter.select().where(chosen).order_by(*order).limit(AT_MOST))


def spam(reader: Reader, space_id: int) -> list[Letter]:
    """What was laid among the spam of a space's box, newest first; nothing for whoever does not edit."""
    chosen = Letter.visible_to(reader.account_id) & (Letter.space == space_id) & Letter.is_spam
    return list(Letter.select().where(chosen).order_by(Letter.id.desc()).limit(AT_MOST))


def new_among(reader: Reader, space_id: int) -> set[int]:
    """The keys of the letters in a space's box that are new to the reader, or to which the sender added a line."""
    chosen = Letter.visible_to(reader.account_id) & (Letter.space == space_id) & _is_new(reader.account_id)
    return {row.id for row in Letter.select(Letter.id).where(chosen)}


def _is_new(account_id: Any) -> Any:
    """Whether a letter came, or its sender wrote again, since the account last looked into the box."""
    seen_lines = position_of(account_id, Kind.LETTER_LINES, Letter.space)
    added = (LetterPart.letter == Letter.id) & ~LetterPart.is_answer & (LetterPart.id > seen_lines)
    has_added = peewee.fn.EXISTS(LetterPart.select(LetterPart.id).where(added))
    return (Letter.id > position_of(account_id, Kind.LETTERS, Letter.space)) | has_added


def _new_query(account_id: Any) -> Any:
    chosen = Letter.visible_to(account_id) & ~Letter.is_spam & _is_new(account_id)
    return Letter.select(Letter.space, peewee.fn.COUNT(Letter.id)).where(chosen).group_by(Letter.space)


_new = Prepared(_new_query)


def new_letters(reader: Reader) -> dict[int, int]:
    """By the key of a space that the reader edits: in how many letters there is something new to the reader."""
    return dict(_new.rows(account_id=reader.account_id))


def newest_in(space_id: int) -> dict[Kind, int]:
    """How far a reading of a space's box goes now: to its newest letter, and to the newest line of a sender."""
    lines = LetterPart.select(peewee.fn.MAX(LetterPart.id)).join(Letter)
    return {
        Kind.LETTERS: Letter.select(peewee.fn.MAX(Letter.id)).where(Letter.space == space_id).scalar() or 0,
        Kind.LETTER_LINES: lines.where((Letter.space == space_id) & ~LetterPart.is_answer).scalar() or 0,
    }


def letter_for(reader: Reader, letter_id: str) -> Letter | None:
    """A letter with its space, for those who edit the newsletter there."""
    chosen = Letter.visible_to(reader.account_id) & (Letter.public_id == letter_id)
    found: Letter | None = Letter.select(Letter, Space).join(Space).where(chosen).first()
    return found


def is_answer_last(found: list[Letter]) -> dict[int, bool]:
    """By the key of a letter to which anything was said: whether the last word is an answer, or the sender's own."""
    keys = [letter.id for letter in found]
    chosen = LetterPart.letter.in_(keys) & LetterPart.is_current
    return {row.letter_id: row.is_answer for row in LetterPart.select().where(chosen).order_by(LetterPart.id)}


def earlier_answers(letter: Letter) -> list[LetterPart]:
    """The answers that stood there before, newest first."""
    chosen = (LetterPart.letter == letter.id) & ~LetterPart.is_current
    return list(LetterPart.select().where(chosen).order_by(LetterPart.id.desc()))


def pieces_of(letter: Letter) -> list[Article]:
    """The pieces that were made of a letter and are still there."""
    made = LetterArticle.select(LetterArticle.article).where(LetterArticle.letter == letter.id)
    return list(Article.select().where(Article.id.in_(made) & Article.deleted_on.is_null()).order_by(Article.id))


def made_of_letter(article: Article) -> LetterArticle | None:
    """The way from a piece to the letter that it was made of, for those who edit the newsletter."""
    chosen = LetterArticle.article == article.id
    found: LetterArticle | None = LetterArticle.select(LetterArticle, Letter).join(Letter).where(chosen).first()
    return found


def shown_pieces(letter: Letter) -> list[LetterArticle]:
    """The pieces that were shown to the sender of a letter, as they may read them."""
    chosen = (LetterArticle.letter == letter.id) & LetterArticle.shown_on.is_null(False) & Article.deleted_on.is_null()
    return list(LetterArticle.select(LetterArticle, Article).join(Article).where(chosen).order_by(LetterArticle.id))


def parts_of(letter: Letter) -> list[LetterPart]:
    """What was added to a letter and what stands as its answer, in the order in which it came."""
    chosen = (LetterPart.letter == letter.id) & LetterPart.is_current
    return list(LetterPart.select().where(chosen).order_by(LetterPart.id))


def _readable_pictures(account_id: int | None) -> Any:
    return Letter.select(Letter.picture).where(Letter.visible_to(account_id) & Letter.picture.is_null(False))


files.allow(_readable_pictures)
