"""Verse on paper: its lines begin at the edge of the column, and an empty line stands between stanzas."""

import re
from itertools import pairwise

import pytest
from pressroom import made_by, make_article, make_edition, text_of

POEM = (
    "<p>Prose begins the page and runs on for a while, so that it takes up several lines of the column.</p>"
    "<p>Monday the belt,<br>Tuesday the belt,</p><p>Wednesday nothing,<br>Thursday the belt.</p>"
    "<p>Afterwards prose goes on for a while as well, and takes up several lines of the column.</p>"
)
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)</word>')


@pytest.fixture(scope="module")
def places() -> dict[str, tuple[float, float]]:
    """Where each word stands, in points from the left and from above."""
    edition = make_edition(make_article(1, POEM))
    (pdf,) = made_by("print_pdf", edition, fold="flat", hyphenate=False).values()
    return {word: (float(x), float(y)) for x, y, word in WORD.findall(text_of(pdf.content, "-bbox"))}


def test_no_line_of_verse_is_indented_as_a_paragraph_is(places: dict[str, tuple[float, float]]) -> None:
    edges = [places[word][0] for word in ("Prose", "Monday", "Tuesday", "Wednesday", "Thursday")]
    assert max(edges) - min(edges) < 1
    assert places["Afterwards"][0] - edges[0] > 5


def test_an_empty_line_stands_around_each_stanza(places: dict[str, tuple[float, float]]) -> None:
    heights = [places[word][1] for word in ("Monday", "Tuesday", "Wednesday", "Thursday", "Afterwards")]
    within, between, again, below = (after - before for before, after in pairwise(heights))
    assert within == pytest.approx(again, abs=0.1)
    assert (between, below) == pytest.approx((2 * within, 2 * within), abs=0.1)
