"""The sites that a piece is meant for."""

import peewee

from coordinator.db import Row
from coordinator.newsletters.models import Article
from coordinator.spaces.models import Site


class ArticleSite(Row):
    """A site that a piece is meant for; a piece without any is for all of them."""

    article = peewee.ForeignKeyField(Article, backref="sites", on_delete="CASCADE")
    article_id: int
    site = peewee.ForeignKeyField(Site, backref="pieces", on_delete="CASCADE")
    site_id: int

    class Meta:
        table_name = "article_site"
        indexes = ((("article", "site"), True),)
