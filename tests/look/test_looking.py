"""Every long text can be looked at before it is sent: nothing is saved, and nothing that was typed is lost."""

import io
import re
from collections.abc import Mapping

import pytest
from cast import Cast, forms_of

from coordinator import db
from coordinator.newsletters.actions import articles, claims
from coordinator.newsletters.boxes import actions as boxes
from coordinator.newsletters.letters import actions as letters
from coordinator.newsletters.letters import queries as letterbox
from coordinator.reports import actions as reports
from coordinator.spaces.actions import settings
from coordinator.threads.actions.writing import open_thread

TYPED = "We asked **everybody** on the late shift."
LOOK = re.compile(r'<section class="panel" id="look".*?</section>', re.DOTALL)
Forms = dict[str, tuple[str, dict[str, str]]]


@pytest.fixture
def forms(cast: Cast) -> Forms:
    """The pages on which Heron writes a long text: the end of the form's address, and what is typed there."""
    heron, boston = cast.heron.reader, cast.boston.id
    report = f"/reports/{reports.start_report(heron, boston, 'A title', 'Words.').public_id}"
    note = f"/notes/{reports.write_note(heron, boston, 'It was cold.').public_id}/edit"
    thread = f"/threads/{open_thread(heron, boston, 'A question', 'Words.').public_id}/reply"
    draft = articles.Draft("A piece", "Words.", language="en")
    article = f"/articles/{articles.submit_article(heron, boston, draft).public_id}"
    box = f"/boxes/{boxes.write_box(heron, boston, boxes.Draft('How to reach us', 'Words.', 'en')).public_id}"
    claim = f"/claims/{claims.write_claim(heron, boston, claims.Draft('No heat.')).public_id}/edit"
    titled = {"title": "A title", "text": TYPED}
    said = {"said": "It was never cold.", "answer": TYPED}
    return {
        "/s/boston/notes/new": ("/new", {"text": TYPED}),
        note: ("/edit", {"text": TYPED}),
        "/s/boston/reports/new": ("/new", titled),
        f"{report}/sections/1": ("/1", {"text": TYPED, "heading": "A heading"}),
        f"{report}/sections/new": ("/new", {"text": TYPED, "heading": "A heading"}),
        f"{report}/sections/new?kind=situation": ("/new", {"text": TYPED}),
        "/s/boston/threads/new": ("/new", {**titled, "reach": "own"}),
        thread: ("/reply", {"text": TYPED}),
        "/s/boston/newsletter/articles/new": ("/new", titled),
        f"{article}/edit": ("/edit", titled),
        f"{article}/translate": ("/translate", {**titled, "language": "es"}),
        "/s/boston/newsletter/boxes/": ("/boxes/", titled),
        box: (box, titled),
        "/s/boston/newsletter/claims/new": ("/new", said),
        claim: ("/edit", said),
        _letter(cast): ("/answer", {"text": TYPED}),
        "/s/boston/settings": ("/settings", {"public_text": TYPED}),
        "/s/boston/lines/new": ("/new", {"name": "Heat at work", "text": TYPED}),
    }


def _letter(cast: Cast) -> str:
    letters.set_letterbox(cast.heron.reader, cast.boston.id, letters.Terms(is_open=True))
    box = letterbox.open_letterbox(cast.nobody.reader, "boston")
    assert box is not None
    letters.send_letter(box, letters.Draft("The heater is broken."), "secret")
    return f"/letters/{letterbox.letters(cast.heron.reader, cast.boston.id)[0].public_id}"


def _rows() -> dict[str, list[tuple[object, ...]]]:
    """Everything that is stored, but for how long a session lasts."""
    tables = [name for name in db.database.get_tables() if "session" not in name and "search" not in name]
    return {name: list(db.database.execute_sql(f'SELECT * FROM "{name}"').fetchall()) for name in tables}  # noqa: S608


def _sent_from(page: str, action: str) -> tuple[str, Mapping[str, str]]:
    form = next(each for each in forms_of(page) if each["action"].split("?")[0].endswith(action))
    return form["action"], form["fields"]


def test_a_look_shows_the_text_as_it_will_be_read_and_saves_nothing(cast: Cast, forms: Forms) -> None:
    for path, (action, typed) in forms.items():
        before = _rows()
        answer = cast.heron.submit(path, action, **typed, preview="1")
        page = answer.get_data(as_text=True)
        look = LOOK.search(page)
        assert answer.status_code == 200 and look, path
        is_plain = "/claims/" in path or "/letters/" in path
        assert ("**everybody**" if is_plain else "<strong>everybody</strong>") in look.group(), path
        assert re.search(r"\d+ words\.", look.group()), path
        assert _rows() == before, path


def test_after_a_look_the_same_form_is_still_there_to_be_sent(cast: Cast, forms: Forms) -> None:
    for path, (action, typed) in forms.items():
        looked_at = cast.heron.submit(path, action, **typed, preview="1").get_data(as_text=True)
        address, fields = _sent_from(looked_at, action)
        assert {name: fields[name] for name in typed} == typed, path
        assert cast.heron.client.post(address or path, data=fields).status_code == 303, path


def test_what_is_wrong_is_said_instead_of_a_look(cast: Cast) -> None:
    answer = cast.heron.submit("/s/boston/notes/new", text=" ", preview="1")
    assert answer.status_code == 400
    assert not LOOK.search(answer.get_data(as_text=True))


def test_names_that_a_space_takes_out_are_gone_from_the_look_of_what_leaves_it(cast: Cast) -> None:
    settings.save_names(cast.heron.reader, cast.boston.id, "Bernadette", settings.names_version(cast.boston.id))
    typed = {"title": "A piece", "text": "Ask Bernadette."}
    page = cast.heron.submit("/s/boston/newsletter/articles/new", "/new", **typed, preview="1").get_data(as_text=True)
    look = LOOK.search(page)
    assert look and "Bernadette" not in look.group()
    assert "Names that your space takes out are gone from this." in look.group()
    assert "Ask Bernadette." in page


def test_a_look_has_the_heading_that_was_typed(cast: Cast) -> None:
    for path, typed in (
        ("/s/boston/newsletter/articles/new", {"title": "A piece", "text": "Words."}),
        ("/s/boston/newsletter/boxes/", {"title": "Start here", "text": "Words.", "place": "front", "language": "en"}),
    ):
        page = cast.heron.submit(path, path, **typed, preview="1").get_data(as_text=True)
        look = LOOK.search(page)
        assert look and f'<h3 dir="auto">{typed["title"]}</h3>' in look.group(), path


def test_the_words_of_a_claim_are_counted_when_it_is_saved(cast: Cast) -> None:
    page = cast.heron.submit(
        "/s/boston/newsletter/claims/new", "/new", _follow=True, said="No heat.", answer="It is cold."
    )
    assert "5 words." in page.get_data(as_text=True)


def test_a_chosen_picture_has_to_be_chosen_again_and_the_page_says_so(cast: Cast) -> None:
    photo = (io.BytesIO(b"a photo"), "photo.jpg")
    answer = cast.heron.submit("/s/boston/notes/new", text=TYPED, preview="1", picture=photo)
    assert "Choose it once more, please: a browser does not keep it." in answer.get_data(as_text=True)
