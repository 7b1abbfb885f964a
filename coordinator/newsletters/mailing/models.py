"""The address of a space's mailing list, and each sending; nobody's subscription is kept here."""

from enum import StrEnum

import peewee

from coordinator import ids
from coordinator.db import Row
from coordinator.newsletters.models import Edition, Export
from coordinator.spaces.models import Space


class MailingList(Row):
    """The one address that a space's newsletter is sent to; who reads there is known to the list alone."""

    space = peewee.ForeignKeyField(Space, unique=True, backref="mailing_lists", on_delete="CASCADE")
    space_id: int
    address = peewee.TextField(default="")

    class Meta:
        table_name = "mailing_list"


class DeliveryState(StrEnum):
    """Where a sending stands; `sending` that stays so was cut off, and is found out to be `unclear`."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCLEAR = "unclear"


class Delivery(Row):
    """One message on its way to one address. The address of a test goes as soon as it was sent or refused."""

    space = peewee.ForeignKeyField(Space, backref="deliveries", on_delete="CASCADE")
    space_id: int
    export = peewee.ForeignKeyField(Export, null=True, backref="deliveries", on_delete="SET NULL")
    export_id: int | None
    # Kept when the files are thrown away, so that the number is not sent twice.
    edition = peewee.ForeignKeyField(Edition, null=True, backref="deliveries", on_delete="CASCADE")
    edition_id: int | None
    is_test = peewee.BooleanField(default=False)
    receiver = peewee.TextField(default="")
    # Goes out with the message: two sendings of the same row would be known as the same.
    mark = peewee.CharField(max_length=32, default=ids.new_id)
    state = peewee.CharField(max_length=12, default=DeliveryState.WAITING.value)
    attempts = peewee.IntegerField(default=0)
    sentence = peewee.TextField(default="")
    made_on = peewee.DateField()

    class Meta:
        table_name = "delivery"
