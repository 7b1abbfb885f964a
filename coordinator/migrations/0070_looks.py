"""Looks of a space's own: template plugins that its coordinators bring or copy, with their versions and their files."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Space(Model):
        class Meta:
            database = db
            table_name = "space"

    class StoredFile(Model):
        class Meta:
            database = db
            table_name = "stored_file"

    class Look(Model):
        public_id = CharField(max_length=32, unique=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        title = TextField()
        summary = TextField(default="")
        version = IntegerField(default=1)
        deleted_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "look"

    class LookVersion(Model):
        look = ForeignKeyField(Look, on_delete="CASCADE")
        number = IntegerField()
        toml = TextField()
        template = CharField(max_length=80)
        text = TextField()
        made_on = DateField()

        class Meta:
            database = db
            table_name = "look_version"
            indexes = ((("look", "number"), True),)

    class LookFile(Model):
        version = ForeignKeyField(LookVersion, on_delete="CASCADE")
        name = CharField(max_length=80)
        file = ForeignKeyField(StoredFile, on_delete="CASCADE")

        class Meta:
            database = db
            table_name = "look_file"
            indexes = ((("version", "name"), True),)

    db.create_tables([Look, LookVersion, LookFile])
