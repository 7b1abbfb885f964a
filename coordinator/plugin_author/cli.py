"""Commands for whoever writes plugins."""

import tempfile
from dataclasses import asdict
from pathlib import Path

import click

from coordinator.console import Console, pass_console
from coordinator.errors import DomainError
from coordinator.plugin_author.beginning import begin_plugin
from coordinator.plugin_author.checking import Finding, check_plugin
from coordinator.plugin_author.editions import edition_of_text
from coordinator.plugin_author.folders import plugin_in
from coordinator.plugin_author.installing import install_plugin
from coordinator.plugin_author.preview import changes_of, make_preview, open_with_the_system, value_called
from coordinator.plugin_contract import Edition, Sheet
from coordinator.plugin_host.failure import PluginFailed
from coordinator.text_file import read_text_file

_MARKS = {"good": "ok", "warning": "WARNING", "bad": "BAD"}


@click.command("new")
@click.argument("name")
@click.option("--template", "is_template", is_flag=True, help="One Typst template, no Python.")
@click.option("--to", type=click.Path(path_type=Path), default=Path(), help="The folder to make it in.")
@pass_console
def new_plugin(console: Console, name: str, is_template: bool, to: Path) -> None:
    """Make the folder of a new plugin, which runs at once and passes its own test."""
    folder = begin_plugin(name, to, is_template=is_template)
    console.answer(
        {"folder": str(folder), "files": sorted(file.name for file in folder.iterdir())},
        f"{folder} is made. Next: coordinator plugin check {folder}",
    )


@click.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@pass_console
@click.pass_context
def check_folder(context: click.Context, console: Console, folder: Path) -> None:
    """Try a plugin with ordinary and odd editions, and say what is good, worth a thought or bad.

    The exit code is 0 where nothing is bad, else 1.
    """
    found: list[Finding] = []
    for finding in check_plugin(plugin_in(folder)):
        found.append(finding)
        if not console.as_json:
            click.echo(f"{_MARKS[finding.state]:8}{finding.sentence}")
            if finding.detail:
                click.echo(finding.detail.strip(), err=True)
    bad = sum(finding.state == "bad" for finding in found)
    sentence = f"It conforms: nothing of {len(found)} is bad." if not bad else f"{bad} of {len(found)} must be mended."
    console.answer({"conforms": not bad, "findings": [asdict(each) for each in found]}, sentence)
    context.exit(1 if bad else 0)


@click.command("preview")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--edition", "what", default="demo", show_default=True, help="demo, sheet, an odd one, or a text file.")
@click.option("--to", type=click.Path(path_type=Path), help="The folder to write into; else one of its own.")
@click.option("--watch", is_flag=True, help="Do it anew at each change, until Ctrl-C.")
@click.option("--open/--no-open", "is_opened", default=True, help="Whether the first file is opened.")
@pass_console
@click.pass_context
def preview_folder(
    context: click.Context, console: Console, folder: Path, what: str, to: Path | None, watch: bool, is_opened: bool
) -> None:
    """Make a plugin's files to look at, and open the first; where it fails, show the traceback."""
    file = Path(what)
    value = edition_of_text(read_text_file(file), file.stem) if file.is_file() else value_called(what)
    place = to or Path(tempfile.mkdtemp(prefix=f"{folder.resolve().name}-"))
    if not watch:
        context.exit(0 if _shown(console, folder, value, place, is_opened) else 1)
    console.say(f"Watching {folder}. Ctrl-C ends it.")
    try:
        for _change in changes_of(folder):
            is_opened = is_opened and not _shown(console, folder, value, place, is_opened)
    except KeyboardInterrupt:
        console.say("Ended.")


def _shown(console: Console, folder: Path, value: Edition | Sheet, to: Path, is_opened: bool) -> bool:
    """Whether there are files to look at."""
    try:
        written = make_preview(folder, value, to)
    except DomainError as problem:
        detail = problem.detail if isinstance(problem, PluginFailed) else ""
        console.answer({"files": [], "problem": problem.sentence, "detail": detail}, f"{detail}{problem.sentence}")
        return False
    console.answer({"files": [str(path) for path in written]}, "\n".join(str(path) for path in written))
    if is_opened:
        open_with_the_system(written[0])
    return True


@click.command("install")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="Another folder than the product's.")
@click.option("--replace", is_flag=True, help="Put it in the place of the one of the same name.")
@pass_console
def install_folder(console: Console, source: Path, into: Path | None, replace: bool) -> None:
    """Put the plugin of a folder or a ZIP file where the server finds it."""
    found = install_plugin(source, into, replace=replace)
    console.answer(
        {"name": found.name, "folder": str(found.folder)},
        f"{found.name} is in {found.folder}. Editors switch it on in their newsletter's settings.",
    )
