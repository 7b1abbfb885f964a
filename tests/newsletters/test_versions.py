"""What changed in a piece, word by word, and the way back to an earlier text."""

import time

import pytest
from cast import Cast

from coordinator.errors import Conflict, NotAllowed, NotFound
from coordinator.newsletters import versions
from coordinator.newsletters.actions import articles
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.differences import Piece, differences
from coordinator.newsletters.models import Article, Wish


def changed(cast: Cast, **more: object) -> Article:
    """A piece of Robin's that Wren shortened."""
    draft = Draft("The belt", "It stood still for nine minutes.\n\nThen they came.", **more)  # type: ignore[arg-type]
    article = articles.submit_article(cast.robin.reader, cast.boston.id, draft)
    return articles.edit_article(
        cast.wren.reader, article, Draft("The belt", "It stood still for ten minutes.\n\nThen they came."), 1
    )


def test_differences_name_the_words() -> None:
    assert differences("It took nine minutes.\n\nEnd.", "It took ten minutes.\n\nEnd.") == [
        [Piece("same", "It took "), Piece("del", "nine"), Piece("ins", "ten"), Piece("same", " minutes.")],
        [Piece("same", "End.")],
    ]


def test_a_line_that_came_or_went_is_marked_whole() -> None:
    assert differences("a\n", "a\nb\n") == [[Piece("same", "a")], [Piece("ins", "b")]]
    assert differences("a\nb\n", "b\n") == [[Piece("del", "a")], [Piece("same", "b")]]


@pytest.mark.parametrize(("word", "other"), [("belt ", "line "), ("a\n", "b\n")])
def test_two_long_texts_without_a_word_in_common_are_compared_at_once(word: str, other: str) -> None:
    began = time.perf_counter()
    lines = differences("Same.\n" + word * 12_000, "Same.\n" + other * 12_000)
    assert lines[0] == [Piece("same", "Same.")]
    assert time.perf_counter() - began < 2


def test_the_page_shows_what_changed_and_by_whom(cast: Cast) -> None:
    page = cast.robin.page(f"/articles/{changed(cast).public_id}/versions")
    assert "<del>nine</del><ins>ten</ins>" in page
    assert "changed by Wren" in page
    # A choice in a list holds words only.
    assert "<time" not in page.partition("<select")[2].rpartition("</select>")[0]


def test_a_piece_that_nobody_changed_says_so(cast: Cast) -> None:
    article = articles.submit_article(cast.robin.reader, cast.boston.id, Draft("The belt", "It stood still."))
    assert "Nobody has changed this piece yet." in cast.wren.page(f"/articles/{article.public_id}/versions")


def test_markup_in_a_text_stays_text(cast: Cast) -> None:
    article = changed(cast)
    draft = Draft("<b>The belt</b>", "<script>alert(1)</script>")
    articles.edit_article(cast.robin.reader, article, draft, article.version)
    assert "<script>alert" not in cast.robin.page(f"/articles/{article.public_id}/versions")


def test_any_two_versions_are_compared_in_the_order_of_time(cast: Cast) -> None:
    article = changed(cast)
    articles.edit_article(cast.robin.reader, article, Draft("The belt", "Gone."), article.version)
    now = Article.get_by_id(article.id)
    comparison = versions.compare(versions.versions_of(now), 2, 1)
    assert comparison is not None
    assert (comparison.old.number, comparison.new.number) == (1, 2)
    assert cast.wren.get(f"/articles/{article.public_id}/versions?old=x&new=99").status_code == 200


def test_going_back_makes_a_new_version(cast: Cast) -> None:
    article = changed(cast)
    answer = cast.robin.submit(f"/articles/{article.public_id}/versions", _action="/versions", number="1")
    assert answer.status_code == 303
    now = Article.get_by_id(article.id)
    assert "nine minutes" in now.body_source
    assert [each.number for each in versions.versions_of(now)] == [3, 2, 1]


def test_going_back_keeps_to_what_its_author_wished_and_overwrites_nobody(cast: Cast) -> None:
    article = changed(cast)
    Article.update(wish=Wish.AS_IT_IS.value).where(Article.id == article.id).execute()
    kept = Article.get_by_id(article.id)
    with pytest.raises(NotAllowed):
        versions.go_back(cast.wren.reader, kept, 1, kept.version)
    with pytest.raises(Conflict):
        versions.go_back(cast.robin.reader, kept, 1, 1)
    with pytest.raises(NotFound):
        versions.go_back(cast.robin.reader, kept, 7, kept.version)


def test_only_its_author_and_the_editors_see_versions(cast: Cast) -> None:
    path = f"/articles/{changed(cast).public_id}/versions"
    for person in (cast.maple, cast.birch, cast.operator, cast.stranger, cast.nobody):
        assert person.get(path).status_code == 404
