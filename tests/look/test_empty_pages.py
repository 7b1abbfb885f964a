"""A list with nothing in it says what to do next, and offers it."""

import re

import pytest
from cast import Cast

EMPTY = re.compile(r'<div class="empty">\s*<p>[^<]{20,}</p>')
OFFERED = re.compile(
    r'<div class="empty">\s*<p>[^<]{20,}</p>\s*<p><a class="button primary" href="/[^"]+">[^<]{5,}</a></p>'
)
LISTS = (
    "/", "/s/boston/", "/s/boston/notes/", "/s/boston/reports/", "/s/boston/threads/", "/s/boston/newsletter/",
    "/s/boston/newsletter/box", "/s/boston/log",
)  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_offers_what_to_do_next(cast: Cast, address: str) -> None:
    assert OFFERED.search(cast.heron.page(address))


def test_where_the_form_stands_below_words_are_enough(cast: Cast) -> None:
    assert EMPTY.search(cast.heron.page("/s/boston/sites")) and EMPTY.search(cast.robin.page("/s/boston/sites"))
    assert EMPTY.search(cast.heron.page("/lines/"))
    found = cast.heron.submit("/search", _action="/search", words="nothinglikethis", _follow=True)
    assert EMPTY.search(found.get_data(as_text=True))


def test_who_is_alone_is_told_how_somebody_comes_in(cast: Cast) -> None:
    cast.remove(cast.birch, cast.chicago)
    assert OFFERED.search(cast.maple.page("/s/chicago/members"))
    assert not EMPTY.search(cast.heron.page("/s/boston/members"))
    assert OFFERED.search(cast.stranger.page("/"))
