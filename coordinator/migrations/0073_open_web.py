"""Numbers go on the open web; a second editor's yes may be asked for before that, and before paper."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Edition(Model):
        class Meta:
            database = db
            table_name = "edition"

    class Membership(Model):
        class Meta:
            database = db
            table_name = "membership"

    class NumberYes(Model):
        edition = ForeignKeyField(Edition, on_delete="CASCADE")
        membership = ForeignKeyField(Membership, on_delete="CASCADE")
        seen = CharField(max_length=64)
        made_on = DateField()

        class Meta:
            database = db
            table_name = "number_yes"
            indexes = ((("edition", "membership"), True),)

    db.create_tables([NumberYes])
    migrator.migrate(
        migrator.add_column("newsletter", "second_yes_web", BooleanField(default=True)),
        migrator.add_column("newsletter", "second_yes_paper", BooleanField(default=False)),
        migrator.add_column("edition", "is_web_wanted", BooleanField(default=False)),
    )
