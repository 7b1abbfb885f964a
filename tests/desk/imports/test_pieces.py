"""A long text is cut into pieces that fit, and nothing but white space goes missing at the cuts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.desk.imports.pieces import split_text


def test_a_text_that_fits_stays_whole() -> None:
    assert split_text("Short.\n", 20) == ("Short.\n",)
    assert split_text("", 20) == ("",)


def test_the_cut_falls_between_paragraphs_then_lines_then_words() -> None:
    assert split_text("One two.\n\nThree.", 12) == ("One two.", "Three.")
    assert split_text("One two\nthree", 10) == ("One two", "three")
    assert split_text("one two three", 9) == ("one two", "three")
    assert split_text("éééé", 4) == ("éé", "éé")


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])), st.integers(4, 60))
def test_every_piece_fits_and_nothing_else_is_lost(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert all(len(piece.encode()) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
