"""Commands of the newsletter: which plugins there are, and an edition's files without the pages."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from coordinator import clock
from coordinator.console import Console, pass_console
from coordinator.errors import Invalid
from coordinator.newsletters import queries, release_check
from coordinator.newsletters.earlier import edition_for_plugin
from coordinator.newsletters.measuring import own_settings
from coordinator.newsletters.models import Edition
from coordinator.newsletters.printable import text_as_edition
from coordinator.newsletters.selection.queries import Selection
from coordinator.newsletters.web.actions import require_second_yes
from coordinator.plugin_author.cli import check_folder, install_folder, new_plugin, preview_folder
from coordinator.plugin_contract import ExportedFile
from coordinator.plugin_host import host
from coordinator.plugin_host.discovery import Plugin
from coordinator.plugin_host.sandbox import sandbox_state
from coordinator.spaces.models import Space
from coordinator.spaces.queries import sites_of
from coordinator.text_file import read_text_file


@click.group()
def plugin() -> None:
    """Plugins: what there is, whether it runs, and how to make one."""


for command in (new_plugin, check_folder, preview_folder, install_folder):
    plugin.add_command(command)


@plugin.command("list")
@pass_console
def list_plugins(console: Console) -> None:
    """List every plugin that was found, with what is wrong with it."""
    found = [_row(each) for each in host.discover()]
    state = sandbox_state()
    lines = [f"{row['name']} {row['version']} ({row['from']}): {row['problem'] or row['summary']}" for row in found]
    console.answer(
        {"plugins": found, "sandbox": state.is_whole, "sentence": str(state.sentence)},
        "\n".join([*(lines or ["There is no plugin."]), *([] if state.is_whole else [str(state.sentence)])]),
    )


def _row(found: Plugin) -> dict[str, Any]:
    return {
        "name": found.name,
        "title": str(found.title),
        "version": found.version,
        "summary": str(found.summary),
        "shipped": found.is_shipped,
        "from": "shipped" if found.is_shipped else str(found.folder or found.module),
        "usable": found.is_usable,
        "problem": str(found.problem),
    }


@plugin.command("describe")
@click.argument("name")
@pass_console
def describe_plugin(console: Console, name: str) -> None:
    """Show the settings that a plugin takes."""
    description = host.describe(_plugin(name))
    rows = [
        {"name": each.name, "kind": each.kind, "label": each.label, "default": each.default, "help": each.help}
        for each in description.settings
    ]
    text = "\n".join(f"{row['name']} ({row['kind']}, {row['default']}): {row['label']}" for row in rows)
    console.answer({"hooks": list(description.hooks), "settings": rows}, text or "It takes no settings.")


def _plugin(name: str) -> Plugin:
    found = host.find(name)
    if found is None:
        known = ", ".join(each.name for each in host.discover())
        raise Invalid(f"There is no plugin {name}. There are: {known or 'none'}.")
    return found


@click.group()
def export() -> None:
    """Write what the server holds into files."""


@export.command("edition")
@click.option("--space", "slug", required=True, help="The space, by the name in its address.")
@click.option("--number", type=int, required=True, help="The number of the edition.")
@click.option("--plugin", "name", default="print_pdf", show_default=True, help="The plugin that makes the files.")
@click.option("--to", type=click.Path(path_type=Path), default=Path(), help="The folder to write into.")
@click.option("--language", default="", help="Of a piece in several languages, the one to take, such as es.")
@click.option("--site", default="", help="The site that it is for; without it, every piece is in it.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of the plugin.")
@pass_console
def export_edition(
    console: Console, slug: str, number: int, name: str, to: Path, language: str, site: str, settings: tuple[str, ...]
) -> None:
    """Make the files of one edition as its page does, names taken out, and write them into a folder."""
    with console.opened():
        edition = _edition(slug, number)
        release_check.require_none(release_check.findings_of(edition))
        require_second_yes(edition, None)
        choices = {each.name: each.settings for each in queries.plugin_choices(edition.space_id)}
        plugin = _plugin(name)
        own = own_settings(edition, host.describe(plugin).settings)
        value = edition_for_plugin(plugin, edition, Selection(language, _site(edition, site)))
        made = host.export(plugin, value, {**choices.get(name, {}), **own, **_named(settings)})
    written = _write(made, to)
    console.answer({"files": [str(path) for path in written]}, "\n".join(str(path) for path in written))


@export.command("text")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title", required=True, help="The name above it, as a newsletter has one.")
@click.option("--motto", default="", help="A line below the name.")
@click.option("--number", type=click.IntRange(1), default=1, show_default=True, help="The number beside the date.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Its day; without it, today.")
@click.option("--language", default="en", show_default=True, help="The language of the text, such as es.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="The paper.")
@click.option("--plugin", "name", default="print_pdf", show_default=True, help="The plugin that makes the files.")
@click.option("--to", type=click.Path(path_type=Path), default=Path(), help="The folder to write into.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of the plugin.")
@pass_console
def export_text(
    console: Console, /, file: Path, day: datetime | None, name: str, to: Path, settings: tuple[str, ...], **head: Any
) -> None:
    """Make the files of a Markdown text that lies outside the server; each heading begins an article.

    Nothing of it is kept, and no name is taken out.
    """
    value = text_as_edition(read_text_file(file), day.date() if day else clock.today(), **head)
    made = host.export(_plugin(name), value, _named(settings))
    written = _write(tuple(replace(each, name=f"{file.stem}-{each.name}") for each in made), to)
    console.answer({"files": [str(path) for path in written]}, "\n".join(str(path) for path in written))


def _site(edition: Edition, name: str) -> int | None:
    sites = {each.name: each.id for each in sites_of(edition.space_id)}
    if name and name not in sites:
        raise Invalid(f"There is no site {name}. There are: {', '.join(sites) or 'none'}.")
    return sites.get(name)


def _edition(slug: str, number: int) -> Edition:
    space = Space.get_or_none(Space.slug == slug)
    if space is None:
        raise Invalid(f"There is no space {slug}: “coordinator space list” shows them.")
    edition: Edition | None = Edition.get_or_none((Edition.space == space) & (Edition.number == number))
    if edition is None:
        raise Invalid(f"The space {slug} has no edition {number}.")
    return edition


def _named(pairs: tuple[str, ...]) -> dict[str, str]:
    wrong = next((pair for pair in pairs if "=" not in pair), None)
    if wrong is not None:
        raise Invalid(f"Write a setting as NAME=VALUE, not as {wrong}.")
    return dict(pair.split("=", 1) for pair in pairs)


def _write(made: tuple[ExportedFile, ...], to: Path) -> list[Path]:
    try:
        to.mkdir(parents=True, exist_ok=True)
        for file in made:
            (to / file.name).write_bytes(file.content)
    except OSError as problem:
        raise Invalid(f"The files cannot be written to {to}: {problem.strerror}.") from problem
    return [to / file.name for file in made]
