"""Keeps words whole at the turn of a page, where no search could find their halves."""

from collections.abc import Iterable

from coordinator.typesetting.layout import Layout


def keep_words_whole(pages: Layout) -> None:
    """Divide no word between two pages, as far as a few attempts bring it about."""
    watched: frozenset[int] = frozenset()
    whole: frozenset[tuple[int, int, int]] = frozenset()
    # Each attempt changes a little what stands last; a few settle it, and a long edition has no time for more.
    for _attempt in range(2 if pages.is_long else 4 if pages.data["has_sides"] else 6):
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
