"""A piece made of a letter is shown to whoever wrote the letter, who says yes or no; where to write may be printed."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("letter_article", "shown_on", DateField(null=True)),
        migrator.add_column("letter_article", "until", DateField(null=True)),
        migrator.add_column("letter_article", "shown_version", IntegerField(default=0)),
        migrator.add_column("letter_article", "shown_title", TextField(default="")),
        migrator.add_column("letter_article", "shown_text", TextField(default="")),
        migrator.add_column("letter_article", "says", CharField(max_length=4, default="")),
        migrator.add_column("letterbox", "printed_address", TextField(default="")),
    )
