"""A piece may be meant for some sites of a space only; a number is handed out for one site or for the whole space."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Article(Model):
        class Meta:
            database = db
            table_name = "article"

    class Site(Model):
        class Meta:
            database = db
            table_name = "site"

    class ArticleSite(Model):
        article = ForeignKeyField(Article, on_delete="CASCADE")
        site = ForeignKeyField(Site, on_delete="CASCADE")

        class Meta:
            database = db
            table_name = "article_site"
            indexes = ((("article", "site"), True),)

    db.create_tables([ArticleSite])
    site = ForeignKeyField(Site, field=Site.id, null=True, on_delete="SET NULL")
    migrator.migrate(migrator.add_column("export", "site_id", site))
