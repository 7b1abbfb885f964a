"""A newsletter is sent to the one address of a mailing list, and each sending is kept with what came of it."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Space(Model):
        class Meta:
            database = db
            table_name = "space"

    class Export(Model):
        class Meta:
            database = db
            table_name = "export"

    class Edition(Model):
        class Meta:
            database = db
            table_name = "edition"

    class MailingList(Model):
        space = ForeignKeyField(Space, unique=True, on_delete="CASCADE")
        address = TextField(default="")

        class Meta:
            database = db
            table_name = "mailing_list"

    class Delivery(Model):
        space = ForeignKeyField(Space, on_delete="CASCADE")
        export = ForeignKeyField(Export, null=True, on_delete="SET NULL")
        edition = ForeignKeyField(Edition, null=True, on_delete="CASCADE")
        is_test = BooleanField(default=False)
        receiver = TextField(default="")
        mark = CharField(max_length=32)
        state = CharField(max_length=12, default="waiting")
        attempts = IntegerField(default=0)
        sentence = TextField(default="")
        made_on = DateField()

        class Meta:
            database = db
            table_name = "delivery"

    db.create_tables([MailingList, Delivery])
