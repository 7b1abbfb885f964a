"""Makes posters in black and white: a claim with its answer, one article, or the headlines of an edition."""

from pathlib import Path
from typing import Any

from coordinator.plugin_contract import Edition, ExportedFile, Setting, Settings, Sheet, hookimpl
from coordinator.typesetting.layout import Layout, work_folder

from .content import edition_data, sheet_data

_TEMPLATE = Path(__file__).parent / "poster.typ"
_PDF = "application/pdf"


@hookimpl
def settings_schema() -> tuple[Setting, ...]:
    """The form of this plugin."""
    return (
        Setting(
            "size",
            "choice",
            "Size",
            "sheet",
            help="Twice as large is A3 or tabloid, four times is A2. Strips are three on one sheet, to cut apart.",
            choices=(
                ("sheet", "One sheet of our paper"),
                ("double", "Twice as large"),
                ("fourfold", "Four times as large"),
                ("strips", "Three strips to cut apart"),
            ),
        ),
        Setting(
            "claim",
            "choice",
            "What they say",
            "quoted",
            choices=(("quoted", "In quotation marks"), ("struck", "Crossed out")),
        ),
        Setting(
            "address",
            "text",
            "Address to scan",
            "",
            help="A web address, for instance. It stands at the foot, with a square that phones read.",
            maximum=200,
        ),
        Setting(
            "edition",
            "choice",
            "A poster of a whole number shows",
            "headlines",
            choices=(("headlines", "Its headlines"), ("lead", "Its first piece")),
        ),
    )


@hookimpl
def export_sheet(sheet: Sheet, settings: Settings) -> tuple[ExportedFile, ...]:
    """A poster of the claim, or of the article."""
    folder = work_folder()
    return (_poster("poster.pdf", sheet_data(sheet, settings, folder), folder),)


@hookimpl
def export_edition(edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:
    """A poster of the headlines, or of the first article."""
    folder = work_folder()
    return (_poster(f"poster-{edition.number}.pdf", edition_data(edition, settings, folder), folder),)


def _poster(name: str, data: dict[str, Any], folder: Path) -> ExportedFile:
    """What is too long for strips becomes a sheet."""
    poster = Layout(folder, _TEMPLATE, data)
    if data["strips"] != 1 and not poster.stated("fits"):
        poster.lay_out(strips=1)
    return ExportedFile(name, _PDF, poster.pdf())
