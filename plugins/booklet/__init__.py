"""Makes a booklet: small pages with a cover, and the sheets to print, fold and staple."""

from collections.abc import Sequence
from pathlib import Path

from coordinator.plugin_contract import Edition, ExportedFile, Setting, Settings, hookimpl
from coordinator.typesetting.columns import give_room
from coordinator.typesetting.imposition import (
    Leaf,
    Side,
    bundles,
    filled,
    four_up_to_cut,
    four_up_to_fold,
    leaves,
    turned_backs,
    two_up,
)
from coordinator.typesetting.layout import Layout, work_folder
from coordinator.typesetting.papers import Size, half_of, quarter_of
from coordinator.typesetting.sheets import Folding, imposed
from coordinator.typesetting.story import edition_data
from coordinator.typesetting.turning import keep_words_whole
from coordinator.typesetting.words import is_right_to_left

_HERE = Path(__file__).parent
_PDF = "application/pdf"
# From 8 to 14 points in steps of a half.
_SIZES = tuple((f"{half / 2:g}", f"{half / 2:g}") for half in range(16, 29))
# From this width on, in millimetres, a page has two columns.
_WIDE = 180.0
_SMALL = 120.0


@hookimpl
def settings_schema() -> tuple[Setting, ...]:
    """The form of this plugin."""
    return (
        Setting(
            "size",
            "choice",
            "Size of a page",
            "half",
            help="Half of A4 is A5, a quarter is A6.",
            choices=(
                ("half", "Half a sheet, folded once"),
                ("cut", "A quarter, the sheets cut in two and folded"),
                ("twice", "A quarter, each sheet folded twice and cut open"),
            ),
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
            "turn",
            "choice",
            "Printing on both sides turns the paper",
            "short",
            help="Choose the same when you print.",
            choices=(("short", "Over the short edge"), ("long", "Over the long edge")),
        ),
        Setting(
            "bundle",
            "number",
            "Pages in one bundle, at most",
            40,
            help="A longer booklet becomes several bundles, each folded by itself and laid upon the next.",
            minimum=8,
            maximum=80,
        ),
        Setting(
            "thickness",
            "number",
            "Thickness of the paper, in hundredths of a millimetre",
            10,
            help="Ordinary paper of 80 grams has 10. By so much each inner sheet moves towards the fold; 0 moves none.",
            minimum=0,
            maximum=40,
        ),
        Setting(
            "marks",
            "yes-no",
            "Marks for folding and cutting",
            True,
            help="Dashes where to fold, whole lines where to cut, on the outer side of each sheet.",
        ),
        Setting(
            "text_size",
            "choice",
            "Size of the text, in points",
            "suits",
            choices=(("suits", "As suits the page"), *_SIZES),
        ),
        Setting(
            "margin",
            "number",
            "Margin, in millimetres",
            10,
            help="Most printers leave the outer 5 millimetres white.",
            minimum=8,
            maximum=25,
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
    """The sheets to print, and the pages to read on a screen."""
    pages, count = _typeset(edition, settings)
    reading = pages.pdf()
    order = _sides(count, settings, is_right_to_left(edition.language))
    printed = imposed(
        pages,
        reading,
        order,
        folding=_folding(settings),
        thickness=int(settings["thickness"]) / 100,
        has_marks=bool(settings["marks"]),
    )
    name = f"booklet-{edition.number}"
    return (
        ExportedFile(f"{name}-to-print-{settings['turn']}-edge.pdf", _PDF, printed),
        ExportedFile(f"{name}-to-read.pdf", _PDF, reading),
    )


def _typeset(edition: Edition, settings: Settings) -> tuple[Layout, int]:
    """The pages laid out, and their number."""
    folder, page = work_folder(), _page(edition, settings)
    data = edition_data(edition, {**settings, **_suiting(page, settings)}, folder, page)
    fitting = Layout(folder, _HERE / "fitting.typ", data).stated("fitting")
    pages = Layout(folder, _HERE / "booklet.typ", {**data, "fitting": fitting, "starts": {}})
    give_room(pages)
    if settings["hyphenate"]:
        keep_words_whole(pages)
        give_room(pages)
    count = int(pages.stated("pages"))
    pages.lay_out(starts={**pages.stated("starts"), "": count})
    return pages, count


def _suiting(page: Size, settings: Settings) -> dict[str, str | int]:
    """The columns and the size of the text for a page, which is 10 points unless it is as small as A6 or chosen."""
    suiting = "8.5" if page[0] < _SMALL else "10"
    chosen = str(settings["text_size"])
    return {"columns": 2 if page[0] > _WIDE else 1, "text_size": suiting if chosen == "suits" else chosen}


def _page(edition: Edition, settings: Settings) -> Size:
    paper = edition.paper if settings["paper"] == "space" else str(settings["paper"])
    return half_of(paper) if settings["size"] == "half" else quarter_of(paper)


def _folding(settings: Settings) -> Folding:
    return "once" if settings["size"] == "half" else "cut" if settings["size"] == "cut" else "twice"


def _sides(pages: int, settings: Settings, right_to_left: bool) -> list[Side]:
    """The pages as they stand on the paper, whatever edge it is turned over."""
    folding = _folding(settings)
    multiple = 8 if folding == "twice" else 4
    order = filled(pages, multiple, keeps_back=True)
    parts = bundles(order, int(settings["bundle"]), multiple)
    pieces = [leaf for part in parts for leaf in leaves(part, right_to_left)]
    printed = _laid_out(pieces, folding)
    # Two pages lie on a sheet in landscape, four on one that stands: its short edge is another one.
    is_turned = settings["turn"] == ("long" if folding == "once" else "short")
    return turned_backs(printed, 1 if folding == "once" else 2) if is_turned else printed


def _laid_out(pieces: Sequence[Leaf], folding: Folding) -> list[Side]:
    ways = {"once": two_up, "cut": four_up_to_cut, "twice": four_up_to_fold}
    return ways[folding](pieces)
