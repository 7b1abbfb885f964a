"""What the operator chose for the whole server: one row."""

import peewee

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


def the_server() -> Server:
    """The one row, made on first use."""
    server: Server
    server, _made = Server.get_or_create(id=1)
    return server
