"""Somebody's post put away by those who moderate the thread: hidden, kept, explained to its author, and put back."""

import pytest
from cast import Cast

from coordinator import search
from coordinator.access import Audience
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.newsletters.actions import articles
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.elsewhere import source_of
from coordinator.spaces import log
from coordinator.spaces.models import LogEntry
from coordinator.threads.actions import edit_post, open_thread, put_away_post, put_back_post, take_back_post, write_post
from coordinator.threads.models import Post, Thread

REASON = "It names the shift that somebody works."


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return open_thread(cast.robin.reader, cast.boston.id, "What now?", "First words.", Audience.NETWORK)


@pytest.fixture
def post(cast: Cast, thread: Thread) -> Post:
    return write_post(cast.birch.reader, thread, "The quetzalbird works at night.", is_sum_up=True)


def test_from_the_thread_to_the_authors_page_and_back(
    both_engines: str, cast: Cast, thread: Thread, post: Post
) -> None:
    write_post(cast.robin.reader, thread, "Is that so?", quotes=post)
    path, own = f"/threads/{thread.public_id}?from=1", f"/posts/{post.public_id}/put-away"
    assert own in cast.heron.page(path)
    assert cast.heron.submit(own, _action="/put-away", reason="").status_code == 400
    assert "quetzalbird" in cast.birch.page(path)
    answer = cast.heron.submit(own, _action="/put-away", reason=REASON, _follow=True).get_data(as_text=True)
    assert REASON in answer and "quetzalbird" in answer and "put away" in answer
    for person in (cast.robin, cast.wren, cast.maple, cast.heron, cast.birch):
        page = person.page(path)
        assert "quetzalbird" not in page and "Put away by a coordinator of" in page
        assert (own in page) == (person in (cast.heron, cast.birch))
        assert not search.find("quetzalbird", person.account_id)
    assert "coordinator of a warehouse in the east." in cast.birch.page(path)
    theirs = cast.birch.page(f"/posts/{post.public_id}")
    assert "quetzalbird" in theirs and REASON in theirs and "/put-back" not in theirs
    for person in (cast.robin, cast.wren, cast.maple, cast.stranger, cast.nobody, cast.operator):
        for hidden in (own, f"/posts/{post.public_id}", f"/posts/{post.public_id}/versions"):
            assert person.get(hidden).status_code == 404
        assert person.post(f"/posts/{post.public_id}/put-back").status_code == 404
    assert cast.birch.post(f"/posts/{post.public_id}/put-back").status_code == 404
    assert cast.heron.submit(own, _action="/put-back").status_code == 303
    page = cast.maple.page(path)
    assert page.count("quetzalbird") == 3 and "Put away by" not in page
    assert search.find("quetzalbird", cast.maple.account_id)
    entries = [log.said(each) for each in LogEntry.select().where(LogEntry.space == cast.boston).order_by(LogEntry.id)]
    assert entries[-2:] == [
        "Heron put a post away in the thread “What now?”",
        "Heron put a post back in the thread “What now?”",
    ]


def test_nobody_but_who_moderates_the_threads_space_puts_a_post_away(cast: Cast, thread: Thread, post: Post) -> None:
    for person in (cast.robin, cast.wren):
        with pytest.raises(NotAllowed):
            put_away_post(person.reader, post, REASON)
    for person in (cast.maple, cast.birch, cast.stranger):
        with pytest.raises(NotFound):
            put_away_post(person.reader, post, REASON)
        assert person.get(f"/posts/{post.public_id}/put-away").status_code == 404
        assert person.post(f"/posts/{post.public_id}/put-away", reason=REASON).status_code == 404
    with pytest.raises(Invalid):
        put_away_post(cast.heron.reader, post, "  ")
    own = write_post(cast.heron.reader, thread, "Mine.")
    with pytest.raises(NotFound):
        put_away_post(cast.heron.reader, own, REASON)
    assert Post.select().where(Post.put_away_on.is_null(False)).count() == 0


def test_what_is_put_away_is_neither_quoted_nor_changed_nor_first(cast: Cast, thread: Thread, post: Post) -> None:
    put_away_post(cast.heron.reader, post, REASON)
    away = Post.get_by_id(post.id)
    assert Thread.get_by_id(thread.id).sum_up_number == 0
    with pytest.raises(Invalid):
        write_post(cast.robin.reader, thread, "Still.", quotes=away)
    with pytest.raises(NotFound):
        edit_post(cast.birch.reader, away, "Other words.")
    answer = cast.birch.get(f"/posts/{post.public_id}/edit")
    assert answer.status_code == 303 and answer.headers["Location"].endswith("/put-away")
    assert cast.birch.post(f"/posts/{post.public_id}/edit", text="Other words.").status_code == 404
    assert write_post(cast.birch.reader, thread, post.body_source).number == 3
    put_back_post(cast.heron.reader, away)
    assert Thread.get_by_id(thread.id).sum_up_number == 2


def test_its_author_may_take_it_back_all_the_same(cast: Cast, thread: Thread, post: Post) -> None:
    put_away_post(cast.heron.reader, post, REASON)
    take_back_post(cast.birch.reader, post)
    assert "Taken back by its author" in cast.robin.page(f"/threads/{thread.public_id}?from=1")
    with pytest.raises(NotFound):
        put_back_post(cast.heron.reader, post)
    cast.birch.submit(f"/posts/{post.public_id}/take-back", _action="/bring-back")
    assert "Put away by" in cast.robin.page(f"/threads/{thread.public_id}?from=1")
    assert not search.find("quetzalbird", cast.robin.account_id)


def test_a_piece_made_of_it_leads_nowhere(cast: Cast, post: Post) -> None:
    article = articles.submit_article(
        cast.robin.reader, cast.boston.id, Draft("A heading", "Words.", post_id=post.id, source_title="What now?")
    )
    assert source_of(cast.robin.reader, article) is not None
    put_away_post(cast.heron.reader, post, REASON)
    assert source_of(cast.robin.reader, article) is None
