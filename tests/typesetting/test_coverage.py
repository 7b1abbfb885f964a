"""What the fonts of the printed paper lack is found by asking what sets the paper."""

import pytest

from coordinator.typesetting.coverage import lacking_signs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain words\n",
        "“Año” – straße, œuvre, İş",
        "Привет, Γειά",
        "שלום",
        "مرحبا بكم",
        "→ ☐ ▲ ½ €",
        "e\u0301 a\u00adb",
    ],
)
def test_what_the_fonts_at_hand_write_is_not_lacking(text: str) -> None:
    assert lacking_signs(text) == []


def test_each_lacking_sign_is_named_once_in_the_order_of_the_text() -> None:
    assert lacking_signs("a℥b⁓c℥ and ⁓") == ["℥", "⁓"]
    # Once more, from memory.
    assert lacking_signs("⁓ then ℥") == ["⁓", "℥"]


def test_a_sign_that_is_none_is_lacking_and_hides_no_other() -> None:
    assert lacking_signs("\u0378 ⁓ \U0001fffe") == ["\u0378", "⁓", "\U0001fffe"]
