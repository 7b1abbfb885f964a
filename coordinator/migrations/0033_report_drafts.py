"""Who took a membership over writes its reports, but does not read the drafts of whoever held it before."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    migrator.migrate(migrator.add_column("report_author", "sees_drafts", BooleanField(default=True)))
