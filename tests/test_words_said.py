"""After each save the page says how many words there are, to who wrote them and in nothing but a number."""

import pytest
from cast import Cast

from coordinator.reports import actions as reports
from coordinator.threads.actions.writing import open_thread

THREE = "One two three."


def saved(cast: Cast, page: str, action: str, **fields: str) -> str:
    """The page that Heron sees after filling in a form with three words."""
    answer = cast.heron.submit(page, action, _follow=True, **fields)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_each_long_form_says_the_number_of_words(cast: Cast) -> None:
    report = reports.start_report(cast.heron.reader, cast.boston.id, "A title", "Words.")
    note = reports.write_note(cast.heron.reader, cast.boston.id, "It was cold.")
    thread = open_thread(cast.heron.reader, cast.boston.id, "A question", "Words.")
    forms = [
        ("/s/boston/notes/new", "/new", {"text": THREE}),
        (f"/notes/{note.public_id}/edit", "/edit", {"text": THREE}),
        ("/s/boston/reports/new", "/new", {"text": THREE}),
        (f"/reports/{report.public_id}/sections/1", "/1", {"text": THREE}),
        (f"/reports/{report.public_id}/sections/new", "/new", {"text": THREE, "heading": "More"}),
        (f"/reports/{report.public_id}/lessons", "/lessons", {"lessons": THREE}),
        (f"/threads/{thread.public_id}", "/reply", {"text": THREE}),
        ("/s/boston/settings", "/settings", {"public_text": THREE}),
        ("/s/boston/newsletter/articles/new", "/new", {"text": THREE, "title": "A title"}),
    ]
    for page, action, fields in forms:
        assert " 3 words.</p></div>" in saved(cast, page, action, **fields), page
    assert " 1 word.</p></div>" in saved(cast, "/s/boston/notes/new", "/new", text="Cold.")


@pytest.mark.parametrize("words", ["evil", "-4", "0", "999999999", "1e3", ""])
def test_an_address_can_say_nothing_but_a_number(cast: Cast, words: str) -> None:
    page = cast.heron.page(f"/?done=note_sent&words={words}")
    assert "evil" not in page and " words.</p>" not in page


def test_who_is_signed_out_is_told_no_number(cast: Cast) -> None:
    assert "words." not in cast.nobody.page("/sign-in?done=note_sent&words=12")
