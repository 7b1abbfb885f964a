"""A report keeps how many words it has."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    migrator.migrate(migrator.add_column("report", "words", IntegerField(default=0)))
