"""Prints an edition in black and white: full pages, or a folded sheet with its pages in the right order."""

from pathlib import Path

from coordinator.plugin_contract import (
    Edition,
    ExportedFile,
    Measurement,
    Setting,
    Settings,
    Sheet,
    hookimpl,
)
from coordinator.typesetting.columns import give_room
from coordinator.typesetting.imposition import filled, leaves, two_up
from coordinator.typesetting.layout import Layout, work_folder
from coordinator.typesetting.papers import PAPERS, Size, columns_that_fit, half_of
from coordinator.typesetting.sheets import imposed
from coordinator.typesetting.story import edition_data, sheet_data
from coordinator.typesetting.turning import keep_words_whole
from coordinator.typesetting.words import is_right_to_left

from .measuring import Grid, free_on_last_page, measurement

_HERE = Path(__file__).parent
_PDF = "application/pdf"
# From 8 to 14 points in steps of a half.
_SIZES = tuple((f"{half / 2:g}", f"{half / 2:g}") for half in range(16, 29))


@hookimpl
def settings_schema() -> tuple[Setting, ...]:
    """The form of this plugin."""
    return (
        Setting(
            "fold",
            "choice",
            "Pages",
            "folded",
            help="A folded sheet has pages of half the size, two beside one another on each side of the paper.",
            choices=(("folded", "Folded sheet"), ("flat", "Full pages")),
        ),
        Setting(
            "pages",
            "number",
            "Pages to fill",
            4,
            help="What the number is measured against. One folded sheet of paper has four.",
            minimum=1,
            maximum=80,
        ),
        Setting(
            "paper",
            "choice",
            "Paper",
            "space",
            help="A3 and tabloid are twice as large. Folded, they have pages of A4 or Letter.",
            choices=(("space", "As our space has it"), ("a3", "A3"), ("tabloid", "Tabloid")),
        ),
        Setting(
            "columns",
            "number",
            "Columns",
            2,
            help="Four only where the page is wide enough for them, else three.",
            minimum=1,
            maximum=4,
        ),
        Setting("text_size", "choice", "Size of the text, in points", "10", choices=_SIZES),
        Setting(
            "margin",
            "number",
            "Margin, in millimetres",
            11,
            help="Most printers leave the outer 5 millimetres white.",
            minimum=10,
            maximum=30,
        ),
        Setting("greyscale", "yes-no", "Pictures in grey", True),
        Setting(
            "hyphenate",
            "yes-no",
            "Divide long words",
            True,
            help="Lines come out more even; a divided word cannot be found by searching the PDF in some programs.",
        ),
        Setting("new_page", "yes-no", "Each article on a new page", False),
        Setting(
            "translations",
            "choice",
            "Translations",
            "after",
            help="Side by side, a piece and its translation stand in two columns over the whole width of the page.",
            choices=(("after", "One after the other"), ("side", "Side by side")),
        ),
    )


@hookimpl
def export_edition(edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:
    """The pages to read; folded, the sheets to print as well, which come first."""
    pages = _typeset_edition(edition, settings)
    _balance(pages, edition)
    reading = pages.pdf()
    name = f"edition-{edition.number}"
    if not _is_folded(settings):
        return (ExportedFile(f"{name}.pdf", _PDF, reading),)
    order = leaves(filled(_page_count(pages)), is_right_to_left(edition.language))
    printed = imposed(pages, reading, two_up(order))
    return (
        ExportedFile(f"{name}-to-print-and-fold.pdf", _PDF, printed),
        ExportedFile(f"{name}-to-read.pdf", _PDF, reading),
    )


@hookimpl
def export_sheet(sheet: Sheet, settings: Settings) -> tuple[ExportedFile, ...]:
    """One full page with one article, as large as it fits."""
    folder = work_folder()
    data = sheet_data(sheet, settings, folder, PAPERS[_paper(sheet, settings)])
    return (ExportedFile("sheet.pdf", _PDF, Layout(folder, _HERE / "sheet.typ", data).pdf()),)


@hookimpl
def measure_edition(edition: Edition, settings: Settings) -> Measurement:
    """Counted in the real layout."""
    pages = _typeset_edition(edition, settings)
    budget = int(settings["pages"])
    marks = [mark for mark in pages.marks() if mark.name != "inner"]
    halves = _halves(pages)
    return measurement(_grid(pages, edition), marks, _page_count(pages), budget, edition.language, halves)


def _typeset_edition(edition: Edition, settings: Settings) -> Layout:
    folder, page = work_folder(), _page(edition, settings)
    fitting = {**settings, "columns": _columns(settings, page)}
    pages = Layout(folder, _HERE / "edition.typ", edition_data(edition, fitting, folder, page))
    give_room(pages)
    if settings["hyphenate"]:
        keep_words_whole(pages)
        give_room(pages)
    return pages


def _page(edition: Edition, settings: Settings) -> Size:
    paper = _paper(edition, settings)
    return half_of(paper) if _is_folded(settings) else PAPERS[paper]


def _paper(value: Edition | Sheet, settings: Settings) -> str:
    return value.paper if settings["paper"] == "space" else str(settings["paper"])


def _columns(settings: Settings, page: Size) -> int:
    return columns_that_fit(int(settings["columns"]), page, float(settings["margin"]), float(settings["text_size"]))


def _is_folded(settings: Settings) -> bool:
    return settings["fold"] == "folded"


def _balance(pages: Layout, edition: Edition) -> None:
    """Make the columns of the last page end about level, if that takes no further page."""
    grid, count = _grid(pages, edition), _page_count(pages)
    last = next(mark for mark in pages.marks() if mark.name == "last")
    if grid.columns == 1 or grid.is_across or last.page < count or pages.is_long:
        return
    lines = free_on_last_page(grid, pages.marks(), count) // grid.columns
    for fewer in (0, 1, 3, lines):
        pages.lay_out(balance=max(0, lines - fewer) * grid.pitch)
        if _page_count(pages) == count:
            return


def _halves(pages: Layout) -> frozenset[str]:
    """The articles that share their lines with what stands beside them."""
    pairs = [each for each in pages.data["articles"] if each["beside"]]
    return frozenset(name for each in pairs for name in (each["id"], each["beside"]["id"]))


def _page_count(pages: Layout) -> int:
    return int(pages.measures()["pages"])


def _grid(pages: Layout, edition: Edition) -> Grid:
    found = pages.measures()
    return Grid(
        columns=int(found["columns"]),
        is_across=bool(found["is_across"]),
        lines=int(found["lines"]),
        pitch=found["pitch"],
        top=found["top"],
        left=found["left"],
        step=found["step"],
        box_lines=int(found["box_lines"]),
        mirrored=is_right_to_left(edition.language),
    )
