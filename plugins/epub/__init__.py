"""Binds an edition as an e-book: a page for each article, in type as large as whoever reads it wants."""

from coordinator.plugin_contract import Edition, ExportedFile, Setting, Settings, Sheet, hookimpl

from .binding import bound
from .package import book_files
from .volume import volume_of_edition, volume_of_sheet

_EPUB = "application/epub+zip"


@hookimpl
def settings_schema() -> tuple[Setting, ...]:
    """The form of this plugin."""
    return (
        Setting(
            "pictures",
            "choice",
            "Pictures",
            "large",
            help="Small ones make a file that is quickly sent; on an e-reader they still look good.",
            choices=(("large", "Large"), ("small", "Small"), ("none", "Left out")),
        ),
        Setting(
            "cover",
            "yes-no",
            "Begin with a cover",
            True,
            help="Name, number and headlines; programs for reading show it on their shelf.",
        ),
        Setting("imprint", "yes-no", "End with how to reach us and the imprint", True),
    )


@hookimpl
def export_edition(edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:
    """One book with all articles."""
    files = book_files(volume_of_edition(edition, settings))
    return (ExportedFile(f"edition-{edition.number}.epub", _EPUB, bound(files)),)


@hookimpl
def export_sheet(sheet: Sheet, settings: Settings) -> tuple[ExportedFile, ...]:
    """A book with that one article."""
    return (ExportedFile("sheet.epub", _EPUB, bound(book_files(volume_of_sheet(sheet, settings)))),)
