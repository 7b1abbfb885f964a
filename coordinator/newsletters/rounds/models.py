"""The round of a number, and its stops, which are deleted at a day that is shown beforehand."""

import peewee

from coordinator.db import Row
from coordinator.newsletters.models import Edition


class Round(Row):
    """What was handed out of one number, and what of it was left over: the figures that stay."""

    edition = peewee.ForeignKeyField(Edition, unique=True, backref="rounds", on_delete="CASCADE")
    edition_id: int
    copies = peewee.IntegerField(default=0)
    left_over = peewee.IntegerField(default=0)
    # The last day of its stops; None once they are gone.
    goes_on = peewee.DateField(null=True, index=True)
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "round"


class RoundStop(Row):
    """One place where copies were handed out; who takes them is a role or a word, never a name."""

    round = peewee.ForeignKeyField(Round, backref="stops", on_delete="CASCADE")
    round_id: int
    position = peewee.IntegerField(default=0)
    place = peewee.TextField(default="")
    taken_by = peewee.TextField(default="")
    copies = peewee.IntegerField(null=True)
    left_over = peewee.IntegerField(null=True)
    heard = peewee.TextField(default="")

    class Meta:
        table_name = "round_stop"
