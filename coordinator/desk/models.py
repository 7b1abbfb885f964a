"""What an import remembers, so that running it twice adds nothing, and whose first steps are done."""

import peewee

from coordinator.accounts.models import Account
from coordinator.db import Row
from coordinator.spaces.models import Membership, Space
from coordinator.threads.models import Post


class ImportedMessage(Row):
    """A message of a mailing list that stands in a thread now; only a keyed hash of its Message-ID is kept."""

    space = peewee.ForeignKeyField(Space, on_delete="CASCADE")
    space_id: int
    message_hash = peewee.CharField(max_length=64)
    post = peewee.ForeignKeyField(Post, null=True, on_delete="SET NULL")
    post_id: int | None

    class Meta:
        table_name = "imported_message"
        indexes = ((("space", "message_hash"), True),)


class ImportedSender(Row):
    """A sender of an imported list: a keyed hash of the address, and the made-up pen name it got."""

    space = peewee.ForeignKeyField(Space, on_delete="CASCADE")
    space_id: int
    sender_hash = peewee.CharField(max_length=64)
    membership = peewee.ForeignKeyField(Membership, on_delete="CASCADE")
    membership_id: int

    class Meta:
        table_name = "imported_sender"
        indexes = ((("space", "sender_hash"), True),)


class GuideDone(Row):
    """The first steps of a role that an account has done, or put away: they are never shown to it again."""

    account = peewee.ForeignKeyField(Account, on_delete="CASCADE")
    account_id: int
    role = peewee.CharField(max_length=12)

    class Meta:
        table_name = "guide_done"
        indexes = ((("account", "role"), True),)
