"""Whatever takes something away asks first and says what will happen, or offers the way back right after."""

import io
import re
from collections.abc import Callable

import pytest
from cast import Cast, Person, forms_of
from flask import Flask
from PIL import Image

from coordinator import clock
from coordinator.files import StoredFile
from coordinator.newsletters.actions import articles, claims, editions, exports
from coordinator.newsletters.actions import claims as claim_actions
from coordinator.newsletters.boxes import actions as boxes
from coordinator.newsletters.letters import actions as letterbox
from coordinator.newsletters.letters.models import Letter
from coordinator.newsletters.letters.queries import letterbox_of
from coordinator.newsletters.looks import actions as looks
from coordinator.newsletters.looks.intake import brought
from coordinator.reports import actions as reports
from coordinator.spaces.actions import invitations
from coordinator.threads.actions import guests
from coordinator.threads.actions.writing import open_thread
from coordinator.threads.models import Post, Thread

TAKES_AWAY = re.compile(
    r"(?<![a-z])(delete|erase|end|end[-_]others|end[-_]session|revoke|remove|remove[-_]picture|drop|take[-_]back|withdraw"
    r"|close|leave|leave[-_]out|forget|put[-_]away|decline|lock|unshare|hand[-_]back|not[-_]again|throw[-_]away|clear"
    r"|cancel|discard|stop|undo|expel|ban)(?![a-z])"
)
# The first form leads to a page that says what will happen; only its button does it.
ASKED = {
    "boxes.delete", "exports.delete", "editions.drop", "letterbox.delete",
    "guests.end", "guests.revoke", "members.revoke", "members.remove",
    "report_writing.remove_picture", "operating_accounts.close",
}  # fmt: skip
# The form stands on a page of its own that says what will happen.
ON_ITS_PAGE = {
    "account.close", "members.go", "posts.take_back", "moderating.put_away", "report_states.delete",
    "report_states.erase", "report_states.withdraw", "report_states.hand_back", "notes.take_back", "notes.erase",
}  # fmt: skip
# The page that follows offers the way back, by this route.
UNDONE_BY = {
    "articles.take_back": "bring-back",
    "claims.take_back": "bring-back",
    "claims.not_again": "again",
    "editions.take_back": "publish",
    "fitting.leave_out": "line-up",
    "leading.lock": "unlock",
    "looks.remove": "bring-back",
    "marks.decline": "take-up",
    "report_states.unshare": "share",
}
# Nothing that anybody wrote goes, and why one press is enough.
NOTHING_GOES = {
    "account.end_session": "whoever lost a phone must not be held up; signing in again undoes it",
    "account.end_others": "as for one of them",
    "desk.put_away": "a hint that stands in the guide as well",
    "members.decline": "what was asked for can be asked for again",
}


def _takes_away(app: Flask) -> set[str]:
    """Names of the routes whose address or name says that something goes."""
    writing = (rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()))
    return {rule.endpoint for rule in writing if TAKES_AWAY.search(f"{rule.rule} {rule.endpoint}")}


def test_each_route_that_takes_something_away_is_known_here(app: Flask) -> None:
    known = ASKED | ON_ITS_PAGE | set(UNDONE_BY) | set(NOTHING_GOES)
    assert _takes_away(app) - known == set(), "say above how it is made safe, and walk it below"
    assert known - _takes_away(app) == set()


def _picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(made, "PNG")
    return made.getvalue()


def _thread(cast: Cast) -> Thread:
    return open_thread(cast.robin.reader, cast.boston.id, "A question", "Words.")


def _article(cast: Cast) -> str:
    draft = articles.Draft("A heading", "Words.")
    return f"/articles/{articles.submit_article(cast.robin.reader, cast.boston.id, draft).public_id}"


def _claim(cast: Cast) -> str:
    draft = claim_actions.Draft(said="There is no money.")
    return f"/claims/{claims.write_claim(cast.robin.reader, cast.boston.id, draft).public_id}"


def _edition(cast: Cast) -> str:
    return f"/editions/{editions.start_edition(cast.wren.reader, cast.boston.id, clock.today()).public_id}"


def _export(cast: Cast) -> str:
    draft = articles.Draft("A heading", "Words.")
    article = articles.submit_article(cast.robin.reader, cast.boston.id, draft)
    return f"/exports/{exports.export_sheet(cast.wren.reader, article, 'messenger_text').public_id}"


def _letter(cast: Cast) -> str:
    letterbox.set_letterbox(cast.wren.reader, cast.boston.id, letterbox.Terms())
    letterbox.send_letter(letterbox_of(cast.boston.id), letterbox.Draft("The lift is broken."), "a secret")
    return f"/letters/{Letter.get().public_id}"


def _box(cast: Cast) -> str:
    return f"/boxes/{boxes.write_box(cast.wren.reader, cast.boston.id, boxes.Draft('A heading', 'Words.')).public_id}"


def _guests(cast: Cast) -> str:
    thread = _thread(cast)
    guests.come_in_as(cast.stranger.reader, guests.invite_guest(cast.heron.reader, thread), "Visitor")
    guests.invite_guest(cast.heron.reader, thread)
    return f"/threads/{thread.public_id}/guests"


def _invite(cast: Cast) -> str:
    invitations.invite(cast.heron.reader, cast.boston.id)
    return "/s/boston/invite"


def _report_picture(cast: Cast) -> str:
    report = reports.start_report(cast.robin.reader, cast.boston.id, "A title", "Words.")
    reports.add_picture(cast.robin.reader, report, _picture(), "A wall")
    return f"/reports/{report.public_id}/pictures/{StoredFile.get().public_id}"


WALKS: dict[str, tuple[str, Callable[[Cast], str], str]] = {
    # Who, the page with the button, and how the button's address ends.
    "boxes.delete": ("wren", _box, "/delete"),
    "exports.delete": ("wren", _export, "/delete"),
    "editions.drop": ("wren", _edition, "/drop"),
    "letterbox.delete": ("wren", _letter, "/delete"),
    "guests.end": ("heron", _guests, "/end"),
    "guests.revoke": ("heron", _guests, "/revoke"),
    "members.revoke": ("heron", _invite, "/revoke"),
    "members.remove": ("heron", lambda _cast: "/s/boston/members?change=3", "/remove"),
    "report_writing.remove_picture": ("robin", _report_picture, "/remove"),
    "operating_accounts.close": ("operator", lambda _cast: "/operator/accounts", "/close"),
    "articles.take_back": ("robin", lambda cast: f"{_article(cast)}/edit", "/take-back"),
    "claims.take_back": ("robin", lambda cast: f"{_claim(cast)}/edit", "/take-back"),
}


def _buttons(person: Person, page: str, ending: str) -> int:
    return sum(form["action"].endswith(ending) for form in forms_of(person.page(page)))


@pytest.mark.parametrize("name", sorted(WALKS))
def test_nothing_goes_before_it_was_asked(cast: Cast, name: str) -> None:
    who, made, ending = WALKS[name]
    person, page = getattr(cast, who), made(cast)
    there = _buttons(person, page, ending)
    at_once = {"at_once": "1"} if name in UNDONE_BY else {}
    asked = person.submit(page, ending, **at_once)
    text = asked.get_data(as_text=True)
    assert asked.status_code == 200 and "No, go back" in text
    assert _buttons(person, page, ending) == there > 0
    form = next(form for form in forms_of(text) if form["action"].endswith(ending))
    assert person.client.post(form["action"], data=form["fields"]).status_code == 303
    gone = person.get(page)
    assert gone.status_code == 404 or _buttons(person, page, ending) < there


def test_every_asking_route_is_walked() -> None:
    assert set(WALKS) >= ASKED


def _note(cast: Cast) -> str:
    return f"/notes/{reports.write_note(cast.robin.reader, cast.boston.id, 'It was cold.').public_id}"


def _report(cast: Cast) -> str:
    report = reports.start_report(cast.robin.reader, cast.boston.id, "A title", "Words.")
    return f"/reports/{report.public_id}"


def _post(cast: Cast) -> str:
    return f"/posts/{Post.get(Post.thread == _thread(cast).id).public_id}"


PAGES: dict[str, tuple[str, Callable[[Cast], str], str]] = {
    "account.close": ("robin", lambda _cast: "/account/close", "/close"),
    "members.go": ("robin", lambda _cast: "/s/boston/leave", "/leave"),
    "posts.take_back": ("robin", lambda cast: f"{_post(cast)}/take-back", "/take-back"),
    "moderating.put_away": ("heron", lambda cast: f"{_post(cast)}/put-away", "/put-away"),
    "report_states.delete": ("robin", lambda cast: f"{_report(cast)}/delete", "/delete"),
    "report_states.erase": ("robin", lambda cast: f"{_report(cast)}/delete", "/erase"),
    "notes.take_back": ("robin", lambda cast: f"{_note(cast)}/take-back", "/take-back"),
    "notes.erase": ("robin", lambda cast: f"{_note(cast)}/take-back", "/erase"),
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_says_what_will_happen(cast: Cast, name: str) -> None:
    who, made, ending = PAGES[name]
    text = getattr(cast, who).page(made(cast))
    assert 'class="confirm"' in text and "No, go back" in text
    assert any(form["action"].endswith(ending) for form in forms_of(text))


@pytest.mark.parametrize(("name", "act"), [("withdraw", "take-back"), ("hand_back", "hand-back")])
def test_a_report_that_others_read_is_taken_from_them_on_a_page(cast: Cast, name: str, act: str) -> None:
    path = _report(cast)
    cast.robin.submit(path, "/share")
    text = cast.heron.page(f"{path}/{act}")
    assert any(form["action"].endswith(act) for form in forms_of(text)) and "<p" in text


def _look(cast: Cast) -> str:
    return f"/looks/{looks.add_look(cast.heron.reader, cast.boston.id, brought(b'Words.', 'look.txt')).public_id}"


UNDOING: dict[str, tuple[str, Callable[[Cast], str], str]] = {
    "articles.take_back": ("robin", lambda cast: f"{_article(cast)}/edit", "/take-back"),
    "claims.take_back": ("robin", lambda cast: f"{_claim(cast)}/edit", "/take-back"),
    "leading.lock": ("heron", lambda cast: f"/threads/{_thread(cast).public_id}", "/lock"),
    "looks.remove": ("heron", _look, "/remove"),
}


@pytest.mark.parametrize("name", sorted(UNDOING))
def test_the_way_back_is_offered_right_after(cast: Cast, name: str) -> None:
    who, made, ending = UNDOING[name]
    person = getattr(cast, who)
    after = person.submit(made(cast), ending).headers["Location"]
    assert person.submit(after, UNDONE_BY[name]).status_code == 303


def test_what_was_shared_put_aside_published_or_counted_has_its_way_back(cast: Cast) -> None:
    report, article, claim = _report(cast), _article(cast), _claim(cast)
    cast.robin.submit(report, "/share")
    cast.robin.submit(report, "/unshare")
    assert cast.robin.submit(report, "/share").status_code == 303
    cast.wren.submit(article, "/decline")
    assert cast.wren.submit(article, "/take-up").status_code == 303
    cast.robin.submit(claim, "/again")
    assert cast.robin.submit(claim, "/not-again").status_code == 303
    assert cast.robin.submit(claim, "/again").status_code == 303


def test_a_number_comes_out_again_and_a_piece_left_out_comes_in_again(cast: Cast) -> None:
    path = _edition(cast)
    cast.wren.submit(path, "/paste", text="# A heading\n\nWords.\n\n# Another\n\nMore words.")
    order = {name: value for form in forms_of(cast.wren.page(path)) for name, value in form["fields"].items()}
    piece = next(name for name in order if name.startswith("place-"))
    cast.wren.post(f"{path}/leave-out", article=piece.removeprefix("place-"), version=order["version"])
    assert cast.wren.submit(path, "/line-up", **{piece: "1"}).status_code == 303
    assert cast.wren.submit(path, "/publish").status_code == 303
    assert cast.wren.submit(path, "/take-back").status_code == 303
    assert cast.wren.submit(path, "/publish").status_code == 303
