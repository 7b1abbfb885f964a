"""How far each reader has read, by one number a thing; shown to nobody else."""

import peewee

from coordinator.accounts.models import Account
from coordinator.db import Row


class ReadPosition(Row):
    """The last number of a thing (post of a thread, release of a report, edition) that an account has seen."""

    account = peewee.ForeignKeyField(Account, on_delete="CASCADE")
    kind = peewee.CharField(max_length=12)
    object_id = peewee.IntegerField()
    number = peewee.IntegerField()

    class Meta:
        table_name = "read_position"
        indexes = ((("account", "kind", "object_id"), True),)
