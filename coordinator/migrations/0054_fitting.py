"""A number has its own size of type, and an article may carry on further back; sizes come in half points."""

import json

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Article(Model):
        class Meta:
            database = db
            table_name = "article"

    class PluginChoice(Model):
        plugin = CharField(max_length=80)
        settings = TextField()

        class Meta:
            database = db
            table_name = "plugin_choice"

    class Export(Model):
        plugin = CharField(max_length=80)
        settings = TextField()

        class Meta:
            database = db
            table_name = "export"

    migrator.migrate(
        migrator.add_column("edition", "text_size", CharField(max_length=8, default="")),
        migrator.add_column("article", "blocks_before", IntegerField(default=0)),
        migrator.add_column(
            "article",
            "carries_on_after_id",
            ForeignKeyField(Article, field=Article.id, null=True, on_delete="SET NULL"),
        ),
    )
    for model in (PluginChoice, Export):
        for row in model.select().where(model.plugin == "print_pdf"):
            kept = json.loads(row.settings)
            if isinstance(kept.get("text_size"), int):
                row.settings = json.dumps({**kept, "text_size": str(kept["text_size"])})
                row.save(only=[model.settings])
