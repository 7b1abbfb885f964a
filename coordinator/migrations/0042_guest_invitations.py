"""A guest comes into a thread with an invitation, and may be ended; what a guest wrote stays under the pen name."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Thread(Model):
        class Meta:
            database = db
            table_name = "thread"

    class Membership(Model):
        class Meta:
            database = db
            table_name = "membership"

    class Guest(Model):
        class Meta:
            database = db
            table_name = "guest"

    class GuestInvitation(Model):
        thread = ForeignKeyField(Thread, on_delete="CASCADE")
        code_hash = CharField(max_length=64, unique=True)
        made_by = ForeignKeyField(Membership, on_delete="CASCADE")
        ends_at = DateTimeField()
        is_used = BooleanField(default=False)
        taken_by = ForeignKeyField(Guest, null=True, on_delete="SET NULL")

        class Meta:
            database = db
            table_name = "guest_invitation"

    db.create_tables([GuestInvitation])
    migrator.migrate(migrator.add_column("guest", "ended_on", DateField(null=True)))
