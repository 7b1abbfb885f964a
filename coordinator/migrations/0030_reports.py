"""Sections keep a number of their own; a release says which pictures and which date went along."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Report(Model):
        class Meta:
            database = db
            table_name = "report"

    class StoredFile(Model):
        class Meta:
            database = db
            table_name = "stored_file"

    class ReleasedPicture(Model):
        report = ForeignKeyField(Report, on_delete="CASCADE")
        file = ForeignKeyField(StoredFile, on_delete="CASCADE")
        text = TextField(default="")
        position = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "released_picture"

    db.create_tables([ReleasedPicture])
    migrator.migrate(
        migrator.add_column("report", "date_shown", CharField(max_length=8, default="month")),
        migrator.add_column("section", "number", IntegerField(default=0)),
        migrator.add_column("release", "outward_date", CharField(max_length=7, default="")),
    )
    db.execute_sql("UPDATE section SET number = position")
