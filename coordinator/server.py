"""What the operator chose for the whole server: one row."""

import peewee

from coordinator import db
from coordinator.db import Row


class Server(Row):
    """The server's own neutral name and what was set up; exactly one row, made by `init`."""

    name = peewee.TextField(default="")
    language = peewee.CharField(max_length=12, default="en")
    paper = peewee.CharField(max_length=12, default="a4")
    is_set_up = peewee.BooleanField(default=False)
    is_demo = peewee.BooleanField(default=False)

    class Meta:
        table_name = "server"


class Address:
    """Where people reach the server, once the settings are known; without a slash at the end."""

    def __init__(self) -> None:
        self.own = ""

    def use(self, own: str) -> None:
        """Say this address from now on."""
        self.own = own

    def __str__(self) -> str:
        return self.own


address = Address()


def shown_everywhere() -> tuple[str, bool]:
    """The server's name and whether it is a demonstration: what every page shows, in one plain statement.

    No name while the database does not answer: the page that says so is a page, too.
    """
    try:
        row = db.fetch_one("SELECT name, is_demo FROM server WHERE id = 1")
    except (peewee.OperationalError, peewee.InterfaceError):
        return "", False
    return (str(row[0]), bool(row[1])) if row else ("", False)


def the_server() -> Server:
    """The one row, made on first use."""
    server: Server
    server, _made = Server.get_or_create(id=1)
    return server
