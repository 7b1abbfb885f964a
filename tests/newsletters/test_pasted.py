"""A pasted newsletter is taken apart at its headings, and no word of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from coordinator.newsletters.pasted import split_at_headings


def test_headings_with_marks_begin_articles() -> None:
    pieces = split_at_headings("# One\n\nFirst text.\n\n## Within one\n\nMore.\n\n# Two\n\nSecond text.")
    assert [(piece.title, piece.text) for piece in pieces] == [
        ("One", "First text.\n\n## Within one\n\nMore."),
        ("Two", "Second text."),
    ]


def test_short_lines_that_stand_alone_begin_articles() -> None:
    pieces = split_at_headings("The belt\n\nIt stood still for nine minutes.\n\nThe canteen\n\nIt is closed.")
    assert [piece.title for piece in pieces] == ["The belt", "The canteen"]


def test_words_before_the_first_heading_are_kept() -> None:
    pieces = split_at_headings("A greeting to all of you, who read this in the break.\n\n# One\n\nText.")
    assert "greeting" in pieces[0].title + pieces[0].text
    assert pieces[1].title == "One"


def test_nothing_makes_no_article() -> None:
    assert split_at_headings(" \n\n ") == []


LINES = st.lists(
    st.one_of(
        st.just(""),
        st.from_regex(r"#{1,3} [a-z]{1,8}", fullmatch=True),
        st.from_regex(r"[a-z ]{0,120}[.]?", fullmatch=True),
    ),
    max_size=30,
)


@given(LINES)
def test_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    pieces = split_at_headings(text)
    kept = " ".join(f"{piece.title} {piece.text}" for piece in pieces).replace("#", " ").split()
    for word in text.replace("#", " ").split():
        assert word in kept
