"""Corrections: a piece that is out says what was wrong with it, and since when it is right."""

from datetime import date

import pytest
from cast import Cast

from coordinator import clock
from coordinator.errors import Conflict, Invalid, NotAllowed
from coordinator.newsletters.actions import articles, editions
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.actions.corrections import correct
from coordinator.newsletters.models import Article, ArticleVersion, Edition, Wish
from coordinator.newsletters.printable import printable_edition
from coordinator.newsletters.queries import lined_up, newsletter_of
from coordinator.spaces.models import NameToTakeOut

TEXT = "It stood still for nine minutes."
RIGHT = "It stood still for ten minutes."
LINE = "It was ten minutes, not nine."


def published(cast: Cast, wish: Wish = Wish.SHORTEN) -> Article:
    """A piece of Robin's that is out."""
    article = articles.submit_article(cast.robin.reader, cast.boston.id, Draft("The belt", TEXT, wish=wish))
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.line_up(cast.wren.reader, edition, {article.id: 1})
    editions.publish_edition(cast.wren.reader, Edition.get_by_id(edition.id))
    return Article.get_by_id(article.id)


def test_an_editor_corrects_a_piece_and_every_reader_reads_the_line(cast: Cast) -> None:
    article = published(cast)
    path = f"/articles/{article.public_id}"
    assert "/correct" in cast.wren.page(path)
    answer = cast.wren.submit(f"{path}/correct", _action="/correct", sentence=LINE, text=RIGHT)
    assert answer.status_code == 303
    for page in (cast.robin.page(path), cast.robin.page("/s/boston/newsletter/1")):
        assert "Corrected on" in page
        assert LINE in page
        assert RIGHT in page
    assert ArticleVersion.select().where(ArticleVersion.article == article.id).count() == 1


def test_plugins_get_the_lines_without_the_names_to_take_out(cast: Cast) -> None:
    article = published(cast)
    NameToTakeOut.create(space=cast.boston.id, name="Smith", replacement="a supervisor")
    correct(cast.wren.reader, article, "Smith said ten.", TEXT, article.version, date(2026, 3, 2))
    correct(cast.wren.reader, article, "And nobody left.", TEXT, article.version, date(2026, 3, 3))
    edition = Article.get_by_id(article.id).edition
    printed = printable_edition(edition, newsletter_of(cast.boston.id), lined_up(edition.id)).articles[0]
    assert (printed.corrected, printed.corrected_on) == ("A supervisor said ten. And nobody left.", date(2026, 3, 3))


def test_a_line_alone_leaves_the_text(cast: Cast) -> None:
    article = published(cast, Wish.AS_IT_IS)
    correct(cast.wren.reader, article, LINE, TEXT, article.version, date(2026, 3, 2))
    assert Article.get_by_id(article.id).version == article.version
    assert LINE in cast.robin.page("/s/boston/newsletter/1")


@pytest.mark.parametrize("wish", [Wish.SHOW_ME, Wish.AS_IT_IS])
def test_an_author_who_wants_to_be_asked_is_not_passed_over(cast: Cast, wish: Wish) -> None:
    article = published(cast, wish)
    with pytest.raises(NotAllowed, match="wants to be asked"):
        correct(cast.wren.reader, article, LINE, RIGHT, article.version)


def test_what_is_missing_or_in_the_way_is_said(cast: Cast) -> None:
    article = published(cast)
    with pytest.raises(Invalid):
        correct(cast.wren.reader, article, " ", RIGHT, article.version)
    with pytest.raises(Conflict):
        correct(cast.wren.reader, article, LINE, RIGHT, article.version - 1)
    answer = cast.wren.submit(f"/articles/{article.public_id}/correct", _action="/correct", sentence="", text=RIGHT)
    assert answer.status_code == 400
    assert RIGHT in answer.get_data(as_text=True)


def test_a_piece_that_is_not_out_is_changed_and_not_corrected(cast: Cast) -> None:
    article = articles.submit_article(cast.robin.reader, cast.boston.id, Draft("The belt", TEXT))
    assert cast.wren.get(f"/articles/{article.public_id}/correct").status_code == 404
    with pytest.raises(NotAllowed, match="not out yet"):
        correct(cast.wren.reader, article, LINE, RIGHT, article.version)


def test_only_editors_correct(cast: Cast) -> None:
    path = f"/articles/{published(cast).public_id}/correct"
    assert cast.robin.get(path).status_code == 403
    assert [person.get(path).status_code for person in (cast.maple, cast.stranger, cast.nobody)] == [404, 404, 404]
