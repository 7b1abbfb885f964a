"""The archive: every number that came out, by year and by words; for anybody, those on the open web alone."""

import re
from datetime import date

from cast import Cast, Person

from coordinator import clock
from coordinator.language import say_day
from coordinator.newsletters.actions import articles, editions
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.actions.corrections import correct
from coordinator.newsletters.archive import PAGE
from coordinator.newsletters.models import Article, Edition

PATH = "/s/boston/newsletter/numbers"


def number(cast: Cast, title: str, year: int = 2026, text: str = "Words.", *, is_out: bool = True) -> Article:
    """A number of the newsletter in Boston with one piece."""
    article = articles.submit_article(cast.robin.reader, cast.boston.id, Draft(title, text))
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, date(year, 3, 2))
    editions.line_up(cast.wren.reader, edition, {article.id: 1})
    if is_out:
        editions.publish_edition(cast.wren.reader, Edition.get_by_id(edition.id))
    return Article.get_by_id(article.id)


def numbers_on(page: str) -> list[int]:
    """The numbers whose front pages stand on a page."""
    return [int(each) for each in re.findall(r'<a href="/s/boston/newsletter/(\d+)"><svg class="cover"', page)]


def read(page: str) -> str:
    """The words of a page."""
    return re.sub("<[^>]+>", "", page)


def found(person: Person, words: str, **more: str) -> str:
    """The page with what some words find."""
    return person.post(PATH, words=words, **more).get_data(as_text=True)


def test_the_newsletter_leads_to_all_its_numbers_twelve_a_page(both_engines: str, cast: Cast) -> None:
    for each in range(PAGE + 2):
        number(cast, f"Piece {each + 1}")
    assert f'href="{PATH}"' in cast.robin.page("/s/boston/newsletter/")
    first = cast.robin.page(PATH)
    assert numbers_on(first) == list(range(14, 2, -1))
    assert f'href="{PATH}?before=3"' in first
    last = cast.robin.page(f"{PATH}?before=3")
    assert numbers_on(last) == [2, 1] and "?before=" not in last


def test_by_year(both_engines: str, cast: Cast) -> None:
    number(cast, "Before", 2025)
    number(cast, "After")
    page = cast.robin.page(PATH)
    assert f'href="{PATH}?year=2025"' in page and numbers_on(page) == [2, 1]
    assert numbers_on(cast.robin.page(f"{PATH}?year=2025")) == [1]
    for odd in ("year=1999", "year=x", f"year={'9' * 40}", "before=-4", f"before={'9' * 40}"):
        assert numbers_on(cast.robin.page(f"{PATH}?{odd}")) == [2, 1], odd


def test_words_find_the_pieces_in_the_numbers(both_engines: str, cast: Cast) -> None:
    fan = number(cast, "The <fan>", text="It rattles.")
    number(cast, "The floor", text="It is wet.")
    page = found(cast.robin, "RATTLES")
    assert f'<a href="/articles/{fan.public_id}">The &lt;fan&gt;</a>' in page
    assert "The floor" not in page and "Number 1" in page
    assert "No number has these words." in found(cast.robin, "qu*")
    assert numbers_on(found(cast.robin, " ")) == [2, 1]


def test_what_is_found_comes_page_by_page(cast: Cast) -> None:
    for each in range(PAGE + 1):
        number(cast, f"Fan {each}")
    first = found(cast.robin, "fan")
    older = re.search(r'name="before" value="(\d+)"', first)
    assert older and ">Fan 12<" in first and ">Fan 0<" not in first
    last = found(cast.robin, "fan", before=older[1])
    assert ">Fan 0<" in last and ">Fan 12<" not in last


def test_only_what_came_out_here_is_there(cast: Cast) -> None:
    number(cast, "Unpublished rattling", is_out=False)
    loose = Draft("Loose rattling", "Words.")
    articles.submit_article(cast.robin.reader, cast.boston.id, loose)
    articles.submit_article(cast.birch.reader, cast.chicago.id, loose)
    assert "Nothing has come out yet" in cast.robin.page(PATH)
    for person in (cast.robin, cast.wren):
        page = found(person, "rattling")
        assert "Loose rattling" not in page and "Unpublished rattling" not in page


def test_pieces_in_the_box_do_not_hide_those_that_came_out(cast: Cast) -> None:
    number(cast, "The fan that came out")
    for _each in range(2 * PAGE):
        articles.submit_article(cast.robin.reader, cast.boston.id, Draft("Another fan", "Words."))
    page = found(cast.wren, "fan")
    assert "The fan that came out" in page and "Another fan" not in page


def test_a_piece_that_was_taken_away_is_not_there(cast: Cast) -> None:
    piece = number(cast, "The fan")
    Article.update(deleted_on=date(2026, 3, 3)).where(Article.id == piece.id).execute()
    assert "The fan" not in found(cast.robin, "fan") and "The fan" not in cast.robin.page(PATH)


def test_what_was_corrected_is_marked(both_engines: str, cast: Cast) -> None:
    number(cast, "The fan")
    wrong = number(cast, "The floor")
    correct(cast.wren.reader, wrong, "Ten, not nine.", "Words.", wrong.version)
    page = read(cast.robin.page(PATH))
    words = f"corrected on {say_day(clock.today())}"
    assert page.count(words) == 1
    assert page.index(words) < page.index("Number 1")
    assert words in read(found(cast.robin, "floor"))
    assert words not in read(found(cast.robin, "fan"))


def test_whoever_is_no_member_finds_nothing(cast: Cast) -> None:
    number(cast, "The fan")
    for person in (cast.birch, cast.stranger, cast.operator, cast.nobody):
        assert person.get(PATH).status_code == 404
        assert "The fan" not in found(person, "fan")
