"""A day is said in a few words; who asks sees the whole of it, in the language of the page."""

from datetime import date

import pytest
from cast import Cast

from coordinator.days import day_element
from coordinator.language import speak
from coordinator.newsletters.actions.articles import Draft, submit_article


@pytest.mark.parametrize(
    ("language", "element"),
    [
        ("en", '<time datetime="2026-11-03" title="Tuesday, November 3, 2026">3 Nov 2026</time>'),
        ("es", '<time datetime="2026-11-03" title="martes, 3 de noviembre de 2026">3 nov 2026</time>'),
    ],
)
def test_a_day_is_short_in_words_and_whole_on_request(cast: Cast, language: str, element: str) -> None:
    speak(language)
    assert day_element(date(2026, 11, 3)) == element
    assert day_element("2026-11-03") == element
    speak("")


def test_where_there_is_no_day_nothing_stands() -> None:
    assert day_element(None) == ""


def test_pages_show_days_so(cast: Cast) -> None:
    submit_article(cast.robin.reader, cast.boston.id, Draft("A heading", "Words."))
    page = cast.heron.page("/s/boston/newsletter/box")
    assert page.count("<time datetime=") == page.count("</time>") == 1
