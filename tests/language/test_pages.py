"""The pages of the demonstration in Spanish and Arabic, as somebody comes by them."""

import re

import pytest

from coordinator.catalogues import translations_into
from coordinator.translating import messages
from tests.language.words import PLACE, forms, texts_of
from tests.look.taken import Pages, Taken

# Strangers read the letterbox in the language of its space, and a signature stays as it was printed.
OF_THE_SPACE = ("newsletters/letter_mine.html", "newsletters/letter_sent.html", "newsletters/letterbox.html")
PRINTED = {"a coworker"}


def of_the_reader(pages: Pages) -> list[Taken]:
    """The pages that speak the language of whoever reads them."""
    return [page for page in pages.taken if page.template not in OF_THE_SPACE]


def english_only() -> tuple[set[str], list[re.Pattern[str]]]:
    """The words of ours that Spanish says otherwise: those that stand as they are, and those with places."""
    spanish, fixed, patterns = translations_into("es"), set(), []
    for message in messages():
        for text in forms(message.id) if message.id else ():
            if spanish.gettext(text) == text and not isinstance(message.id, tuple):
                continue
            if not PLACE.search(text):
                fixed.add(" ".join(text.split()))
            elif len(re.findall(r"\w{2,}", PLACE.sub("", text))) > 1:
                patterns.append(re.compile(".+".join(re.escape(part) for part in PLACE.sub("\0", text).split("\0"))))
    return fixed - PRINTED, patterns


@pytest.fixture(scope="module")
def english() -> tuple[set[str], list[re.Pattern[str]]]:
    """The same, found once."""
    return english_only()


def test_no_page_in_spanish_has_a_sentence_of_ours_in_english(
    all_pages: dict[str, Pages], english: tuple[set[str], list[re.Pattern[str]]]
) -> None:
    fixed, patterns = english
    left = {}
    for page in of_the_reader(all_pages["es"]):
        texts = [
            text for text in texts_of(page.html) if text in fixed or any(each.fullmatch(text) for each in patterns)
        ]
        if texts:
            left[page.address] = texts
    assert left == {}


def test_the_comparison_finds_what_is_english(
    all_pages: dict[str, Pages], english: tuple[set[str], list[re.Pattern[str]]]
) -> None:
    fixed, _patterns = english
    home = next(page for page in all_pages["en"].taken if page.address == "/")
    assert len([text for text in texts_of(home.html) if text in fixed]) > 10


def test_every_page_in_arabic_runs_from_right_to_left(all_pages: dict[str, Pages]) -> None:
    pages = of_the_reader(all_pages["ar"])
    assert len(pages) > 300
    assert [page.address for page in pages if '<html lang="ar" dir="rtl">' not in page.html] == []
