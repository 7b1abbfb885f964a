"""Writes each article as a Markdown file with its pictures beside it, for whatever makes a website of them."""

from coordinator.plugin_contract import Edition, ExportedFile, Setting, Settings, Sheet, hookimpl

from .bundle import files_of_edition, files_of_sheet
from .packing import packed

_ZIP = "application/zip"


@hookimpl
def settings_schema() -> tuple[Setting, ...]:
    """The form of this plugin."""
    return (
        Setting(
            "layout",
            "choice",
            "Files",
            "flat",
            help="All in one folder is easiest to read; programs that make websites want a folder for each article.",
            choices=(
                ("flat", "All in one folder"),
                ("folders", "A folder for each article, for Jekyll and Eleventy"),
                ("hugo", "A folder for each article, for Hugo"),
            ),
        ),
        Setting(
            "headline",
            "yes-no",
            "Begin each text with its headline",
            False,
            help="Only where the website does not print the headline itself.",
        ),
        Setting("imprint", "yes-no", "End with how to reach us and the imprint", True),
    )


@hookimpl
def export_edition(edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:
    """One archive with a folder: the first page, the articles and their pictures."""
    name = f"edition-{edition.number}"
    return (ExportedFile(f"{name}.zip", _ZIP, packed(name, files_of_edition(edition, settings))),)


@hookimpl
def export_sheet(sheet: Sheet, settings: Settings) -> tuple[ExportedFile, ...]:
    """One archive with the article and its pictures."""
    return (ExportedFile("sheet.zip", _ZIP, packed("sheet", files_of_sheet(sheet, settings))),)
