"""The hints on the release page: what may tell who somebody is."""

import pytest

from coordinator.spaces.redaction import likely_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We asked Karl Meier twice.", ["Karl Meier"]),
        ("Then Maria de la Cruz and Ahmed came.", ["Maria de la Cruz", "Ahmed"]),
        ("Maria said no. Later Maria agreed.", ["Maria"]),
        ("Nothing moved. The night shift waited. On Monday we met in March.", []),
        ("We are at the long table on Thursdays.", []),
        ("Write to h.lee@example.org or @hlee_77.", ["h.lee@example.org", "@hlee_77"]),
        ("Call +49 151 234 5678 or 555-0199 123; room 12, 2026.", ["+49 151 234 5678", "555-0199 123"]),
        ("Petrov’s car was there", ["Petrov’s"]),
        ("Maria called the foreman. Six waited. Ask Maria first. Tel. 12.", ["Maria"]),
        ("Forty-six signed. Fifty-four hundred was too much; on Twenty-second Street we met.", ["Street"]),
        ("Overtime was not paid. Water is cold. Cuarenta y seis firmaron.", []),
        ("Twelfth was his row. Veintiún asked. Primera was she, and décima the other.", []),
        ("María dijo que no. Nadie dijo más.", ["María"]),
        ("", []),
    ],
)
def test_names_numbers_and_handles_are_listed_once(text: str, expected: list[str]) -> None:
    assert likely_names(text) == expected


def test_a_long_text_is_read_in_a_moment() -> None:
    assert "Maria Lopez" in likely_names("We met Maria Lopez at the gate on 12 May. " * 1500)
