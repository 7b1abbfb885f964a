"""Prints an edition in black and white: full pages, or a folded sheet with its pages in the right order."""

import shutil
from collections.abc import Iterable
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

from .imposition import sides
from .measuring import Grid, free_on_last_page, measurement
from .story import edition_data, is_folded, sheet_data
from .typesetting import Typesetting
from .words import is_right_to_left

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
            help="What the edition is measured against. One folded sheet of paper has four.",
            minimum=1,
            maximum=80,
        ),
        Setting("columns", "number", "Columns", 2, minimum=1, maximum=3),
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
    )


@hookimpl
def export_edition(edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:
    """The pages to read; folded, the sheets to print as well, which come first."""
    pages = _typeset_edition(edition, settings)
    _balance(pages, edition)
    reading = pages.pdf()
    name = f"edition-{edition.number}"
    if not is_folded(settings):
        return (ExportedFile(f"{name}.pdf", _PDF, reading),)
    printed = _impose(edition, settings, reading, _page_count(pages))
    return (
        ExportedFile(f"{name}-to-print-and-fold.pdf", _PDF, printed),
        ExportedFile(f"{name}-to-read.pdf", _PDF, reading),
    )


@hookimpl
def export_sheet(sheet: Sheet, settings: Settings) -> tuple[ExportedFile, ...]:
    """One full page with one article, as large as it fits."""
    folder = _work_folder()
    return (
        ExportedFile("sheet.pdf", _PDF, Typesetting(folder, "sheet.typ", sheet_data(sheet, settings, folder)).pdf()),
    )


@hookimpl
def measure_edition(edition: Edition, settings: Settings) -> Measurement:
    """Counted in the real layout."""
    pages = _typeset_edition(edition, settings)
    budget = int(settings["pages"])
    return measurement(_grid(pages, edition), pages.marks(), _page_count(pages), budget, edition.language)


def _typeset_edition(edition: Edition, settings: Settings) -> Typesetting:
    folder = _work_folder()
    pages = Typesetting(folder, "edition.typ", edition_data(edition, settings, folder))
    if settings["hyphenate"]:
        _keep_words_whole(pages)
    return pages


def _keep_words_whole(pages: Typesetting) -> None:
    """Divide no word between two pages, as far as a few attempts bring it about."""
    watched: frozenset[int] = frozenset()
    whole: frozenset[tuple[int, int, int]] = frozenset()
    # Each attempt changes a little what stands last; a few settle it, and a long edition has no time for more.
    for _attempt in range(2 if pages.is_long else 6):
        found = pages.turning()
        if found.paragraphs <= watched and found.words <= whole:
            return
        watched, whole = watched | found.paragraphs, whole | found.words
        pages.lay_out(watched=sorted(watched), whole=_by_paragraph(whole))


def _by_paragraph(words: Iterable[tuple[int, int, int]]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for paragraph, span, place in sorted(words):
        found.setdefault(paragraph, []).append((span, place))
    return found


def _balance(pages: Typesetting, edition: Edition) -> None:
    """Make the columns of the last page end about level, if that takes no further page."""
    grid, count = _grid(pages, edition), _page_count(pages)
    last = next(mark for mark in pages.marks() if mark.name == "last")
    if grid.columns == 1 or last.page < count or pages.is_long:
        return
    lines = free_on_last_page(grid, last, count) // grid.columns
    for fewer in (0, 1, 3, lines):
        pages.lay_out(balance=max(0, lines - fewer) * grid.pitch)
        if _page_count(pages) == count:
            return


def _page_count(pages: Typesetting) -> int:
    return int(pages.measures()["pages"])


def _grid(pages: Typesetting, edition: Edition) -> Grid:
    found = pages.measures()
    return Grid(
        columns=int(found["columns"]),
        lines=int(found["lines"]),
        pitch=found["pitch"],
        top=found["top"],
        left=found["left"],
        step=found["step"],
        box_lines=int(found["box_lines"]),
        mirrored=is_right_to_left(edition.language),
    )


def _impose(edition: Edition, settings: Settings, reading: bytes, count: int) -> bytes:
    folder = _work_folder()
    (folder / "reading.pdf").write_bytes(reading)
    data = edition_data(edition, settings, folder)
    kept = {name: data[name] for name in ("title", "language", "page")}
    order = sides(count, is_right_to_left(edition.language))
    return Typesetting(folder, "imposed.typ", {**kept, "sides": order}).pdf()


def _work_folder() -> Path:
    """A new folder under the current one, which is the only place that can be written to."""
    folder = Path.cwd() / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder
