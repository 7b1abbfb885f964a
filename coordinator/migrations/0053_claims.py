"""Claims of management with their answers; sheets and articles are made from them."""

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

    class Note(Model):
        class Meta:
            database = db
            table_name = "note"

    class Claim(Model):
        public_id = CharField(max_length=32, unique=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        author = ForeignKeyField(Membership, null=True, on_delete="SET NULL")
        said = TextField()
        said_on = DateField(null=True)
        said_to = TextField(default="")
        answer = TextField(default="")
        source = TextField(default="")
        from_note = ForeignKeyField(Note, null=True, on_delete="SET NULL")
        version = IntegerField(default=1)
        made_on = DateField()
        deleted_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "claim"
            indexes = ((("space", "deleted_on"), False),)

    class ClaimVersion(Model):
        claim = ForeignKeyField(Claim, on_delete="CASCADE")
        number = IntegerField()
        said = TextField()
        said_on = DateField(null=True)
        said_to = TextField(default="")
        answer = TextField(default="")
        source = TextField(default="")
        made_on = DateField()

        class Meta:
            database = db
            table_name = "claim_version"
            indexes = ((("claim", "number"), True),)

    class ClaimReturn(Model):
        claim = ForeignKeyField(Claim, on_delete="CASCADE")
        heard_on = DateField()

        class Meta:
            database = db
            table_name = "claim_return"

    db.create_tables([Claim, ClaimVersion, ClaimReturn])
    migrator.migrate(
        migrator.add_column(
            "article", "from_claim_id", ForeignKeyField(Claim, field=Claim.id, null=True, on_delete="SET NULL")
        ),
        migrator.add_column(
            "export", "claim_id", ForeignKeyField(Claim, field=Claim.id, null=True, on_delete="CASCADE")
        ),
    )
