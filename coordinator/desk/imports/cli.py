"""The command that brings reports and mailing lists in."""

import sys
from pathlib import Path
from typing import Any

import click

from coordinator.console import Console, pass_console
from coordinator.desk.imports.actions import Imported, import_mbox, import_report
from coordinator.desk.imports.places import author_named, line_named, space_named

_FILE = click.Path(path_type=Path)
_MOST_REASONS = 20


@click.group("import")
def import_() -> None:
    """Import a report or a mailing list into a space."""


@import_.command("report")
@click.argument("file", type=_FILE)
@click.option("--space", "slug", required=True, help="The space, by the name in its address.")
@click.option("--author", required=True, help="Whose draft it will be: a pen name of that space, or a sign-in name.")
@pass_console
def report_(console: Console, file: Path, slug: str, author: str) -> None:
    """Make FILE, a Markdown or plain text, a draft that its author alone reads.

    Every heading, a short line standing alone included, becomes a section under its own name.
    """
    with console.opened():
        space = space_named(slug)
        report, parsed = import_report(author_named(space, author), space, file)
        address = f"/reports/{report.public_id}"
    console.answer(
        {"id": report.public_id, "words": parsed.words, "sections": len(parsed.sections)},
        f"“{parsed.title}” is a draft of {author}: {len(parsed.sections)} sections, {parsed.words} words, at {address}",
    )


@import_.command("mbox")
@click.argument("file", type=_FILE)
@click.option("--space", "slug", required=True, help="The space, by the name in its address.")
@click.option("--line", help="The struggle to file the threads under, by the name in its address.")
@pass_console
def mbox_(console: Console, file: Path, slug: str, line: str | None) -> None:
    """Make the mails in FILE, the archive of a mailing list, threads that the members of the space read.

    Addresses are left out and senders become pen names. Running it twice adds nothing.
    """
    with console.opened():
        space = space_named(slug)
        filed_under = line_named(space, line) if line else None
        with _bar(console) as bar:

            def on_mails(done: int, total: int) -> None:
                # How many there are is known once the archive was read.
                bar.length = total
                bar.update(done)

            imported = import_mbox(space, filed_under, file, console.settings.secret_key, on_mails)
    _tell_reasons(console, imported)
    numbers = {name: getattr(imported, name) for name in ("messages", "posts", "threads", "skipped")}
    console.answer(
        numbers,
        "{messages} mails read: {posts} posts in {threads} new threads, {skipped} mails skipped.".format(**numbers),
    )


def _bar(console: Console) -> Any:
    return click.progressbar(length=1, label="Importing", file=sys.stderr, hidden=console.as_json)


def _tell_reasons(console: Console, imported: Imported) -> None:
    """Say which mails of the file could not be taken, and why; those imported before need no words."""
    for number, reason in imported.reasons[:_MOST_REASONS]:
        console.say(f"Mail {number} was skipped. {reason}")
    rest = len(imported.reasons) - _MOST_REASONS
    if rest > 0:
        console.say(f"{rest} more were skipped for reasons like these.")
