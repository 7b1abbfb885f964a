"""Makes the first folder of a new plugin: one that runs at once and passes its own test."""

from pathlib import Path

from coordinator.errors import Invalid
from coordinator.plugin_host.discovery import is_plugin_name

_TOML = """\
title = "{title}"
version = "0.1"
summary = "What it makes, in one line."
contract = 1
"""
_TEMPLATE_TOML = """\
template = "{name}.typ"

[[settings]]
name = "first_line"
kind = "text"
label = "First line"
default = "Pass it on:"
"""
_PYTHON = '''\
"""{title}: what is in it, one line each."""

from coordinator.plugin_contract import Edition, ExportedFile, Setting, Settings, Sheet, hookimpl


@hookimpl
def settings_schema() -> tuple[Setting, ...]:
    return (Setting("first_line", "text", "First line", "Pass it on:", help="Stands above all else."),)


@hookimpl
def export_edition(edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:
    titles = [article.title for article in edition.articles]
    return (written(f"{name}-{{edition.number}}.txt", str(settings["first_line"]), *titles),)


@hookimpl
def export_sheet(sheet: Sheet, settings: Settings) -> tuple[ExportedFile, ...]:
    return (written("{name}.txt", str(settings["first_line"]), sheet.article.title, sheet.article.text),)


def written(name: str, *lines: str) -> ExportedFile:
    return ExportedFile(name, "text/plain", "\\n".join(lines).encode())
'''
_TYPST = """\
#let data = json("data.json")
#let articles = if data.edition != none { data.edition.articles } else { (data.sheet.article,) }
#set document(date: none)
#set page(paper: "a5")
#data.settings.first_line
#for article in articles [
  = #article.title
  #for picture in article.pictures { image(picture.name, alt: picture.alt, width: 60%) }
  #article.text
]
"""
_TEST = '''\
"""What {title} makes, tried in the real sandbox."""


def test_an_edition_becomes_a_file(run_plugin, edition):
    (file,) = run_plugin(edition)
    assert file.content.startswith({beginning})


def test_no_edition_is_too_odd(run_plugin, odd_editions):
    for edition in odd_editions.values():
        assert run_plugin(edition)


def test_a_sheet_becomes_a_file_with_another_first_line(run_plugin, sheet):
    assert run_plugin(sheet, first_line="Read this") != run_plugin(sheet)
'''
_README = """\
# {title}

A plugin for Coordinator. The folder's name is the plugin's name.

    coordinator plugin preview {name}    look at what it makes
    coordinator plugin check {name}      see whether it keeps what a plugin promises
    pytest {name}                        run its own tests
    coordinator plugin install {name}    put it where the server finds it
"""


def begin_plugin(name: str, to: Path, *, is_template: bool) -> Path:
    """Make the folder `name` inside `to`; Invalid where the name is none or the folder is there already."""
    if not is_plugin_name(name):
        raise Invalid("A plugin's name has small letters, digits and underscores, a letter first.")
    folder = to / name
    try:
        folder.mkdir(parents=True)
        # Where the server is root, a plugin runs as nobody and must be able to read itself.
        folder.chmod(0o755)
        for file, text in _files(name, is_template).items():
            (folder / file).write_text(text, encoding="utf-8")
            (folder / file).chmod(0o644)
    except FileExistsError:
        raise Invalid(f"There is a folder {folder} already: choose another name.") from None
    except OSError as problem:
        raise Invalid(f"The folder {folder} cannot be made: {problem.strerror}.") from problem
    return folder


def _files(name: str, is_template: bool) -> dict[str, str]:
    words = {"name": name, "title": name.replace("_", " ").capitalize()}
    beginning = 'b"%PDF-"' if is_template else 'b"Pass it on:"'
    toml = _TOML + (_TEMPLATE_TOML if is_template else "")
    code = {f"{name}.typ": _TYPST} if is_template else {"__init__.py": _PYTHON.format(**words)}
    return {
        "plugin.toml": toml.format(**words),
        **code,
        f"test_{name}.py": _TEST.format(beginning=beginning, **words),
        "README.md": _README.format(**words),
    }
