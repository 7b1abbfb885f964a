"""Commands for whoever writes plugins."""

from dataclasses import asdict
from pathlib import Path

import click

from coordinator.console import Console, pass_console
from coordinator.plugin_author.beginning import begin_plugin
from coordinator.plugin_author.checking import Finding, check_plugin
from coordinator.plugin_author.folders import plugin_in

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
