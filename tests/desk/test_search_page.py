"""Search: by POST, what one may read and nothing else, narrowed, page by page."""

from datetime import date

import pytest
from cast import Cast, Person

from coordinator.access import Audience
from coordinator.search import SearchEntry
from coordinator.spaces.models import Line, Space
from coordinator.threads.actions import PostRow, edit_post, insert_posts, open_thread, take_back_post, write_post
from coordinator.threads.models import Thread

CANARY = "quetzalbluebird"


def _search(person: Person, words: str = CANARY, **more: str) -> str:
    response = person.post("/search", words=words, **more)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def _thread(cast: Cast, audience: Audience = Audience.NETWORK) -> Thread:
    return open_thread(cast.heron.reader, cast.boston.id, "Act now?", f"A {CANARY} sings.", audience)


def test_what_somebody_wrote_is_found_by_those_who_may_read_it(both_engines: str, cast: Cast) -> None:
    _thread(cast, Audience.SPACE)
    assert "A quetzalbluebird sings." in _search(cast.robin)
    for person in (cast.maple, cast.birch, cast.operator, cast.stranger):
        page = _search(person)
        assert "sings" not in page and "Nothing was found that you may read." in page


def test_the_words_stand_in_no_address_unless_wanted(cast: Cast) -> None:
    _thread(cast)
    page = _search(cast.maple)
    assert f'href="/search?words={CANARY}"' in page
    assert "sings." in cast.maple.page(f"/search?words={CANARY}")


def test_signed_out_there_is_no_search(cast: Cast) -> None:
    assert cast.nobody.get("/search").status_code == 404


def test_a_removed_member_finds_nothing_any_more(cast: Cast) -> None:
    _thread(cast, Audience.SPACE)
    cast.remove(cast.robin, cast.boston)
    assert "sings" not in _search(cast.robin)


def test_a_post_is_found_by_its_words_of_now(both_engines: str, cast: Cast) -> None:
    thread = _thread(cast)
    post = write_post(cast.maple.reader, thread, "An ostrich.")
    edit_post(cast.maple.reader, post, "A penguin.")
    assert "An ostrich." not in _search(cast.heron, "ostrich") and "A penguin." in _search(cast.heron, "penguin")
    take_back_post(cast.maple.reader, post)
    assert "A penguin." not in _search(cast.heron, "penguin")


@pytest.mark.parametrize("marks", ['""', "“”", "„“", "«»"])
def test_words_in_the_quotation_marks_of_any_language_follow_one_another(
    both_engines: str, cast: Cast, marks: str
) -> None:
    _thread(cast)
    assert "sings." in _search(cast.maple, f"{marks[0]}{CANARY} sings{marks[1]}")
    assert "sings." not in _search(cast.maple, f"{marks[0]}sings {CANARY}{marks[1]}")


def test_titles_are_found_too(cast: Cast) -> None:
    thread = _thread(cast)
    assert f'href="/threads/{thread.public_id}"' in _search(cast.maple, "act now")


def test_kinds_spaces_lines_and_periods_narrow_what_is_found(both_engines: str, cast: Cast) -> None:
    line = Line.create(space=cast.boston, slug="heat", name="Heat", is_open_to_all=True)
    thread = open_thread(cast.heron.reader, cast.boston.id, "Hot", f"{CANARY} one", Audience.NETWORK, line_id=line.id)
    write_post(cast.maple.reader, _thread(cast), f"{CANARY} two")
    assert f"{CANARY} one" in _search(cast.birch, kind="threads", line="heat")
    assert f"{CANARY} two" not in _search(cast.birch, line="heat")
    assert "Nothing was found" in _search(cast.birch, kind="reports")
    page = _search(cast.birch, space=Space.get_by_id(cast.chicago.id).code)
    assert f"{CANARY} two" in page and f"{CANARY} one" not in page
    SearchEntry.update(found_from=date(2020, 1, 1)).where(SearchEntry.line_id == thread.line_id).execute()
    assert f"{CANARY} one" not in _search(cast.birch, weeks="4")


def test_older_results_come_page_by_page(both_engines: str, cast: Cast) -> None:
    thread = _thread(cast, Audience.SPACE)
    author = cast.heron.membership_in(cast.boston).id
    insert_posts(thread, [PostRow(f"{CANARY} number {n}.", author, date(2026, 11, 1)) for n in range(2, 30)])
    page = _search(cast.robin)
    assert page.count('<li class="row">') == 20 and "number 29." in page
    before = SearchEntry.select().order_by(SearchEntry.id.desc())[19].id
    further = _search(cast.robin, before=str(before))
    assert "number 29." not in further and "sings." in further


def test_strange_words_find_nothing_and_break_nothing(both_engines: str, cast: Cast) -> None:
    _thread(cast)
    for words in (
        '"',
        "AND OR NOT",
        "a:* | b",
        "'; DROP TABLE post; --",
        "* * *",
        "%",
        "NEAR(a b)",
        "\x00",
        "日本",
        "-",
    ):
        assert cast.maple.post("/search", words=words).status_code == 200
