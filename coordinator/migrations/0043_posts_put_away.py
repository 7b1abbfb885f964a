"""A coordinator puts a post away, for a reason that its author reads."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("post", "put_away_on", DateField(null=True)),
        migrator.add_column("post", "put_away_reason", TextField(default="")),
    )
