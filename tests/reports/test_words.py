"""Weeks and months are said as each language says them, never in the form that rows keep."""

import re

import pytest
from cast import Cast
from flask import Flask

from coordinator.language import in_language
from coordinator.reports.words import month_words, week_words

SAID = [
    ("en", "week of 16 November 2026", "November 2026"),
    ("es", "semana del 16 de noviembre de 2026", "noviembre de 2026"),
]


@pytest.mark.parametrize(("language", "week", "month"), SAID)
def test_a_week_is_said_by_its_monday_and_a_month_by_its_name(app: Flask, language: str, week: str, month: str) -> None:
    with app.test_request_context(), in_language(language):
        assert (week_words("2026-W47"), month_words("2026-11")) == (week, month)


def test_what_is_no_month_stays_as_it_is(app: Flask) -> None:
    with app.test_request_context():
        assert [month_words("2026"), month_words("")] == ["2026", ""]


def test_the_operator_reads_weeks_in_words(cast: Cast) -> None:
    page = cast.operator.page("/operator/accounts")
    assert "since the week of" in page
    assert not re.search(r"\d-W\d", page)
