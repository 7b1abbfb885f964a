"""Numbers on the open web: what anybody reads of them, who must say yes, and what stays inside."""

import io
import re
from xml.etree import ElementTree

import pytest
from cast import Cast, Person
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from coordinator import clock
from coordinator.errors import Invalid, NotAllowed
from coordinator.newsletters.actions import articles, corrections, editions, exports
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.models import Agreement, Article, Edition
from coordinator.newsletters.printable import printable_edition
from coordinator.newsletters.queries import lined_up, newsletter_of
from coordinator.newsletters.web import actions
from coordinator.spaces.actions.settings import names_version, save_names
from coordinator.spaces.models import LogEntry

ATOM = "{http://www.w3.org/2005/Atom}"
WORDS = "Kowalski said the fan would come. Aisle nine waits, in the Marsh hall."


def picture() -> bytes:
    """A picture as it comes from a phone."""
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(written, "JPEG")
    return written.getvalue()


def take_out(cast: Cast, lines: str) -> None:
    """Have these names taken out of whatever leaves Boston."""
    save_names(cast.heron.reader, cast.boston.id, lines, names_version(cast.boston.id))


@pytest.fixture
def number(cast: Cast) -> Edition:
    """A number that is out, with a piece that has a name and a picture in it."""
    draft = Draft("The fan of Kowalski", WORDS, byline="A worker at Marsh", picture=picture(), picture_text="Kowalski")
    piece = articles.submit_article(cast.robin.reader, cast.boston.id, draft)
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.line_up(cast.wren.reader, edition, {piece.id: 1})
    editions.publish_edition(cast.wren.reader, edition)
    take_out(cast, "Kowalski = a supervisor\nMarsh = the hall")
    return Edition.get_by_id(edition.id)


def now(edition: Edition) -> Edition:
    """The number as it stands now."""
    return Edition.get_by_id(edition.id)


def put_out(cast: Cast, edition: Edition) -> Edition:
    """On the web by two editors."""
    assert not actions.put_on_the_web(cast.wren.reader, now(edition))
    assert actions.say_yes(cast.heron.reader, now(edition))
    return now(edition)


def correct(cast: Cast, edition: Edition) -> None:
    """Correct the piece of a number that is out."""
    piece = Article.get(Article.edition == edition.id)
    text = f"{piece.body_source} And so on."
    corrections.correct(cast.wren.reader, piece, "There was more.", text, piece.version)


def bare(answer: TestResponse) -> str:
    """A whole page without the tokens of its forms, which are new each time."""
    return re.sub(r'name="(csrf_token|once_key)"[^>]*', "", answer.get_data(as_text=True))


def outsiders(cast: Cast) -> list[Person]:
    """Everybody without a place in the space."""
    return [cast.nobody, cast.stranger, cast.maple, cast.operator]


@pytest.mark.others_at_length
def test_anybody_reads_it_with_the_names_taken_out(both_engines: str, cast: Cast, number: Edition) -> None:
    put_out(cast, number)
    for person in outsiders(cast):
        page = person.page("/s/boston/newsletter/1")
        assert "The fan of a supervisor" in page and "Aisle nine waits" in page and "A worker at the hall" in page
        assert "Kowalski" not in page and "Marsh" not in page
        assert "Boston warehouse" not in page
        front = person.page("/s/boston/newsletter/")
        assert "Number 1" in front and "Kowalski" not in front


@pytest.mark.others_at_length
def test_until_then_it_answers_like_what_is_not_there(both_engines: str, cast: Cast, number: Edition) -> None:
    actions.put_on_the_web(cast.wren.reader, number)
    for person in outsiders(cast):
        for path in ("newsletter/1", "newsletter/", "newsletter/feed"):
            hidden, missing = person.get(f"/s/boston/{path}"), person.get(f"/s/nowher/{path}")
            assert hidden.status_code == missing.status_code == 404
            assert bare(hidden) == bare(missing).replace("/s/nowher/", "/s/boston/")


def test_its_pieces_and_files_stay_inside(cast: Cast, app: Flask, number: Edition) -> None:
    app.config["WAIT_SECONDS"] = 0
    put_out(cast, number)
    export = exports.export_edition(cast.wren.reader, now(number), "messenger_text")
    piece = Article.get(Article.edition == number.id)
    for person in outsiders(cast):
        for path in (f"/articles/{piece.public_id}", f"/exports/{export.public_id}"):
            assert person.get(path).status_code == 404
    assert "Kowalski" in cast.robin.page("/s/boston/newsletter/1")


def test_its_picture_is_there_for_anybody_as_long_as_it_is_on_the_web(cast: Cast, number: Edition) -> None:
    address = f"/files/{Article.get(Article.edition == number.id).picture.public_id}"
    assert cast.nobody.get(address).status_code == 404
    put_out(cast, number)
    assert cast.nobody.get(address).status_code == 200
    actions.take_off_the_web(cast.wren.reader, now(number))
    assert cast.nobody.get(address).status_code == 404
    assert cast.nobody.get("/s/boston/newsletter/1").status_code == 404


def test_the_code_word_of_the_letterbox_is_for_those_who_hold_the_paper(cast: Cast, number: Edition) -> None:
    terms = {"is_open": "y", "keeps_days": "90", "code_word": "lighthouse keeper", "is_printed": "y"}
    cast.wren.submit("/s/boston/newsletter/letterbox", _action="/newsletter/letterbox", **terms)
    editions.take_back_into_work(cast.wren.reader, number)
    editions.publish_edition(cast.wren.reader, now(number))
    printed = printable_edition(now(number), newsletter_of(cast.boston.id), lined_up(number.id))
    assert "lighthouse keeper" in printed.articles[-1].text
    put_out(cast, number)
    for path in ("newsletter/1", "newsletter/", "newsletter/feed"):
        assert "lighthouse keeper" not in cast.nobody.get(f"/s/boston/{path}").get_data(as_text=True)


def test_a_name_that_is_added_later_is_gone_at_once(cast: Cast, number: Edition) -> None:
    put_out(cast, number)
    assert "Aisle nine" in cast.nobody.page("/s/boston/newsletter/1")
    take_out(cast, "Kowalski\nMarsh\nAisle nine = our aisle")
    page = cast.nobody.page("/s/boston/newsletter/1")
    assert "Aisle nine" not in page and "Our aisle waits" in page


def test_a_second_editor_says_yes_on_the_page_that_home_leads_to(cast: Cast, number: Edition) -> None:
    table = f"/editions/{number.public_id}"
    page = cast.wren.submit(table, _action="/web", password_again="nine brown herons", _follow=True)
    assert "With their yes it goes on the open web." in page.get_data(as_text=True)
    assert cast.nobody.get("/s/boston/newsletter/1").status_code == 404
    assert "Say yes or no to the open web: number 1" not in cast.wren.page("/")
    assert "Say yes or no to the open web: number 1" in cast.heron.page("/")
    page = cast.heron.submit(table, _action="/yes", _follow=True)
    assert "It is on the open web" in page.get_data(as_text=True)
    assert cast.nobody.get("/s/boston/newsletter/1").status_code == 200
    assert "Say yes or no to the open web" not in cast.heron.page("/")
    acts = [entry.act for entry in LogEntry.select().where(LogEntry.space == cast.boston)]
    assert acts.count("edition_on_the_web") == 1


def test_one_person_cannot_be_both_editors(cast: Cast, number: Edition) -> None:
    assert not actions.put_on_the_web(cast.wren.reader, number)
    assert not actions.say_yes(cast.wren.reader, now(number))
    assert not actions.put_on_the_web(cast.wren.reader, now(number))
    assert not now(number).is_on_the_web


def test_a_yes_holds_for_what_was_read(cast: Cast, number: Edition) -> None:
    actions.say_yes(cast.heron.reader, number)
    correct(cast, number)
    assert not actions.put_on_the_web(cast.wren.reader, now(number))
    assert "Say yes or no to the open web: number 1" in cast.heron.page("/")
    correct(cast, number)
    assert not actions.say_yes(cast.heron.reader, now(number))
    assert "Say yes or no to the open web: number 1" in cast.wren.page("/")
    assert actions.say_yes(cast.wren.reader, now(number))


def test_who_is_the_only_editor_asks_nobody(cast: Cast, number: Edition) -> None:
    cast.remove(cast.heron, cast.boston)
    assert actions.put_on_the_web(cast.wren.reader, number)


def test_a_space_that_wants_no_second_yes_says_so(cast: Cast, number: Edition) -> None:
    newsletter = newsletter_of(cast.boston.id)
    assert (newsletter.second_yes_web, newsletter.second_yes_paper) == (True, False)
    cast.wren.submit("/s/boston/newsletter/masthead", _action="/second-yes", second_yes_web="")
    assert actions.put_on_the_web(cast.wren.reader, number)


def test_paper_waits_for_it_where_the_space_wants_that(cast: Cast, number: Edition) -> None:
    actions.ask_for_second_yes(cast.wren.reader, cast.boston.id, web=True, paper=True)
    with pytest.raises(Invalid, match="Another editor has to say yes"):
        exports.export_edition(cast.wren.reader, number, "messenger_text")
    assert "Another editor has to say yes" in cast.wren.page(f"/editions/{number.public_id}")
    cast.heron.submit(f"/editions/{number.public_id}", _action="/yes")
    assert exports.export_edition(cast.wren.reader, number, "messenger_text")


def test_a_number_that_goes_back_into_work_leaves_the_web_until_it_is_put_there_again(
    cast: Cast, number: Edition
) -> None:
    put_out(cast, number)
    editions.take_back_into_work(cast.wren.reader, now(number))
    assert cast.nobody.get("/s/boston/newsletter/1").status_code == 404
    editions.publish_edition(cast.wren.reader, now(number))
    assert cast.nobody.get("/s/boston/newsletter/1").status_code == 404


def test_what_the_release_check_stops_does_not_go_on_the_web(cast: Cast, number: Edition) -> None:
    Agreement.create(article=Article.get(Article.edition == number.id), made_on=clock.today())
    with pytest.raises(Invalid, match="The fan"):
        actions.put_on_the_web(cast.wren.reader, number)


def test_only_editors_put_there_what_is_out(cast: Cast, number: Edition) -> None:
    with pytest.raises(NotAllowed):
        actions.put_on_the_web(cast.robin.reader, number)
    editions.take_back_into_work(cast.wren.reader, number)
    with pytest.raises(Invalid, match="not out yet"):
        actions.put_on_the_web(cast.wren.reader, now(number))


def test_the_page_is_asked_for_again_only_where_it_changed(cast: Cast, number: Edition) -> None:
    put_out(cast, number)
    for path in ("newsletter/1", "newsletter/", "newsletter/feed"):
        first = cast.nobody.get(f"/s/boston/{path}")
        assert first.headers["Cache-Control"] == "private, no-cache"
        again = cast.nobody.get(f"/s/boston/{path}", headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304, path


def test_the_feed_has_each_number_and_a_correction_makes_it_new(cast: Cast, number: Edition) -> None:
    put_out(cast, number)
    before = ElementTree.fromstring(cast.nobody.get("/s/boston/newsletter/feed").get_data())  # noqa: S314 (our own)
    (entry,) = before.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Number 1"
    assert "The fan of a supervisor" in (entry.findtext(f"{ATOM}content") or "")
    assert (entry.findtext(f"{ATOM}id") or "").endswith("/s/boston/newsletter/1")
    piece = Article.get(Article.edition == number.id)
    corrections.correct(cast.wren.reader, piece, "Kowalski said so in June.", WORDS, piece.version)
    page = cast.nobody.page("/s/boston/newsletter/1")
    assert "A supervisor said so in June." in page
    after = cast.nobody.get("/s/boston/newsletter/feed").get_data(as_text=True)
    assert "A supervisor said so in June." in after and "Kowalski" not in after
