"""The round of a number: how many copies went where, what was left over, what readers said."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Edition(Model):
        class Meta:
            database = db
            table_name = "edition"

    class Round(Model):
        edition = ForeignKeyField(Edition, unique=True, on_delete="CASCADE")
        copies = IntegerField(default=0)
        left_over = IntegerField(default=0)
        goes_on = DateField(null=True, index=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "round"

    class RoundStop(Model):
        round = ForeignKeyField(Round, on_delete="CASCADE")
        position = IntegerField(default=0)
        place = TextField(default="")
        taken_by = TextField(default="")
        copies = IntegerField(null=True)
        left_over = IntegerField(null=True)
        heard = TextField(default="")

        class Meta:
            database = db
            table_name = "round_stop"

    db.create_tables([Round, RoundStop])
