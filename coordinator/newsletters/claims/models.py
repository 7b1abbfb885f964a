"""Claims of management with their answers, how they stood before, and the days on which they returned."""

from typing import Any

import peewee

from coordinator import ids
from coordinator.db import Row
from coordinator.reports.models import Note
from coordinator.spaces.models import Membership, Space, spaces_of


class Claim(Row):
    """One thing that management said, and what is true; never leaves the space but on a sheet that editors make."""

    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    space = peewee.ForeignKeyField(Space, backref="claims", on_delete="CASCADE")
    space_id: int
    author = peewee.ForeignKeyField(Membership, null=True, on_delete="SET NULL")
    author_id: int | None
    said = peewee.TextField()
    said_on = peewee.DateField(null=True)
    said_to = peewee.TextField(default="")
    # What is true; may come later.
    answer = peewee.TextField(default="")
    source = peewee.TextField(default="")
    # The way back to the note that it was made from.
    from_note = peewee.ForeignKeyField(Note, null=True, on_delete="SET NULL")
    from_note_id: int | None
    version = peewee.IntegerField(default=1)
    made_on = peewee.DateField()
    deleted_on = peewee.DateField(null=True)

    class Meta:
        table_name = "claim"
        indexes = ((("space", "deleted_on"), False),)

    @classmethod
    def visible_to(cls, account_id: int | None) -> Any:
        """The members of the space."""
        return cls.space.in_(spaces_of(account_id)) & cls.deleted_on.is_null()


class ClaimVersion(Row):
    """A claim as it stood before a change."""

    claim = peewee.ForeignKeyField(Claim, backref="versions", on_delete="CASCADE")
    claim_id: int
    number = peewee.IntegerField()
    said = peewee.TextField()
    said_on = peewee.DateField(null=True)
    said_to = peewee.TextField(default="")
    answer = peewee.TextField(default="")
    source = peewee.TextField(default="")
    made_on = peewee.DateField()

    class Meta:
        table_name = "claim_version"
        indexes = ((("claim", "number"), True),)


class ClaimReturn(Row):
    """The same claim was heard again, on a day; nobody asks who heard it."""

    claim = peewee.ForeignKeyField(Claim, backref="returns", on_delete="CASCADE")
    claim_id: int
    heard_on = peewee.DateField()

    class Meta:
        table_name = "claim_return"
