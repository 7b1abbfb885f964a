"""The commands that make, start and describe an instance."""

import os
import signal
from dataclasses import asdict

import click

from coordinator import db
from coordinator.backups.saving import migrate_after_backup
from coordinator.config import Settings, file_settings, find_instance, load_settings
from coordinator.console import Console, pass_console
from coordinator.instance import as_toml, init_instance
from coordinator.serve import running
from coordinator.serve.place import running_parent
from coordinator.serve.renewing import renew


@click.command()
@pass_console
def init(console: Console) -> None:
    """Make an instance folder with settings, keys and an empty database; what is there already stays."""
    folder = find_instance(console.instance)
    made = init_instance(folder)
    db.open_database(console.settings)
    migrate_after_backup(console.settings)
    db.close_all()
    sentence = f"{folder} is ready." if made else f"{folder} was there already; nothing in it was changed."
    console.answer({"instance": str(folder), "made": made}, sentence)


@click.command()
@click.option("--host", help="The address to listen on, instead of the one in config.toml.")
@click.option("--port", help="The port to listen on, instead of the one in config.toml.")
@pass_console
def run(console: Console, host: str | None, port: str | None) -> None:
    """Start the server and its worker, and keep both running until Ctrl-C or SIGTERM."""
    given = {name: value for name, value in (("host", host), ("port", port)) if value}
    settings = load_settings(console.instance, given)
    if running.run(settings, console.say, lambda started: _tell(console, started)):
        running.run_again()


def _tell(console: Console, started: running.Started) -> None:
    text = f"Open {started.address}/ in a browser. Ctrl-C stops the server."
    if started.link:
        first = "Nobody operates this server yet. Open this link in a browser; it works once:"
        text = f"{first}\n\n  {started.link}\n\nCtrl-C stops the server."
    console.answer(asdict(started), text)


@click.command()
@click.option("--restart", is_flag=True, help="Have a server that runs this instance start again with the new program.")
@pass_console
def migrate(console: Console, restart: bool) -> None:
    """Bring the database up to this version; whatever it holds is saved first."""
    parent = running_parent(console.settings.instance) if restart else None
    if parent:
        # It migrates by itself, after its old processes have ended.
        os.kill(parent, signal.SIGUSR1)
        console.answer({"migrated": [], "restarted": True}, "The server starts again with the new program.")
        return
    db.open_database(console.settings)
    names = renew(console.settings)
    db.close_all()
    text = f"Done: {', '.join(names)}." if names else "The database is up to date."
    console.answer({"migrated": names, "restarted": False}, text)


@click.command()
@pass_console
def config(console: Console) -> None:
    """Show every setting, its value here and what it means; no secret is shown."""
    settings = console.settings
    rows = [(each.name, _shown(settings, each.name), each.metadata["meaning"]) for each in file_settings()]
    text = "\n".join(f"{name} = {as_toml(value)}\n    {meaning}" for name, value, meaning in rows)
    values = {name: list(value) if isinstance(value, tuple) else value for name, value, _meaning in rows} | {
        "instance": str(settings.instance)
    }
    console.answer(values, f"The instance is {settings.instance}\n\n{text}")


def _shown(settings: Settings, name: str) -> object:
    value = getattr(settings, name)
    if name == "database_url" and value:
        return "postgresql://… (set)"
    return "… (set)" if name == "smtp_password" and value else value
