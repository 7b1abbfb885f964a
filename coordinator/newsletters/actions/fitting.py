"""Making a number fit its pages: its size of type, what carries on further back, what waits for the next one."""

import peewee

from coordinator import db
from coordinator.access import Reader
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.newsletters import queries
from coordinator.newsletters.actions import articles
from coordinator.newsletters.actions.editions import back_into_the_box, count_up, require_in_work
from coordinator.newsletters.fitting import blocks_in, sizes_of
from coordinator.newsletters.models import Article, ArticleState, Edition


def set_text_size(actor: Reader, edition: Edition, size: str, version: int | None = None) -> None:
    """Set this number in type of that size; an empty one is that of every number. Refuses (Invalid) any other."""
    require_in_work(actor, edition)
    if size and size not in sizes_of(edition.space_id):
        raise Invalid(_("There is no type of that size. Choose one of those that are offered."))
    with db.write():
        count_up(edition, version)
        Edition.update(text_size=size).where(Edition.id == edition.id).execute()


def carry_on(
    actor: Reader, edition: Edition, article_id: int, after_id: int | None, blocks: int, version: int | None = None
) -> None:
    """Let an article break off after so many blocks and carry on behind another; without one it stays whole.

    Refuses (Invalid) a place before the article, an article that is not in this number, and a break that would leave
    nothing on one of its sides.
    """
    require_in_work(actor, edition)
    lined_up = {each.id: (place, each) for place, each in enumerate(queries.lined_up(edition.id))}
    if article_id not in lined_up or (after_id is not None and after_id not in lined_up):
        raise Invalid(_("That piece is not in this number any more. Look it over and choose again."))
    place, article = lined_up[article_id]
    if after_id is not None:
        if lined_up[after_id][0] <= place:
            raise Invalid(_("A piece carries on further back: choose one that stands behind it."))
        if not 0 < blocks < blocks_in(article):
            raise Invalid(
                _("Something of the piece must stand in both places: choose another paragraph to break after.")
            )
    with db.write():
        count_up(edition, version)
        Article.update(carries_on_after=after_id, blocks_before=blocks if after_id else 0).where(
            Article.id == article_id
        ).execute()


def leave_out(actor: Reader, edition: Edition, article_id: int, version: int | None = None) -> None:
    """Leave a piece for a later number: it goes back into the box."""
    require_in_work(actor, edition)
    with db.write():
        count_up(edition, version)
        back_into_the_box((Article.edition == edition.id) & (Article.id == article_id))


def take_in(actor: Reader, edition: Edition, article_id: int, version: int | None = None) -> None:
    """Put a piece from the box behind the last one of the number.

    Refuses (Invalid) one that is not in the box any more, and one that somebody still has to say yes to.
    """
    require_in_work(actor, edition)
    article = next((each for each in queries.box(actor, edition.space_id) if each.id == article_id), None)
    if article is None:
        raise Invalid(_("That piece is not in the box any more. Look it over and choose again."))
    articles.require_printable(article)
    last = Article.select(peewee.fn.MAX(Article.position)).where(Article.edition == edition.id).scalar() or 0
    with db.write():
        count_up(edition, version)
        articles.set_place(article, ArticleState.IN_EDITION, edition, last + 1)
