"""Editions and the masthead: planning, pasting, ordering and publishing a number of the newsletter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import peewee

from coordinator import clock, db, markup
from coordinator.access import Permission, Reader, require
from coordinator.errors import Conflict, Invalid, NotAllowed
from coordinator.language import _
from coordinator.newsletters.actions import articles
from coordinator.newsletters.actions.forgetting import forget_edition
from coordinator.newsletters.actions.rhythm import plan_next
from coordinator.newsletters.actions.saving import save
from coordinator.newsletters.boxes.actions import Placed, keep_words, let_words_go, place_boxes
from coordinator.newsletters.letters.printed import keep_reach
from coordinator.newsletters.models import Article, ArticleState, Edition, EditionState, Newsletter
from coordinator.newsletters.pasted import PastedArticle, split_at_headings
from coordinator.newsletters.web import findable
from coordinator.spaces.models import LogEntry


def set_masthead(actor: Reader, space_id: int, version: int, **words: str) -> Newsletter:
    """Change what stands on every edition (`name`, `motto`, `imprint`, `how_to_reach`).

    Refuses (Conflict) to overwrite what somebody else saved since `version`.
    """
    require(actor, Permission.EDIT_NEWSLETTER, space_id)
    changes = {name: markup.normalise(text) for name, text in words.items()}
    with db.write():
        newsletter, _made = Newsletter.get_or_create(space=space_id, defaults={"name": changes.get("name", "")})
        save(Newsletter, newsletter.id, version, changes, "\n".join(getattr(newsletter, name) for name in changes))
    return Newsletter.get_by_id(newsletter.id)


def start_edition(
    actor: Reader, space_id: int, day: date, pages: int = 4, today: date | None = None, number: int | None = None
) -> Edition:
    """Begin the next number of the newsletter, planned for `day` and `pages` pages."""
    require(actor, Permission.EDIT_NEWSLETTER, space_id)
    last = Edition.select(peewee.fn.MAX(Edition.number)).where(Edition.space == space_id)
    with db.write():
        return Edition.create(
            space=space_id,
            number=number or (last.scalar() or 0) + 1,
            date=day,
            pages=pages,
            made_on=today or clock.today(),
        )


def plan_edition(
    actor: Reader, edition: Edition, number: int, day: date, pages: int, version: int, deadline: date | None = None
) -> None:
    """Change an edition's number, date, length and deadline. Refuses a number that another edition has."""
    require_in_work(actor, edition)
    try:
        with db.write():
            plan = {"number": number, "date": day, "pages": pages, "deadline": deadline}
            save(Edition, edition.id, version, plan, str(edition.number))
    except peewee.IntegrityError as problem:
        raise Invalid(_("There is a newsletter with that number already."), "number") from problem


def require_in_work(actor: Reader, edition: Edition) -> None:
    """Refuse whoever is no editor there (NotFound, NotAllowed), and an edition that is out (NotAllowed)."""
    require(actor, Permission.EDIT_NEWSLETTER, edition.space_id)
    if edition.is_published:
        raise NotAllowed(_("This number is out. Take it back into work first."))


def count_up(edition: Edition, version: int | None) -> None:
    """Mark the edition as changed; refuses (Conflict) where somebody changed it since `version` (None asks nothing)."""
    same = Edition.id == edition.id if version is None else (Edition.id == edition.id) & (Edition.version == version)
    if not Edition.update(version=Edition.version + 1).where(same).execute():
        rows = Article.select(Article.title).where((Article.edition == edition.id) & Article.deleted_on.is_null())
        titles = [article.title for article in rows.order_by(Article.position, Article.id)]
        raise Conflict(
            _(
                "Somebody else changed this number meanwhile. It stands below as it is now: look it over, "
                "then send yours again."
            ),
            "\n".join(f"{place}. {title}" for place, title in enumerate(titles, start=1)),
        )


def paste_edition(actor: Reader, edition: Edition, text: str, today: date | None = None) -> list[Article]:
    """Make articles of a pasted text, one of each heading, and put them at the end of the edition."""
    require_in_work(actor, edition)
    pasted = split_at_headings(markup.normalise(text))
    if not pasted:
        raise Invalid(_("There is nothing to make articles of yet: paste the text of your newsletter."), "text")
    last = Article.select(peewee.fn.MAX(Article.position)).where(Article.edition == edition.id).scalar() or 0
    with db.write():
        count_up(edition, None)
        return [
            _pasted(actor, edition, piece, last + number, today or clock.today())
            for number, piece in enumerate(pasted, start=1)
        ]


def _pasted(actor: Reader, edition: Edition, piece: PastedArticle, position: int, today: date) -> Article:
    article = articles.submit_article(actor, edition.space_id, articles.Draft(piece.title, piece.text), today)
    Article.update(state=ArticleState.IN_EDITION.value, edition=edition, position=position).where(
        Article.id == article.id
    ).execute()
    return article


def line_up(
    actor: Reader,
    edition: Edition,
    numbers: Mapping[int, int | None],
    version: int | None = None,
    boxes: Mapping[int, Placed] | None = None,
) -> None:
    """Order an edition in one go: each article's number, or None for one that goes back into the box.

    `boxes` says where those that stand in every number stand in this one, by their keys.

    Refuses (Invalid) a piece whose words still wait for a yes, saying which, and then changes nothing.
    A piece of another edition stays where it is. Refuses (Conflict) to overwrite what somebody else saved
    since `version`; None asks nothing.
    """
    require_in_work(actor, edition)
    candidates = {
        article.id: article
        for article in Article.select().where(
            Article.id.in_(list(numbers))
            & (Article.space == edition.space_id)
            & (Article.edition.is_null() | (Article.edition == edition.id))
            & Article.deleted_on.is_null()
        )
    }
    chosen = [candidates[key] for key, number in numbers.items() if number is not None and key in candidates]
    for article in chosen:
        articles.require_printable(article)
    chosen.sort(key=lambda article: (numbers[article.id], article.position, article.id))
    with db.write():
        count_up(edition, version)
        back_into_the_box(
            (Article.edition == edition.id) & Article.id.in_([key for key in candidates if numbers[key] is None])
        )
        for position, article in enumerate(chosen, start=1):
            articles.set_place(article, ArticleState.IN_EDITION, edition, position)
        place_boxes(edition, boxes or {})


def publish_edition(actor: Reader, edition: Edition, today: date | None = None, version: int | None = None) -> None:
    """Let the members of the space read the edition; the next one is planned, where the newsletter has a rhythm.

    Refuses an empty one, one with words that lack a yes, and (Conflict) one that was changed since `version`.
    """
    standing = require(actor, Permission.EDIT_NEWSLETTER, edition.space_id)
    lined_up = list(Article.select().where((Article.edition == edition.id) & Article.deleted_on.is_null()))
    if not lined_up:
        raise Invalid(_("This number is empty. Take an article from the box, or paste a text, first."))
    for article in lined_up:
        articles.require_printable(article)
    with db.write():
        count_up(edition, version)
        Edition.update(state=EditionState.PUBLISHED.value, published_on=today or clock.today()).where(
            Edition.id == edition.id
        ).execute()
        LogEntry.create(
            space=edition.space_id,
            made_on=today or clock.today(),
            actor=standing.pen_name,
            act="edition_published",
            subject=str(edition.number),
        )
        keep_words(edition)
        keep_reach(edition)
        plan_next(edition.space_id, today or clock.today())


def take_back_into_work(actor: Reader, edition: Edition) -> None:
    """Undo publishing: only editors read it, until it is published again."""
    require(actor, Permission.EDIT_NEWSLETTER, edition.space_id)
    with db.write():
        # Changed words go on the web by another yes.
        Edition.update(
            state=EditionState.IN_WORK.value,
            published_on=None,
            is_on_the_web=False,
            is_web_wanted=False,
            version=Edition.version + 1,
        ).where(Edition.id == edition.id).execute()
        findable.forget_number(edition)
        let_words_go(edition)


def drop_edition(actor: Reader, edition: Edition) -> None:
    """Give an edition in work up; its articles go back into the box."""
    require_in_work(actor, edition)
    with db.write():
        back_into_the_box(Article.edition == edition.id)
        forget_edition(edition)


def back_into_the_box(which: Any) -> None:
    """Take the pieces that the condition means out of their number, and with it what held for its pages only."""
    Article.update(
        state=ArticleState.IN_BOX.value, edition=None, position=0, carries_on_after=None, blocks_before=0
    ).where(which).execute()
