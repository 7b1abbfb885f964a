"""What becomes a footnote, what stays as it was typed, and what footnotes are in plain words and in quotes."""

import pytest

from coordinator import footnotes, passages
from coordinator.markup import plain_text, render

TWO = "The heaters[^b] are on[^a].\n\n[^a]: Since Monday.\n[^b]: Both **of them**.\n"


def test_marks_become_numbers_and_notes_a_list_in_the_order_of_the_marks() -> None:
    assert render(TWO) == (
        "<p>The heaters<sup>1</sup> are on<sup>2</sup>.</p>\n"
        '<ol class="notes">\n<li>Both <strong>of them</strong>.</li>\n<li>Since Monday.</li>\n</ol>\n'
    )


def test_one_note_may_have_several_marks() -> None:
    found = render("One[^x] two[^x].\n[^x]: The note.")
    assert found.count("<sup>1</sup>") == 2
    assert found.count("<li>") == 1


@pytest.mark.parametrize(
    "typed",
    [
        "A mark[^1] alone",
        "[^1]: a note alone",
        "`code[^1]`\n\n[^1]: a note",
        "\\[^1] is no mark\n\n[^1]: a note",
        "an inline note^[here]",
        "[^1]:",
        "[^two words] and\n\n[^two words]: more",
    ],
)
def test_what_is_no_pair_stays_as_it_was_typed(typed: str) -> None:
    found = render(typed)
    assert "<sup>" not in found
    assert "<ol" not in found
    assert plain_text(found) == typed.replace("\\", "").replace("`", "")


def test_marks_in_notes_in_links_and_a_second_note_of_the_same_name_stay_as_typed() -> None:
    found = render("a[^1] [words[^1]](https://a.example)\n\n[^1]: see [^2]\n\n[^1]: again\n\n[^2]: unmarked")
    assert '">words[^1]</a>' in found
    assert "<li>see [^2]</li>" in found
    assert "<p>[^1]: again</p>" in found
    assert "<p>[^2]: unmarked</p>" in found


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a[^1]\n[^1]: one\ntwo\n\nb", "<p>a<sup>1</sup></p>\n<p>b</p>\n"),
        ("> a[^1]\n>\n> [^1]: one\n> two", "<blockquote>\n<p>a<sup>1</sup></p>\n</blockquote>\n"),
        ("a[^1]\n\n> [^1]: one\n> two", "<p>a<sup>1</sup></p>\n"),
        ("- a[^1]\n- [^1]: one\n  two", "<ul>\n<li>a<sup>1</sup></li>\n</ul>\n"),
        ("# a[^1]\n[^1]: one\ntwo\n- b", "<h3>a<sup>1</sup></h3>\n<ul>\n<li>b</li>\n</ul>\n"),
    ],
)
def test_a_note_may_stand_anywhere_and_goes_on_as_a_paragraph_does(typed: str, kept: str) -> None:
    assert render(typed) == kept + '<ol class="notes">\n<li>one<br>\ntwo</li>\n</ol>\n'


def test_a_link_behind_a_note_of_the_same_look_is_still_a_link() -> None:
    assert '<a href="https://a.example"' in render("[^1](https://a.example)")


def test_plain_words_have_marks_and_notes_in_brackets() -> None:
    assert plain_text(render(TWO)) == "The heaters [1] are on [2].\n\n[1] Both of them.\n\n[2] Since Monday."


def test_no_class_but_that_of_notes_reaches_a_list() -> None:
    assert "class" not in render('<ol class="notes"><li>x</li></ol>').replace("class=&quot;", "").replace(
        'class="n', ""
    )


def test_a_passage_brings_its_mark_as_text() -> None:
    made = render("First[^1].\n\nSecond.\n\n[^1]: The note.")
    assert passages.chosen_blocks(made, {1}) == "<p>First [1].</p>"
    assert passages.chosen_blocks(made, {1, 3}) == made.replace("<p>Second.</p>\n", "").strip()


def test_texts_put_together_keep_their_notes_apart() -> None:
    both = footnotes.joined(["One[^1].\n\n[^1]: A.", "Two[^1], three[^2].\n\n[^1]: B.\n[^2]: C."])
    assert plain_text(render(both)) == "One [1].\n\nTwo [2], three [3].\n\n[1] A.\n\n[2] B.\n\n[3] C."
