"""Each account puts the first steps of a role away once, for good."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class GuideDone(Model):
        account = ForeignKeyField(Account, on_delete="CASCADE")
        role = CharField(max_length=12)

        class Meta:
            database = db
            table_name = "guide_done"
            indexes = ((("account", "role"), True),)

    db.create_tables([GuideDone])
