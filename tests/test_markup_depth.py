"""What is quoted and listed too deep is shown as it was typed, and not dropped."""

import pytest

from coordinator.markup import plain_text, render


@pytest.mark.parametrize("sign", ["> ", "- ", "1. "])
@pytest.mark.parametrize("depth", [1, 5, 9, 10, 11, 19, 20, 21, 60])
def test_a_word_at_any_depth_is_shown(sign: str, depth: int) -> None:
    assert "heaters" in plain_text(render(f"before\n\n{sign * depth}heaters\n\nafter"))


def test_a_depth_that_people_use_is_still_a_quote() -> None:
    assert render("> " * 8 + "heaters").count("<blockquote>") == 8
    assert render("> " * 40 + "heaters").count("<blockquote>") == 0
