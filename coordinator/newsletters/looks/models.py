"""A look of a space's own, its versions, and the fonts and pictures that lie beside its template."""

from typing import Any

import peewee

from coordinator import ids
from coordinator.access import Role
from coordinator.db import Row
from coordinator.files import StoredFile
from coordinator.spaces.models import Space, spaces_with_role

PLUGIN_NAME = "look_"


class Look(Row):
    """A plugin of one template that belongs to one space; no other knows that it is there."""

    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    space = peewee.ForeignKeyField(Space, backref="looks", on_delete="CASCADE")
    space_id: int
    # As its plugin.toml says now.
    title = peewee.TextField()
    summary = peewee.TextField(default="")
    # The number of the version that is used.
    version = peewee.IntegerField(default=1)
    deleted_on = peewee.DateField(null=True)

    class Meta:
        table_name = "look"

    @property
    def plugin_name(self) -> str:
        """What it is called among the plugins."""
        return f"{PLUGIN_NAME}{self.public_id}"

    @classmethod
    def visible_to(cls, account_id: int | None) -> Any:
        """The coordinators of its space; editors use it as they use any plugin."""
        return cls.space.in_(spaces_with_role(account_id, Role.COORDINATOR))


class LookVersion(Row):
    """A look as it is, or was before a change: its plugin.toml, and its template under the name of its file."""

    look = peewee.ForeignKeyField(Look, backref="versions", on_delete="CASCADE")
    look_id: int
    number = peewee.IntegerField()
    toml = peewee.TextField()
    template = peewee.CharField(max_length=80)
    text = peewee.TextField()
    made_on = peewee.DateField()

    class Meta:
        table_name = "look_version"
        indexes = ((("look", "number"), True),)


class LookFile(Row):
    """A font, a picture or a licence beside a template; versions share the stored file."""

    version = peewee.ForeignKeyField(LookVersion, backref="files", on_delete="CASCADE")
    version_id: int
    name = peewee.CharField(max_length=80)
    file = peewee.ForeignKeyField(StoredFile, backref="in_looks", on_delete="CASCADE")
    file_id: int

    class Meta:
        table_name = "look_file"
        indexes = ((("version", "name"), True),)
