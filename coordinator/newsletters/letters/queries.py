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


def letters(reader: Reader, space_id: int, is_spam: bool = False) -> list[Letter]:
    """The letters in a space's box, newest first; nothing for whoever does not edit its newsletter."""
    chosen = Letter.visible_to(reader.account_id) & (Letter.space == space_id)
    sort = Letter.is_spam if is_spam else ~Letter.is_spam
    return list(Letter.select().where(chosen & sort).order_by(Letter.id.desc()).limit(AT_MOST))


def _new_query(account_id: Any) -> Any:
    seen = position_of(account_id, Kind.LETTERS, Letter.space)
    chosen = Letter.visible_to(account_id) & ~Letter.is_spam & (Letter.id > seen)
    return Letter.select(Letter.space, peewee.fn.COUNT(Letter.id)).where(chosen).group_by(Letter.space)


_new = Prepared(_new_query)


def new_letters(reader: Reader) -> dict[int, int]:
    """By the key of a space that the reader edits: how many letters came since the reader last looked into its box."""
    return dict(_new.rows(account_id=reader.account_id))


def letter_for(reader: Reader, letter_id: str) -> Letter | None:
    """A letter with its space, for those who edit the newsletter there."""
    chosen = Letter.visible_to(reader.account_id) & (Letter.public_id == letter_id)
    found: Letter | None = Letter.select(Letter, Space).join(Space).where(chosen).first()
    return found


def answered(found: list[Letter]) -> set[int]:
    """The keys of those letters that have an answer."""
    keys = [letter.id for letter in found]
    rows = LetterPart.select(LetterPart.letter).where(LetterPart.letter.in_(keys) & LetterPart.is_answer)
    return {row.letter_id for row in rows}


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
