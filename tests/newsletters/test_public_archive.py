"""The archive as anybody finds it: only what is on the open web, without names, cookies or traces."""

import gzip
import re
from collections.abc import Callable
from datetime import date

import pytest
from cast import Cast, Person
from feedparser import parse
from flask import Flask

from coordinator import db, search
from coordinator.language import say_day
from coordinator.newsletters.actions import articles, corrections, editions
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.actions.forgetting import forget_article
from coordinator.newsletters.archive import PAGE
from coordinator.newsletters.models import Article, Edition
from coordinator.newsletters.web import actions, findable
from coordinator.spaces.actions.settings import names_version, save_names
from coordinator.spaces.models import LogEntry

FRONT = "/s/boston/newsletter/"
PATHS = (FRONT, f"{FRONT}numbers", f"{FRONT}numbers?year=2025", f"{FRONT}1", f"{FRONT}feed")
KILOBYTE = 1024


@pytest.fixture(autouse=True)
def no_second_yes(cast: Cast) -> None:
    """Boston puts its numbers on the web without asking twice."""
    actions.ask_for_second_yes(cast.wren.reader, cast.boston.id, web=False, paper=False)


def number(cast: Cast, title: str, text: str = "Words.", year: int = 2026) -> Edition:
    """A number that is out, and not on the web, with one piece."""
    piece = articles.submit_article(cast.robin.reader, cast.boston.id, Draft(title, text))
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, date(year, 3, 2))
    editions.line_up(cast.wren.reader, edition, {piece.id: 1})
    editions.publish_edition(cast.wren.reader, Edition.get_by_id(edition.id))
    return Edition.get_by_id(edition.id)


def public(cast: Cast, title: str, text: str = "Words.", year: int = 2026) -> Article:
    """The piece of a number that anybody may read."""
    edition = number(cast, title, text, year)
    actions.put_on_the_web(cast.wren.reader, edition)
    return Article.get(Article.edition == edition.id)


def take_out(cast: Cast, lines: str) -> None:
    """Have these names taken out of whatever leaves Boston."""
    save_names(cast.heron.reader, cast.boston.id, lines, names_version(cast.boston.id))


def found(person: Person, words: str, **more: str) -> str:
    """The page with what some words find."""
    return person.post(f"{FRONT}numbers", words=words, **more).get_data(as_text=True)


def bodies(person: Person, words: str = "rattling") -> list[str]:
    """Whole pages at the addresses of the archive, and what a search says, but for the tokens of their forms."""
    pages = [person.get(path).get_data(as_text=True) for path in PATHS] + [found(person, words)]
    return [bare(page) for page in pages]


def bare(page: str) -> str:
    """A page without the tokens of its forms, which are new each time."""
    return re.sub(r'name="(held-)?(csrf_token|once_key)"[^>]*', "", page)


def outsiders(cast: Cast) -> list[Person]:
    """Everybody without a place in the space."""
    return [cast.nobody, cast.stranger, cast.maple, cast.operator]


def _planned(cast: Cast) -> None:
    editions.start_edition(cast.wren.reader, cast.boston.id, date(2025, 3, 2))


def _hidden(cast: Cast) -> None:
    number(cast, "The fan", "It is rattling.", 2025)


def _taken_off(cast: Cast) -> None:
    public(cast, "The fan", "It is rattling.", 2025)
    actions.take_off_the_web(cast.wren.reader, Edition.get(Edition.space == cast.boston))


def _taken_back(cast: Cast) -> None:
    public(cast, "The fan", "It is rattling.", 2025)
    editions.take_back_into_work(cast.wren.reader, Edition.get(Edition.space == cast.boston))


def _waiting(cast: Cast) -> None:
    actions.ask_for_second_yes(cast.wren.reader, cast.boston.id, web=True, paper=False)
    actions.put_on_the_web(cast.wren.reader, number(cast, "The fan", "It is rattling.", 2025))


@pytest.mark.parametrize("happened", [_planned, _hidden, _taken_off, _taken_back, _waiting])
def test_what_is_not_public_answers_byte_for_byte_like_what_never_was(
    cast: Cast, happened: Callable[[Cast], None]
) -> None:
    people = outsiders(cast)
    before = [bodies(person) for person in people]
    happened(cast)
    assert [bodies(person) for person in people] == before
    assert {person.get(path).status_code for person in people for path in PATHS} == {404}


def test_a_hidden_number_beside_a_public_one_is_in_no_byte_of_any_page(cast: Cast) -> None:
    public(cast, "The floor")
    hidden = number(cast, "The fan", "It is rattling.", 2025)
    before = bodies(cast.nobody)
    missing = cast.nobody.get(f"{FRONT}{hidden.number}").get_data(as_text=True)
    with db.write():
        Article.update(edition=None).where(Article.edition == hidden.id).execute()
        Edition.delete().where(Edition.id == hidden.id).execute()
    assert bodies(cast.nobody) == before
    assert bare(cast.nobody.get(f"{FRONT}{hidden.number}").get_data(as_text=True)) == bare(missing)


def test_anybody_finds_all_public_numbers_by_page_and_by_year(both_engines: str, cast: Cast) -> None:
    public(cast, "Before", year=2025)
    for each in range(PAGE):
        public(cast, f"Piece {each}")
    for person in outsiders(cast):
        page = person.page(f"{FRONT}numbers")
        assert page.count('<svg class="cover"') == PAGE
        assert f'href="{FRONT}numbers?before=2"' in page
        assert "Before" in person.page(f"{FRONT}numbers?before=2")
        assert "Before" in person.page(f"{FRONT}numbers?year=2025")
        front = person.page(FRONT)
        assert front.count('<svg class="cover"') == PAGE and f'href="{FRONT}numbers"' in front


def test_one_number_leads_to_those_beside_it(cast: Cast) -> None:
    public(cast, "One")
    number(cast, "Two is not for everybody")
    public(cast, "Three")
    page = cast.nobody.page(f"{FRONT}1")
    assert f'href="{FRONT}3"' in page and f'href="{FRONT}2"' not in page
    assert f'href="{FRONT}1"' in cast.nobody.page(f"{FRONT}3")


def test_words_find_what_anybody_may_read_and_lead_to_its_place(both_engines: str, cast: Cast) -> None:
    public(cast, "The <fan>", "It is rattling.")
    number(cast, "The other fan", "It is rattling, too.")
    for person in outsiders(cast):
        page = found(person, "RATTL*")
        assert f'<a href="{FRONT}1#a1">The &lt;fan&gt;</a>' in page
        assert "The other fan" not in page and "/articles/" not in page
    assert 'id="a1"' in cast.nobody.page(f"{FRONT}1")
    assert "The other fan" in found(cast.robin, "rattling")


def test_names_are_found_by_nobody_outside_also_those_that_are_added_later(both_engines: str, cast: Cast) -> None:
    take_out(cast, "Kowalski = a supervisor")
    public(cast, "The fan of Kowalski", "Aisle nine waits.")
    assert "No number has these words." in found(cast.nobody, "Kowalski")
    page = found(cast.nobody, "supervisor")
    assert "The fan of a supervisor" in page and "Kowalski" not in page
    assert "Kowalski" in found(cast.robin, "Kowalski")
    assert "Aisle nine" in found(cast.nobody, "aisle")
    take_out(cast, "Kowalski = a supervisor\nAisle nine = our hall")
    assert "No number has these words." in found(cast.nobody, "aisle")
    assert "Our hall waits" in found(cast.nobody, "hall")
    assert "aisle" not in cast.nobody.page(f"{FRONT}numbers").casefold()


def test_a_correction_is_marked_with_its_day_and_its_words_are_found(both_engines: str, cast: Cast) -> None:
    piece = public(cast, "The fan", "It rattles.")
    corrections.correct(cast.wren.reader, piece, "It hums.", "It hums.", piece.version)
    day = f"corrected on {say_day(corrections.clock.today())}"
    for page in (cast.nobody.page(FRONT), cast.nobody.page(f"{FRONT}numbers"), found(cast.nobody, "hums")):
        assert day in re.sub("<[^>]+>", "", page)
    assert "No number has these words." in found(cast.nobody, "rattles")
    feed = cast.nobody.get(f"{FRONT}feed").get_data(as_text=True)
    assert f"Corrected on {say_day(corrections.clock.today())}: It hums." in feed


def test_what_is_found_comes_page_by_page(cast: Cast) -> None:
    for each in range(PAGE + 1):
        public(cast, f"Fan {each}")
    first = found(cast.nobody, "fan")
    older = re.search(r'name="before" value="(\d+)"', first)
    assert older and ">Fan 12<" in first and ">Fan 0<" not in first
    last = found(cast.nobody, "fan", before=older[1])
    assert ">Fan 0<" in last and ">Fan 12<" not in last and 'name="before"' not in last


def test_the_search_of_the_server_shows_a_piece_once(cast: Cast) -> None:
    public(cast, "The fan", "It is rattling.")
    assert cast.robin.post("/search", words="rattling").get_data(as_text=True).count(">The fan</a>") == 1
    assert "The fan" not in cast.maple.post("/search", words="rattling").get_data(as_text=True)


def test_words_leave_the_index_with_the_piece(cast: Cast) -> None:
    piece = public(cast, "The fan", "It is rattling.")
    actions.take_off_the_web(cast.wren.reader, Edition.get(Edition.space == cast.boston))
    assert not search.SearchEntry.select().where(search.SearchEntry.kind == findable.KIND).exists()
    actions.put_on_the_web(cast.wren.reader, Edition.get(Edition.space == cast.boston))
    with db.write():
        forget_article(piece)
    assert not search.SearchEntry.select().where(search.SearchEntry.kind == findable.KIND).exists()


def test_what_was_public_before_it_could_be_searched_is_found_from_the_next_day_on(
    both_engines: str, cast: Cast
) -> None:
    piece = public(cast, "The fan", "It is rattling.")
    search.remove(findable.KIND, piece.id)
    assert "No number has these words." in found(cast.nobody, "rattling")
    findable.fill()
    assert "The fan" in found(cast.nobody, "rattling")


def test_no_page_sets_a_cookie_or_leaves_a_trace(cast: Cast) -> None:
    public(cast, "The fan", "It is rattling.", 2025)
    rows = {table: _rows(table) for table in db.database.get_tables() if not table.startswith("search_text")}
    for path in PATHS:
        answer = cast.nobody.get(path)
        assert answer.status_code == 200 and "Set-Cookie" not in answer.headers, path
    answer = cast.nobody.post(f"{FRONT}numbers", words="rattling")
    assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
    assert {table: _rows(table) for table in rows} == rows


def _rows(table: str) -> list[tuple[object, ...]]:
    return list(db.database.execute_sql(f'SELECT * FROM "{table}"').fetchall())  # noqa: S608 (our own tables)


def test_the_pages_of_hundreds_of_numbers_stay_light(cast: Cast) -> None:
    piece = public(cast, "The fan that has been rattling above line four since March")
    with db.write():
        for each in range(2, 301):
            day = date(2016 + each // 30, 3, 1 + each % 28)
            out = {"state": "published", "is_on_the_web": True, "made_on": day, "date": day}
            edition = Edition.create(space=cast.boston, number=each, **out)
            for place in range(1, 7):
                Article.insert(
                    {**piece.__data__, "id": None, "public_id": f"{each}-{place}", "edition": edition.id}
                ).execute()
    for path in (FRONT, f"{FRONT}numbers", f"{FRONT}numbers?year=2020", f"{FRONT}numbers?before=200", f"{FRONT}200"):
        page = cast.nobody.get(path)
        assert len(gzip.compress(page.get_data())) <= 20 * KILOBYTE, path
        wanted = re.findall(
            r'<(?:link rel="(?:stylesheet|icon)"|img)[^>]*(?:href|src)="([^"]+)', page.get_data(as_text=True)
        )
        assert len(wanted) + 1 <= 4, wanted


def test_search_engines_stay_away_until_a_space_says_otherwise(cast: Cast) -> None:
    public(cast, "The fan", year=2025)
    for path in PATHS:
        answer = cast.nobody.get(path)
        assert answer.headers["X-Robots-Tag"] == "noindex", path
        assert path.endswith("feed") or '<meta name="robots" content="noindex' in answer.get_data(as_text=True)
    assert 'content="noindex' in cast.nobody.post(f"{FRONT}numbers", words="fan").get_data(as_text=True)
    cast.wren.submit(f"{FRONT}masthead", _action="/search-engines", is_listed="y")
    for path in PATHS:
        answer = cast.nobody.get(path)
        assert "X-Robots-Tag" not in answer.headers and "noindex" not in answer.get_data(as_text=True), path
    assert cast.maple.get(FRONT).get_data(as_text=True).count("noindex") == 1
    cast.wren.submit(f"{FRONT}masthead", _action="/search-engines", is_listed="")
    assert cast.nobody.get(FRONT).headers["X-Robots-Tag"] == "noindex"
    acts = [entry.act for entry in LogEntry.select().where(LogEntry.space == cast.boston).order_by(LogEntry.id)]
    assert acts[-2:] == ["web_listed", "web_unlisted"]


def test_what_search_engines_read_first_names_no_space(cast: Cast) -> None:
    before = cast.nobody.page("/robots.txt")
    public(cast, "The fan")
    actions.let_engines_list(cast.wren.reader, cast.boston.id, True)
    assert cast.nobody.page("/robots.txt") == before and "boston" not in before


def test_only_editors_say_what_search_engines_may_do(cast: Cast) -> None:
    assert cast.robin.post(f"{FRONT}search-engines", is_listed="y").status_code == 403
    assert cast.maple.post(f"{FRONT}search-engines", is_listed="y").status_code == 404


def test_previews_elsewhere_are_for_public_pages_only(cast: Cast) -> None:
    public(cast, "The fan")
    for path in (FRONT, f"{FRONT}numbers", f"{FRONT}1"):
        assert 'property="og:title"' in cast.nobody.page(path)
        assert 'property="og:' not in cast.robin.page(path)


def test_feed_readers_understand_the_feed(app: Flask, cast: Cast) -> None:
    public(cast, "Fish & <chips>", "*Words* in it.")
    piece = public(cast, "The fan", "It rattles.")
    Article.update(language="es").where(Article.id == piece.id).execute()
    told = parse(cast.nobody.get(f"{FRONT}feed").get_data())
    assert not told.bozo and told.version == "atom10"
    assert [entry.title for entry in told.entries] == ["Number 2", "Number 1"]
    assert told.entries[0].link.endswith(f"{FRONT}2")
    assert "<em>Words</em> in it." in told.entries[1].content[0].value
    assert "Fish &amp; &lt;chips>" in told.entries[1].content[0].value
    assert '<div lang="es">' in told.entries[0].content[0].value
