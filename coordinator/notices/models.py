"""How far each reader has read, by one number a thing; shown to nobody else."""

from enum import StrEnum

import peewee

from coordinator.accounts.models import Account
from coordinator.db import Row


class Kind(StrEnum):
    """What has a reading position, and what its number counts."""

    # The last post that was shown.
    THREAD = "thread"
    # The release that was shown.
    REPORT = "report"
    # 1 once it was opened.
    EDITION = "edition"
    # 1 once an editor looked into the box of a space (the thing is the space).
    BOX = "box"
    # The last letter that an editor saw in the list of a space (the thing is the space).
    LETTERS = "letters"
    # The last line that a sender added to one of them, seen in the same way.
    LETTER_LINES = "letter_lines"


class ReadPosition(Row):
    """The last number of a thing that an account has seen."""

    account = peewee.ForeignKeyField(Account, on_delete="CASCADE")
    account_id: int
    kind = peewee.CharField(max_length=12)
    object_id = peewee.IntegerField()
    number = peewee.IntegerField()

    class Meta:
        table_name = "read_position"
        indexes = ((("account", "kind", "object_id"), True),)
