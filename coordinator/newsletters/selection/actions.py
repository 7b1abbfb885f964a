"""Translating a piece, and saying for which sites it is meant."""

from collections.abc import Iterable

from coordinator import db
from coordinator.access import Permission, Reader, require
from coordinator.errors import Invalid, NotAllowed
from coordinator.language import _
from coordinator.newsletters.actions import articles
from coordinator.newsletters.letters.models import LetterArticle
from coordinator.newsletters.models import Article, Wish
from coordinator.newsletters.selection.models import ArticleSite
from coordinator.newsletters.selection.queries import language_of
from coordinator.spaces.choices import LANGUAGES
from coordinator.spaces.models import Site


def mean_for_sites(actor: Reader, article: Article, site_ids: Iterable[int]) -> None:
    """As an editor: mean a piece for these sites of its space only; for none of them means for all."""
    require(actor, Permission.EDIT_NEWSLETTER, article.space_id)
    own = Site.select(Site.id).where((Site.space == article.space_id) & Site.id.in_(list(site_ids)))
    with db.write():
        keys = [row.id for row in own]
        ArticleSite.delete().where(ArticleSite.article == article.id).execute()
        for key in keys:
            ArticleSite.create(article=article.id, site=key)


def translate(actor: Reader, article: Article, title: str, text: str, language: str) -> Article:
    """Hand in a piece in another language, tied to the one that it says the same as.

    Words that somebody has to say yes to wait for that yes in the other language, too: a piece whose author asked to
    be shown first stays that author's, or its letter's sender's. Refuses (Invalid) the piece's own language, and
    (NotAllowed) a piece that its author wants as it is or not at all, unless the author translates.
    """
    require_translatable(actor, article)
    if language not in LANGUAGES or language == language_of(article):
        raise Invalid(_("Choose the language that you translate into."), "language")
    draft = _draft_of_translation(article, title, text, language)
    with db.write():
        made = articles.submit_article(actor, article.space_id, draft)
        Article.update(picture=article.picture_id).where(Article.id == made.id).execute()
        _keep_promise(actor, article, made)
        for row in list(ArticleSite.select().where(ArticleSite.article == article.id)):
            ArticleSite.create(article=made.id, site=row.site_id)
    return Article.get_by_id(made.id)


def _keep_promise(actor: Reader, article: Article, made: Article) -> None:
    """Tie a translation to the letter of its original, and show it first to whoever asked for that."""
    for row in list(LetterArticle.select().where(LetterArticle.article == article.id)):
        LetterArticle.create(letter=row.letter_id, article=made.id)
    if article.wish == Wish.SHOW_ME.value and not articles.is_author(actor, article):
        Article.update(author=article.author_id, awaits_author=True).where(Article.id == made.id).execute()


def require_translatable(actor: Reader, article: Article) -> None:
    """Refuse (NotAllowed) a piece that its author wants as it is or not at all, unless the author translates it."""
    if article.wish == Wish.AS_IT_IS.value and not articles.is_author(actor, article):
        raise NotAllowed(_("Its author wants this piece printed as it is or not at all, so its text stays."))


def _draft_of_translation(article: Article, title: str, text: str, language: str) -> articles.Draft:
    """A piece in another language: its way back, its by-line and its author's wish are those of the original."""
    return articles.Draft(
        title=title,
        text=text,
        kind=article.kind,
        byline=article.byline,
        wish=Wish(article.wish),
        picture_text=article.picture_text,
        report_id=article.from_report_id,
        post_id=article.from_post_id,
        claim_id=article.from_claim_id,
        source_title=article.source_title,
        language=language,
        translation_of_id=article.translation_of_id or article.id,
    )
