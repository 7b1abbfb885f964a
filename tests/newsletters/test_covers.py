"""Front pages in small: what stands on them, and that nobody sees more by them than they may read."""

import re

from cast import Cast

from coordinator import clock
from coordinator.newsletters.actions import articles, editions
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.covers import EDGE, HEIGHT, cover_of

LONG = "A headline that goes on and on about everything that was said in the yard that week, and more"


def test_name_dateline_and_headlines_stand_in_order_on_the_sheet() -> None:
    made = cover_of("The Kettle", "Number 3 · 22 Nov 2026", ["The fan", "Wet floors"], "en")
    assert [line.words for line in made.lines] == ["The Kettle", "Number 3 · 22 Nov 2026", "The fan", "Wet floors"]
    heights = [line.y for line in made.lines]
    assert heights == sorted(heights) and heights[-1] < HEIGHT - EDGE


def test_long_words_stay_on_the_sheet() -> None:
    made = cover_of("The newsletter of everybody at the warehouse by the river", "Number 1", [LONG] * 6, "en")
    assert all(line.y <= HEIGHT - EDGE for line in made.lines) and all(y < HEIGHT for y, _width in made.grey)
    assert len(made.headlines) == 4


def test_a_paper_that_is_read_from_the_right_begins_there() -> None:
    assert cover_of("الإبريق", "1", ["عنوان"], "ar").is_rtl
    assert not cover_of("El Muelle", "1", [], "es-MX").is_rtl and not cover_of("A", "1", [], "nonsense").is_rtl


def test_the_newsletter_shows_the_front_pages_of_what_came_out(both_engines: str, cast: Cast) -> None:
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    article = articles.submit_article(cast.wren.reader, cast.boston.id, Draft("The <fan> & I", "Words."))
    editions.line_up(cast.wren.reader, edition, {article.id: 1})
    assert 'class="cover"' not in cast.wren.page("/s/boston/newsletter/")
    editions.publish_edition(cast.wren.reader, edition)
    page = cast.robin.page("/s/boston/newsletter/")
    assert 'role="img" aria-label="The &lt;fan&gt; &amp; I"' in page
    assert re.search(r'<text class="headline"[^>]*>The &lt;fan&gt; &amp; I</text>', page)
    assert '<a href="/s/boston/newsletter/1"><svg class="cover"' in page
    # Also on a page that is read from the right.
    assert 'lang="en"' in page and 'direction="ltr"' in page
