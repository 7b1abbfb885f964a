"""The one command-line program: finds each subcommand by name, and turns every refusal into one line."""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click
import peewee

from coordinator.console import Console
from coordinator.errors import DomainError

# Name → (where it stands, what it does). Read by name, so that one command never pays for the others.
COMMANDS = {
    "init": ("coordinator.serve.cli:init", "Make an instance folder: settings, keys, database."),
    "run": ("coordinator.serve.cli:run", "Start the server and its worker, and keep both running."),
    "config": ("coordinator.serve.cli:config", "Show every setting, where it comes from and what it means."),
    "migrate": ("coordinator.serve.cli:migrate", "Bring the database up to this version, after a backup."),
    "check": ("coordinator.backups.cli:check", "Look for whatever is unsafe, broken or forgotten."),
    "backup": ("coordinator.backups.cli:backup", "Save everything into one encrypted file."),
    "verify-backup": ("coordinator.backups.cli:verify_backup", "Read a backup from end to end without restoring it."),
    "restore": ("coordinator.backups.cli:restore", "Make a new instance out of a backup."),
    "user": ("coordinator.accounts.cli:user", "Accounts: list, make an operator, reset, close."),
    "space": ("coordinator.spaces.cli:space", "Spaces: make, list."),
    "invite": ("coordinator.spaces.cli:invite", "Invite somebody into a space."),
    "plugin": ("coordinator.newsletters.cli:plugin", "Plugins: list, describe, make, try, install."),
    "export": ("coordinator.newsletters.cli:export", "Export an edition through a plugin."),
    "import": ("coordinator.desk.imports.cli:import_", "Import a report or a mailing list."),
    "demo": ("coordinator.desk.cli:demo", "Fill an empty instance with people and texts to try it with."),
    "bench": ("coordinator.desk.bench.cli:bench", "Measure how fast the pages are on this machine."),
}
SHARED = {"--instance": 1, "--json": 0}


class Program(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _colon, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, meaning) for name, (_where, meaning) in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, shared_first(args))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DomainError as refusal:
            raise click.ClickException(refusal.sentence) from refusal
        except peewee.PeeweeException as fault:
            raise click.ClickException(_about_the_database(fault)) from fault


def shared_first(args: list[str]) -> list[str]:
    """The arguments with --instance and --json moved to the front, so that they may stand anywhere."""
    front: list[str] = []
    rest: list[str] = []
    waiting = list(args)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            return [*front, *rest, word, *waiting]
        if word in SHARED:
            front += [word, *waiting[: SHARED[word]]]
            del waiting[: SHARED[word]]
        elif word.startswith("--instance="):
            front.append(word)
        else:
            rest.append(word)
    return front + rest


def _about_the_database(fault: peewee.PeeweeException) -> str:
    """One sentence; an error of the database itself may quote what a member wrote, so its text stays inside."""
    if "file is not a database" in str(fault):
        return "The database file does not open with this key: put the right keys/database.key back."
    if isinstance(fault, peewee.OperationalError):
        first_line = str(fault).strip().partition("\n")[0]
        return f"The database cannot be used now ({first_line}): “coordinator check” tells more."
    return f"The database refused this ({type(fault).__name__}): nothing was changed."


@click.command(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Every command takes --instance and --json. “coordinator COMMAND --help” explains one of them.",
)
@click.option("--instance", type=click.Path(path_type=Path), help="The instance folder (or COORDINATOR_INSTANCE).")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for scripts.")
@click.pass_context
def program(ctx: click.Context, instance: Path | None, as_json: bool) -> None:
    """Coordinator: a server on which local collectives sum up, debate and publish."""
    ctx.obj = Console(instance, as_json)


def main() -> NoReturn:
    """Run the program on what was typed. Everything that it writes is for the owner's eyes only."""
    os.umask(0o077)
    sys.exit(program.main(prog_name="coordinator"))
