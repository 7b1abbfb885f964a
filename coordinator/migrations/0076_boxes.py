"""Boxes that stand in every number of a newsletter, their earlier versions, and where each stands in one number."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Space(Model):
        class Meta:
            database = db
            table_name = "space"

    class Membership(Model):
        class Meta:
            database = db
            table_name = "membership"

    class Edition(Model):
        class Meta:
            database = db
            table_name = "edition"

    class Box(Model):
        public_id = CharField(max_length=32, unique=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        title = TextField(default="")
        body_source = TextField()
        body_html = TextField()
        body_version = IntegerField()
        language = CharField(max_length=12, default="")
        place = CharField(max_length=8, default="")
        position = IntegerField(default=0)
        version = IntegerField(default=1)
        made_on = DateField()

        class Meta:
            database = db
            table_name = "box"

    class BoxVersion(Model):
        box = ForeignKeyField(Box, on_delete="CASCADE")
        number = IntegerField()
        title = TextField(default="")
        body_source = TextField()
        author = ForeignKeyField(Membership, null=True, on_delete="SET NULL")
        made_on = DateField()

        class Meta:
            database = db
            table_name = "box_version"
            indexes = ((("box", "number"), True),)

    class EditionBox(Model):
        edition = ForeignKeyField(Edition, on_delete="CASCADE")
        box = ForeignKeyField(Box, null=True, on_delete="SET NULL")
        place = CharField(max_length=8, default="")
        position = IntegerField(default=0)
        is_out = BooleanField(default=False)
        title = TextField(default="")
        body_source = TextField(default="")
        body_html = TextField(default="")
        body_version = IntegerField(default=0)
        language = CharField(max_length=12, default="")

        class Meta:
            database = db
            table_name = "edition_box"
            indexes = ((("edition", "box"), True),)

    db.create_tables([Box, BoxVersion, EditionBox])
