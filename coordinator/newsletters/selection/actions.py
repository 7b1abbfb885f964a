"""Saying for which sites a piece is meant."""

from collections.abc import Iterable

from coordinator import db
from coordinator.access import Permission, Reader, require
from coordinator.newsletters.models import Article
from coordinator.newsletters.selection.models import ArticleSite
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
