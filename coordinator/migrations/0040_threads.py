"""A thread may follow a report and have a post that sums it up; a post knows whether names were taken out."""

import peewee


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("thread", "follows_report", peewee.BooleanField(default=False)),
        migrator.add_column("thread", "sum_up_number", peewee.IntegerField(default=0)),
        migrator.add_column("post", "names_taken_out", peewee.BooleanField(default=False)),
    )
