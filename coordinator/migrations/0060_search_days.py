"""Search knows the day from which a thing can be found, for asking about a period."""

import peewee


def up(migrator, db):
    migrator.migrate(migrator.add_column("search_entry", "found_from", peewee.DateField(null=True)))
