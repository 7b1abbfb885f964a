"""Memberships know the day of their end, invitations who took them, and a coordinator's removal waits for a second."""

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

    class PendingAct(Model):
        space = ForeignKeyField(Space, on_delete="CASCADE")
        public_id = CharField(max_length=32, unique=True)
        act = CharField(max_length=12)
        membership = ForeignKeyField(Membership, on_delete="CASCADE")
        asked_by = ForeignKeyField(Membership, on_delete="CASCADE")
        role = CharField(max_length=12, default="member")
        made_on = DateField()

        class Meta:
            database = db
            table_name = "pending_act"
            indexes = ((("membership", "act"), True),)

    db.create_tables([PendingAct])
    migrator.migrate(
        migrator.add_column("membership", "ended_on", DateField(null=True)),
        migrator.add_column(
            "invitation",
            "taken_by_id",
            ForeignKeyField(Membership, field=Membership.id, null=True, on_delete="SET NULL"),
        ),
    )
