"""What can be read of the marks and remarks on pieces; whoever asks has been found to be allowed the piece."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coordinator.access import Role
from coordinator.newsletters.marks.models import ArticleMark, ArticleRemark, Correction
from coordinator.newsletters.models import Article
from coordinator.spaces.models import Membership
from coordinator.spaces.queries import members_of


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one piece, with pen names instead of keys."""

    edited_by: str = ""
    edited_by_id: int | None = None
    edited_since: date | None = None
    is_ready: bool = False
    keeper: str = ""
    keeper_id: int | None = None
    deadline: date | None = None
    kind_word: str = ""


NO_MARKS = Marks()


def marks_of(article: Article) -> Marks:
    """The marks of one piece."""
    return marks_by_article([article]).get(article.id, NO_MARKS)


def marks_by_article(articles: Iterable[Article]) -> dict[int, Marks]:
    """The marks of pieces, by the piece's key; one without marks is missing."""
    keys = [article.id for article in articles]
    rows = list(ArticleMark.select().where(ArticleMark.article.in_(keys))) if keys else []
    names = _pen_names({key for row in rows for key in (row.edited_by_id, row.keeper_id) if key is not None})
    return {row.article_id: _marks(row, names) for row in rows}


def _pen_names(keys: set[int]) -> dict[int | None, str]:
    rows = Membership.select(Membership.id, Membership.pen_name).where(Membership.id.in_(keys)) if keys else []
    return {row.id: row.pen_name for row in rows}


def _marks(row: ArticleMark, names: dict[int | None, str]) -> Marks:
    return Marks(
        edited_by=names.get(row.edited_by_id, ""),
        edited_by_id=row.edited_by_id,
        edited_since=row.edited_since,
        is_ready=row.is_ready,
        keeper=names.get(row.keeper_id, ""),
        keeper_id=row.keeper_id,
        deadline=row.deadline,
        kind_word=row.kind_word,
    )


def editors_of(space_id: int) -> list[Membership]:
    """Those who edit the newsletter of a space."""
    return [each for each in members_of(space_id) if Role(each.role).includes(Role.EDITOR)]


def remarks_on(article: Article, is_editor: bool) -> list[ArticleRemark]:
    """The remarks on a piece, oldest first: all of them for editors, else those that its author is to read."""
    chosen = ArticleRemark.article == article.id
    if not is_editor:
        chosen &= ArticleRemark.is_for_author
    return list(
        ArticleRemark.select(ArticleRemark, Membership)
        .join(Membership, "LEFT JOIN")
        .where(chosen)
        .order_by(ArticleRemark.id)
    )


def corrections_by_article(articles: Iterable[Article]) -> dict[int, list[Correction]]:
    """What was corrected in pieces, oldest first, by the piece's key; one that was never corrected is missing."""
    keys = [article.id for article in articles]
    rows = Correction.select().where(Correction.article.in_(keys)).order_by(Correction.id) if keys else []
    found: dict[int, list[Correction]] = {}
    for row in rows:
        found.setdefault(row.article_id, []).append(row)
    return found
