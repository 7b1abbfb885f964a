"""Marks on a piece: how far it is, who is at it, remarks, and a kind word when it is put aside."""

from datetime import date

import pytest
from cast import Cast

from coordinator.errors import Invalid, NotAllowed
from coordinator.newsletters.actions import articles
from coordinator.newsletters.marks import actions, queries
from coordinator.newsletters.marks.actions import Wanted
from coordinator.newsletters.models import Article

MONDAY = date(2026, 3, 2)


def handed_in(cast: Cast) -> Article:
    """A piece of Robin's in Boston's box."""
    return articles.submit_article(cast.robin.reader, cast.boston.id, articles.Draft("The belt", "It stood still."))


def test_a_piece_without_marks_shows_none(cast: Cast) -> None:
    article = handed_in(cast)
    assert queries.marks_of(article) == queries.NO_MARKS
    assert 'class="badge' not in cast.wren.page("/s/boston/newsletter/box")


def test_an_editor_says_to_be_at_it_and_the_others_see_since_when(cast: Cast) -> None:
    article = handed_in(cast)
    path = f"/articles/{article.public_id}"
    keeper = cast.heron.reader.standing_in(cast.boston.id)
    assert keeper is not None
    answer = cast.wren.submit(
        path, _action="/marks", stage="mine", keeper=str(keeper.membership_id), deadline="2026-03-12"
    )
    assert answer.status_code == 303
    seen = cast.heron.page("/s/boston/newsletter/box")
    assert "Wren is at it" in seen
    assert "looked after by Heron" in seen
    assert "Wren is at it since" in cast.heron.page(path)
    assert "is at it" not in cast.robin.page(path)


def test_whoever_is_at_it_keeps_the_day_and_another_may_leave_it_so(cast: Cast) -> None:
    article = handed_in(cast)
    actions.set_marks(cast.wren.reader, article, Wanted("mine"), MONDAY)
    actions.set_marks(cast.wren.reader, article, Wanted("mine"))
    assert queries.marks_of(article).edited_since == MONDAY
    actions.set_marks(cast.heron.reader, article, Wanted("same", deadline=MONDAY))
    marks = queries.marks_of(article)
    assert (marks.edited_by, marks.deadline) == ("Wren", MONDAY)


def test_a_piece_that_is_ready_says_so_in_the_line_up(cast: Cast) -> None:
    article = handed_in(cast)
    actions.set_marks(cast.wren.reader, article, Wanted("ready"))
    started = cast.wren.submit("/s/boston/newsletter/", _action="editions/new")
    assert '<span class="badge done">ready</span>' in cast.wren.page(started.headers["Location"])
    assert queries.marks_of(article).edited_by == ""


def test_only_editors_mark_and_only_an_editor_looks_after_a_piece(cast: Cast) -> None:
    article = handed_in(cast)
    robin = cast.robin.reader.standing_in(cast.boston.id)
    assert robin is not None
    with pytest.raises(NotAllowed):
        actions.set_marks(cast.robin.reader, article, Wanted("ready"))
    with pytest.raises(Invalid, match="look after"):
        actions.set_marks(cast.wren.reader, article, Wanted(keeper_id=robin.membership_id))
    path = f"/articles/{article.public_id}/marks"
    assert cast.robin.post(path, stage="ready").status_code == 403
    assert cast.maple.post(path, stage="ready").status_code == 404


def test_a_remark_is_read_by_editors_and_by_the_author_when_it_says_so(cast: Cast) -> None:
    article = handed_in(cast)
    path = f"/articles/{article.public_id}"
    cast.wren.submit(path, _action="/marks", remark="Between us: check the numbers.")
    cast.wren.submit(path, _action="/marks", remark="How long did it last?", for_author="y")
    assert "Between us" in cast.heron.page(path)
    author = cast.robin.page(path)
    assert "How long did it last?" in author
    assert "Between us" not in author


def test_a_remark_that_is_too_long_comes_back(cast: Cast) -> None:
    article = handed_in(cast)
    answer = cast.wren.submit(f"/articles/{article.public_id}", _action="/marks", remark="word " * 300)
    assert answer.status_code == 400
    assert "word word" in answer.get_data(as_text=True)


def test_a_kind_word_reaches_the_author_of_a_piece_that_is_put_aside(cast: Cast) -> None:
    article = handed_in(cast)
    path = f"/articles/{article.public_id}"
    answer = cast.wren.submit(path, _action="/decline", starter="full", word="In April?")
    assert answer.status_code == 303
    assert "We would like to print it in a later one. In April?" in cast.robin.page(path)


def test_put_aside_again_without_a_word_the_old_one_is_gone(cast: Cast) -> None:
    article = handed_in(cast)
    actions.put_aside(cast.wren.reader, article, "Too long.")
    actions.put_aside(cast.wren.reader, article)
    assert queries.marks_of(article).kind_word == ""
