"""A newsletter has a rhythm: every so many weeks, on a weekday, with pieces handed in some days before."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("newsletter", "rhythm_weeks", IntegerField(default=0)),
        migrator.add_column("newsletter", "weekday", IntegerField(default=0)),
        migrator.add_column("newsletter", "deadline_days", IntegerField(default=3)),
    )
