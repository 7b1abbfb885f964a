"""Opening threads and writing in them: who may, what is refused, what is counted."""

from datetime import date

import pytest
from cast import Cast

from coordinator.access import Audience, Role
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.threads.actions import (
    PostRow,
    bring_back_post,
    edit_post,
    edit_thread,
    insert_posts,
    lock_thread,
    open_thread,
    take_back_post,
    unlock_thread,
    write_post,
)
from coordinator.threads.models import Post, PostVersion, Thread


def _thread(cast: Cast, audience: Audience = Audience.NETWORK) -> Thread:
    return open_thread(cast.heron.reader, cast.boston.id, "Act now, or wait?", "What have you tried?", audience)


def test_a_thread_opens_with_its_first_post(both_engines: str, cast: Cast) -> None:
    thread = _thread(cast)
    post = Post.get(Post.thread == thread)
    assert (thread.post_count, post.number, post.body_html) == (1, 1, "<p>What have you tried?</p>\n")
    assert Thread.get_by_id(thread.id).post_count == 1


def test_posts_are_numbered_without_gaps(both_engines: str, cast: Cast) -> None:
    thread = _thread(cast)
    for person in (cast.maple, cast.birch, cast.robin):
        write_post(person.reader, thread, "An answer.")
    insert_posts(thread, [PostRow("More.", cast.maple.membership_in(cast.chicago).id, date(2026, 11, 1), quotes=2)])
    numbers = [post.number for post in Post.select().where(Post.thread == thread).order_by(Post.id)]
    assert numbers == [1, 2, 3, 4, 5]
    assert Thread.get_by_id(thread.id).post_count == 5
    assert Post.get((Post.thread == thread) & (Post.number == 5)).quotes.number == 2


def test_who_may_not_read_a_thread_cannot_write_in_it(cast: Cast) -> None:
    thread = _thread(cast, Audience.SPACE)
    for person in (cast.maple, cast.operator, cast.stranger, cast.nobody):
        with pytest.raises(NotFound):
            write_post(person.reader, thread, "Let me in.")


def test_a_public_thread_is_not_written_to_by_strangers(cast: Cast) -> None:
    thread = _thread(cast, Audience.PUBLIC)
    for person in (cast.stranger, cast.nobody):
        with pytest.raises(NotAllowed):
            write_post(person.reader, thread, "Let me in.")


def test_only_a_coordinator_opens_a_public_thread(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        open_thread(cast.robin.reader, cast.boston.id, "To all", "Hello.", Audience.PUBLIC)


def test_a_locked_thread_takes_no_post_until_it_is_opened_again(both_engines: str, cast: Cast) -> None:
    thread = _thread(cast)
    lock_thread(cast.heron.reader, thread)
    with pytest.raises(Invalid, match="closed"):
        write_post(cast.maple.reader, thread, "One more thing.")
    unlock_thread(cast.heron.reader, thread)
    assert write_post(cast.maple.reader, thread, "One more thing.").number == 2


def test_the_space_that_opened_a_thread_moderates_it(cast: Cast) -> None:
    thread = _thread(cast)
    for person in (cast.maple, cast.robin):
        with pytest.raises(NotAllowed):
            lock_thread(person.reader, thread)
        with pytest.raises(NotAllowed):
            edit_thread(person.reader, thread, "Mine now", None)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 20_001])
def test_empty_and_over_long_texts_are_refused(cast: Cast, text: str) -> None:
    thread = _thread(cast)
    with pytest.raises(Invalid):
        write_post(cast.maple.reader, thread, text)
    assert Thread.get_by_id(thread.id).post_count == 1


def test_editing_keeps_what_stood_there_before(both_engines: str, cast: Cast) -> None:
    post = write_post(cast.maple.reader, _thread(cast), "Wait.")
    edit_post(cast.maple.reader, post, "Act.", version=0)
    assert Post.get_by_id(post.id).body_html == "<p>Act.</p>\n"
    assert [version.body_source for version in PostVersion.select()] == ["Wait."]


def test_nobody_edits_or_takes_back_what_another_wrote(cast: Cast) -> None:
    post = write_post(cast.maple.reader, _thread(cast), "Wait.")
    for person in (cast.heron, cast.birch, cast.nobody, cast.stranger):
        with pytest.raises(NotFound):
            edit_post(person.reader, post, "Act.")
        with pytest.raises(NotFound):
            take_back_post(person.reader, post)


def test_a_post_that_was_taken_back_comes_back_within_a_week(both_engines: str, cast: Cast) -> None:
    thread = _thread(cast)
    post = write_post(cast.maple.reader, thread, "Where we stand.", is_sum_up=True, today=date(2026, 11, 1))
    assert Thread.get_by_id(thread.id).sum_up_number == 2
    take_back_post(cast.maple.reader, post, today=date(2026, 11, 2))
    assert Thread.get_by_id(thread.id).sum_up_number == 0
    with pytest.raises(Invalid):
        bring_back_post(cast.maple.reader, post, today=date(2026, 11, 10))
    bring_back_post(cast.maple.reader, post, today=date(2026, 11, 9))
    assert Thread.get_by_id(thread.id).sum_up_number == 2


def test_a_thread_goes_and_comes_back_with_its_only_post(cast: Cast) -> None:
    thread = _thread(cast)
    post = Post.get(Post.thread == thread)
    take_back_post(cast.heron.reader, post)
    assert Thread.get_by_id(thread.id).deleted_on is not None
    bring_back_post(cast.heron.reader, post)
    assert Thread.get_by_id(thread.id).deleted_on is None


def test_one_person_in_two_spaces_picks_as_whom_to_write(cast: Cast) -> None:
    both = cast.person("both-oak-lamp", (cast.boston, "Swift", Role.MEMBER), (cast.chicago, "Elm", Role.MEMBER))
    thread = _thread(cast)
    elm = both.membership_in(cast.chicago).id
    assert write_post(both.reader, thread, "As Elm.", as_membership=elm).author_id == elm
    assert write_post(both.reader, thread, "As Swift.").author.pen_name == "Swift"


def test_a_post_that_is_sent_again_after_going_back_is_the_post_that_stands(cast: Cast) -> None:
    thread = open_thread(cast.heron.reader, cast.boston.id, "Now or later?", "Now, I say.")
    path = f"/threads/{thread.public_id}"
    # Each opens the page anew, so that each form has a key of its own.
    answers = [cast.robin.submit(path, _action="/reply", text="Wait for the night shift.") for _time in range(2)]
    assert len({answer.headers["Location"].split("?")[0] for answer in answers}) == 1
    assert cast.robin.page(path).count("Wait for the night shift.") == 1
    cast.wren.submit(path, _action="/reply", text="Wait for the night shift.")
    assert cast.robin.page(path).count("Wait for the night shift.") == 2
