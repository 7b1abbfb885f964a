"""What stands in every number of a newsletter, its earlier versions, and where it stands in one number."""

from enum import StrEnum

import peewee

from coordinator import ids
from coordinator.db import Row
from coordinator.newsletters.models import Edition
from coordinator.spaces.models import Membership, Space


class BoxPlace(StrEnum):
    """Where in a number a box belongs."""

    FRONT = "front"
    LAST = "last"
    ANYWHERE = ""
    NOWHERE = "nowhere"


class Box(Row):
    """A box of a space's newsletter, as it stands in the numbers in work and in those to come."""

    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    space = peewee.ForeignKeyField(Space, backref="boxes", on_delete="CASCADE")
    space_id: int
    title = peewee.TextField(default="")
    body_source = peewee.TextField()
    body_html = peewee.TextField()
    body_version = peewee.IntegerField()
    # Empty: that of the space.
    language = peewee.CharField(max_length=12, default="")
    place = peewee.CharField(max_length=8, default=BoxPlace.ANYWHERE.value)
    position = peewee.IntegerField(default=0)
    version = peewee.IntegerField(default=1)
    made_on = peewee.DateField()

    class Meta:
        table_name = "box"


class BoxVersion(Row):
    """A box as it stood before a change."""

    box = peewee.ForeignKeyField(Box, backref="versions", on_delete="CASCADE")
    box_id: int
    number = peewee.IntegerField()
    title = peewee.TextField(default="")
    body_source = peewee.TextField()
    author = peewee.ForeignKeyField(Membership, null=True, backref="box_versions", on_delete="SET NULL")
    author_id: int | None
    made_on = peewee.DateField()

    class Meta:
        table_name = "box_version"
        indexes = ((("box", "number"), True),)


class EditionBox(Row):
    """Where a box stands in one number; once that number is out (`is_out`), also its words of that day."""

    edition = peewee.ForeignKeyField(Edition, backref="boxes", on_delete="CASCADE")
    edition_id: int
    box = peewee.ForeignKeyField(Box, null=True, backref="in_editions", on_delete="SET NULL")
    box_id: int | None
    place = peewee.CharField(max_length=8, default=BoxPlace.ANYWHERE.value)
    position = peewee.IntegerField(default=0)
    is_out = peewee.BooleanField(default=False)
    title = peewee.TextField(default="")
    body_source = peewee.TextField(default="")
    body_html = peewee.TextField(default="")
    body_version = peewee.IntegerField(default=0)
    language = peewee.CharField(max_length=12, default="")

    class Meta:
        table_name = "edition_box"
        indexes = ((("edition", "box"), True),)
