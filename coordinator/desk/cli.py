"""The commands of the desk."""

import sys
from collections.abc import Iterator

import click

from coordinator import db
from coordinator.backups.saving import migrate_after_backup
from coordinator.config import find_instance
from coordinator.console import Console, pass_console
from coordinator.desk.demo import as_table, make_demo
from coordinator.desk.demo_happenings import Happening
from coordinator.instance import init_instance


@click.command()
@pass_console
def demo(console: Console) -> None:
    """Fill an empty instance with three cities, five collectives and a few hundred texts to try it with.

    Everybody's password is the same and known to everybody, as every page of such a server says.
    An instance that has an account or a space is refused.
    """
    init_instance(find_instance(console.instance))
    db.open_database(console.settings)
    migrate_after_backup(console.settings)
    db.close_all()
    with console.opened():
        who = make_demo(_watched)
    console.answer(who, as_table(who))


def _watched(happenings: list[Happening]) -> Iterator[Happening]:
    with click.progressbar(happenings, label="Writing the demo", file=sys.stderr) as bar:
        yield from bar
