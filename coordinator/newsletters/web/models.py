"""The yes of an editor to a number as it stood then."""

import peewee

from coordinator.db import Row
from coordinator.newsletters.models import Edition
from coordinator.spaces.models import Membership


class NumberYes(Row):
    """One editor read a number and said yes; `seen` is what it consisted of at that moment."""

    edition = peewee.ForeignKeyField(Edition, backref="yeses", on_delete="CASCADE")
    edition_id: int
    membership = peewee.ForeignKeyField(Membership, on_delete="CASCADE")
    membership_id: int
    seen = peewee.CharField(max_length=64)
    made_on = peewee.DateField()

    class Meta:
        table_name = "number_yes"
        indexes = ((("edition", "membership"), True),)
