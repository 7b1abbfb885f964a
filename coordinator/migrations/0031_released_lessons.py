"""A lesson keeps the words with which it was released, so that a name added later is taken out too."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    migrator.migrate(migrator.add_column("lesson", "released_source", TextField(default="")))
    db.execute_sql("UPDATE lesson SET released_source = text WHERE released_text <> ''")
