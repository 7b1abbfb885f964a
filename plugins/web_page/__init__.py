"""Writes a newsletter as pages that open from a disk or from any folder of a web server, packed into one file."""

from coordinator.plugin_contract import Edition, ExportedFile, Setting, Settings, Sheet, hookimpl

from .packing import packed
from .site import edition_files, sheet_files

_ZIP = "application/zip"


@hookimpl
def settings_schema() -> tuple[Setting, ...]:
    """The form of this plugin."""
    return (
        Setting(
            "address",
            "address",
            "Address of the page",
            "",
            help="Where it will be, as https://example.org/paper/. It makes links in the feed whole, and a preview"
            " wherever it is passed on. All else works without it.",
        ),
        Setting(
            "accent",
            "choice",
            "Colour",
            "red",
            help="Of the small headings and lines. Each can be read well on light and on dark.",
            choices=(
                ("red", "Red"),
                ("blue", "Blue"),
                ("green", "Green"),
                ("purple", "Purple"),
                ("brown", "Brown"),
                ("black", "Black"),
            ),
        ),
        Setting("bylines", "yes-no", "Show who wrote each article", True, help="As its author chose to be named."),
        Setting(
            "translations",
            "choice",
            "Translations",
            "after",
            help="Side by side where the screen is wide enough for both; on a phone one stands below the other.",
            choices=(("after", "One after the other"), ("side", "Side by side")),
        ),
        Setting(
            "archive",
            "number",
            "Earlier numbers in the archive, at most",
            0,
            help="They come along whole, and whoever has the page reads them. Choose 0 if they were not meant for all.",
            minimum=0,
            maximum=30,
        ),
    )


@hookimpl
def export_edition(edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:
    """The whole site: front page, numbers, articles, archive and feed."""
    return (ExportedFile(f"web-page-{edition.number}.zip", _ZIP, packed(edition_files(edition, settings))),)


@hookimpl
def export_sheet(sheet: Sheet, settings: Settings) -> tuple[ExportedFile, ...]:
    """One page with one article."""
    return (ExportedFile("web-page.zip", _ZIP, packed(sheet_files(sheet, settings))),)
