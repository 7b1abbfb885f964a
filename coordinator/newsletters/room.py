"""How a number fits its pages, said in the language of the page that shows it."""

from coordinator.language import gettext, ngettext
from coordinator.plugin_contract import Measurement


def fit_sentence(measured: Measurement) -> str:
    """How a number fits its pages, in one sentence."""
    over, pages = measured.lines_over, ngettext("%(num)s page", "%(num)s pages", measured.page_budget)
    if over > 0:
        return ngettext("%(num)s line over %(pages)s.", "%(num)s lines over %(pages)s.", over, pages=pages)
    if over == 0:
        return str(gettext("It fits %(pages)s exactly.", pages=pages))
    return _room(-over, first_with_room(measured), measured.page_budget)


def _room(lines: int, first: int, last: int) -> str:
    if first >= last:
        return ngettext(
            "Room for about %(num)s more line on page %(page)s.",
            "Room for about %(num)s more lines on page %(page)s.",
            lines,
            page=last,
        )
    return ngettext(
        "Room for about %(num)s more line on pages %(first)s to %(last)s.",
        "Room for about %(num)s more lines on pages %(first)s to %(last)s.",
        lines,
        first=first,
        last=last,
    )


def first_with_room(measured: Measurement) -> int:
    """The first page on which more would stand; that after the last one where every page is full."""
    return next((each.page for each in measured.per_page if each.lines_free), measured.pages + 1)


def empty_pages(measured: Measurement) -> list[int]:
    """The pages of the number that nothing stands on."""
    return list(range(measured.pages + 1, measured.page_budget + 1))


def lines_of_an_empty_page(measured: Measurement) -> int:
    """How many lines each empty page takes; 0 where none is empty."""
    empty = len(empty_pages(measured))
    begun = sum(each.lines_free for each in measured.per_page)
    return max(0, -measured.lines_over - begun) // empty if empty else 0


def lines_to_the_last_page(measured: Measurement) -> int:
    """How many lines more it takes until something stands on the last page; 0 where something does."""
    return max(1, -measured.lines_over - lines_of_an_empty_page(measured) + 1) if empty_pages(measured) else 0
