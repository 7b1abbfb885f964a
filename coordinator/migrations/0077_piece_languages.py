"""A piece has a language of its own and may translate another; a number is handed out in one language or in all."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Article(Model):
        class Meta:
            database = db
            table_name = "article"

    original = ForeignKeyField(Article, field=Article.id, null=True, on_delete="SET NULL")
    migrator.migrate(
        migrator.add_column("article", "language", CharField(max_length=12, default="")),
        migrator.add_column("article", "translation_of_id", original),
        migrator.add_column("export", "language", CharField(max_length=12, default="")),
    )
