"""The pages of threads, as people use them."""

from typing import Any

import pytest
from cast import Cast

from coordinator import db
from coordinator.access import Audience
from coordinator.notices.models import ReadPosition
from coordinator.spaces.models import Space
from coordinator.threads.actions import PostRow, insert_posts, lock_thread, open_thread, write_post
from coordinator.threads.models import Post, Thread


def _thread(cast: Cast, audience: Audience = Audience.NETWORK, posts: int = 1) -> Thread:
    thread = open_thread(cast.heron.reader, cast.boston.id, "Act now, or wait?", "What have you tried?", audience)
    author = cast.heron.membership_in(cast.boston).id
    insert_posts(thread, [PostRow(f"Post number {n}.", author, thread.made_on) for n in range(2, posts + 1)])
    return thread


def test_a_thread_is_opened_from_its_form(cast: Cast) -> None:
    page = cast.heron.submit(
        "/s/boston/threads/new", title="Act now?", text="**What** have you tried?", reach="all", _follow=True
    ).get_data(as_text=True)
    assert "Your thread is open." in page
    assert "<strong>What</strong>" in page
    assert "Act now?" in cast.maple.page("/s/chicago/threads/")


def test_a_refused_thread_gives_the_text_back(cast: Cast) -> None:
    response = cast.heron.submit("/s/boston/threads/new", title="", text="A long thought.")
    assert response.status_code == 400
    assert "A long thought." in response.get_data(as_text=True)


def test_an_answer_stands_in_the_thread_under_pen_name_and_outward_name(cast: Cast) -> None:
    thread = _thread(cast)
    address = f"/threads/{thread.public_id}"
    page = cast.maple.submit(address, _action="/reply", text="We waited.", _follow=True).get_data(as_text=True)
    assert "We waited." in page
    page = cast.heron.page(address)
    assert "<b>Maple</b> &middot; <span>a bus depot in the middle</span>" in page
    assert "Chicago buses" not in page


def test_a_post_says_its_language_where_it_is_another_than_the_pages(cast: Cast) -> None:
    Space.update(language="es").where(Space.id == cast.chicago.id).execute()
    thread = _thread(cast)
    address = f"/threads/{thread.public_id}"
    write_post(cast.maple.reader, thread, "Esperamos.")
    assert '<div class="text" lang="es" dir="auto"><p>Esperamos.' in cast.heron.page(address)
    assert '<div class="text" dir="auto"><p>What have you tried?' in cast.heron.page(f"{address}?from=1")


def test_the_language_of_a_space_that_keeps_to_itself_is_told_to_its_members_only(cast: Cast) -> None:
    Space.update(language="es", openness="unlisted").where(Space.id == cast.chicago.id).execute()
    thread = _thread(cast)
    address = f"/threads/{thread.public_id}"
    write_post(cast.maple.reader, thread, "Esperamos.")
    assert 'lang="es"' not in cast.heron.page(address)


def test_the_form_says_as_whom_one_writes_and_who_reads_it(cast: Cast) -> None:
    page = cast.heron.page(f"/threads/{_thread(cast).public_id}")
    assert "You write as Heron, a warehouse in the east" in page
    assert "all members of all spaces on this server" in page


def test_an_unnamed_post_shows_only_the_space(cast: Cast) -> None:
    thread = _thread(cast)
    cast.birch.submit(f"/threads/{thread.public_id}", _action="/reply", text="Quietly.", is_unnamed="y")
    for person in (cast.heron, cast.maple, cast.birch):
        page = person.page(f"/threads/{thread.public_id}?from=1")
        assert "a member of a bus depot in the middle" in page
        assert "<b>Birch</b>" not in page


def test_a_look_at_it_sends_nothing_and_keeps_the_text(cast: Cast) -> None:
    thread = _thread(cast)
    response = cast.maple.submit(f"/threads/{thread.public_id}", _action="/reply", text="*Softly*", preview="1")
    page = response.get_data(as_text=True)
    assert "<em>Softly</em>" in page and "*Softly*</textarea>" in page
    assert Thread.get_by_id(thread.id).post_count == 1


def test_a_locked_thread_says_so_and_keeps_the_text(cast: Cast) -> None:
    thread = _thread(cast)
    form = cast.maple.get(f"/threads/{thread.public_id}")
    assert form.status_code == 200
    lock_thread(cast.heron.reader, thread)
    response = cast.maple.post(f"/threads/{thread.public_id}/reply", text="Written before it was closed.")
    page = response.get_data(as_text=True)
    assert response.status_code == 400
    assert "closed to new posts" in page and "Written before it was closed." in page
    assert "Your answer" not in cast.maple.page(f"/threads/{thread.public_id}")


def test_a_form_that_is_sent_twice_acts_once(cast: Cast) -> None:
    thread = _thread(cast)
    fields = {**cast.maple._hidden(), "text": "Once."}
    first = cast.maple.client.post(f"/threads/{thread.public_id}/reply", data=fields)
    second = cast.maple.client.post(f"/threads/{thread.public_id}/reply", data=fields)
    assert first.status_code == second.status_code == 303
    assert second.location == first.location
    assert Thread.get_by_id(thread.id).post_count == 2


def test_part_of_a_post_is_quoted_with_its_source(cast: Cast) -> None:
    thread = _thread(cast)
    post = write_post(cast.heron.reader, thread, "First thought.\n\nSecond thought.\n\nThird thought.")
    cast.maple.submit(
        f"/threads/{thread.public_id}/reply?quote={post.public_id}", text="Why?", parts=["2"], quote=post.public_id
    )
    page = cast.birch.page(f"/threads/{thread.public_id}")
    assert "<blockquote><p>Second thought.</p></blockquote>" in page
    assert f'<a href="/threads/{thread.public_id}?from=1#p2">Heron, a warehouse in the east</a>' in page


def test_a_quote_goes_with_the_post_that_it_comes_from(cast: Cast) -> None:
    thread = _thread(cast)
    post = write_post(cast.heron.reader, thread, "A canary of a thought.")
    write_post(cast.maple.reader, thread, "Why?", quotes=post)
    cast.heron.submit(f"/posts/{post.public_id}/take-back")
    for person in (cast.birch, cast.maple, cast.heron):
        page = person.page(f"/threads/{thread.public_id}?from=1")
        assert "A canary of a thought." not in page and "Taken back by its author." in page


def test_a_post_of_another_thread_cannot_be_quoted(cast: Cast) -> None:
    inside = open_thread(cast.heron.reader, cast.boston.id, "Inside", "A canary among ourselves.")
    secret = Post.get(Post.thread == inside)
    thread = _thread(cast)
    response = cast.heron.post(f"/threads/{thread.public_id}/reply", text="See there", quote=secret.public_id)
    assert response.status_code == 400
    assert "A canary" not in cast.maple.page(f"/threads/{thread.public_id}")


def test_an_author_changes_a_post_and_finds_what_stood_there_before(cast: Cast) -> None:
    thread = _thread(cast)
    post = write_post(cast.birch.reader, thread, "Wait.")
    cast.birch.submit(f"/posts/{post.public_id}/edit", text="Act.")
    assert "Act." in cast.heron.page(f"/threads/{thread.public_id}?from=1")
    versions = f"/posts/{post.public_id}/versions"
    for person in (cast.birch, cast.maple):
        assert "Wait." in person.page(versions)
    for person in (cast.heron, cast.wren, cast.stranger, cast.operator, cast.nobody):
        assert person.get(versions).status_code == 404


def test_two_windows_with_one_post_meet_in_a_conflict_with_both_texts(cast: Cast) -> None:
    post = write_post(cast.birch.reader, _thread(cast), "Wait.")
    address = f"/posts/{post.public_id}/edit"
    cast.birch.post(address, text="The first window.", version="0")
    response = cast.birch.post(address, text="The second window, quite a bit longer.", version="0")
    page = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "The first window." in page and "The second window, quite a bit longer." in page


def test_the_first_unread_post_is_found_by_itself(cast: Cast) -> None:
    thread = _thread(cast, posts=60)
    address = f"/threads/{thread.public_id}"
    assert 'id="p25"' in cast.maple.page(address)
    page = cast.maple.page(address)
    assert 'id="p26"' in page and 'id="p25"' not in page and page.count('<span class="unread">') == 25
    assert f"{address}?from=51#p51" in cast.maple.page("/s/chicago/threads/")
    cast.maple.page(f"{address}?from=51")
    assert '<span class="unread">' not in cast.maple.page(address)


def test_looking_at_older_posts_forgets_nothing(cast: Cast) -> None:
    thread = _thread(cast, posts=60)
    cast.maple.page(f"/threads/{thread.public_id}?from=51")
    cast.maple.page(f"/threads/{thread.public_id}?from=1")
    assert ReadPosition.get(ReadPosition.account == cast.maple.account_id).number == 60


@pytest.mark.parametrize("posts", [1, 25, 50])
def test_a_page_takes_six_statements_at_most(both_engines: str, cast: Cast, posts: int) -> None:
    thread = _thread(cast, Audience.COORDINATORS, posts)
    counts = []
    for _round in range(3):
        events: list[Any] = []
        db.database.obj.query_hooks.append(events.append)
        cast.maple.page(f"/threads/{thread.public_id}?from=1")
        db.database.obj.query_hooks.clear()
        counts.append(len([each for each in events if not each.sql.startswith(("BEGIN", "COMMIT"))]))
    assert max(counts[1:]) <= 6, counts


def test_a_moderator_closes_and_opens_a_thread_with_a_button(cast: Cast) -> None:
    thread = _thread(cast)
    address = f"/threads/{thread.public_id}"
    page = cast.heron.submit(address, _action="/lock", _follow=True).get_data(as_text=True)
    assert "closed to new posts" in page and "Open it to new posts" in page
    assert 'id="reply"' not in cast.maple.page(address)
    cast.heron.submit(address, _action="/unlock")
    assert 'id="reply"' in cast.maple.page(address)
    for person in (cast.maple, cast.robin):
        assert "/lock" not in person.page(address)
        assert person.post(f"{address}/lock").status_code == 404


def test_two_who_rename_a_thread_meet_in_a_conflict(cast: Cast) -> None:
    thread = _thread(cast)
    address = f"/threads/{thread.public_id}/edit"
    assert cast.heron.post(address, title="The first title", version="1").status_code == 303
    response = cast.heron.post(address, title="The second title, which is quite long", version="1")
    page = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "The first title" in page and "The second title, which is quite long" in page


def test_the_post_that_says_where_we_stand_is_shown_first_on_every_page(both_engines: str, cast: Cast) -> None:
    thread = _thread(cast, posts=30)
    cast.maple.submit(f"/threads/{thread.public_id}", _action="/reply", text="So far: wait.", is_sum_up="y")
    for first, times in ((1, 1), (26, 2)):
        page = cast.birch.page(f"/threads/{thread.public_id}?from={first}")
        assert page.count("So far: wait.") == times and "Where we stand" in page


def test_older_threads_come_page_by_page(both_engines: str, cast: Cast) -> None:
    made = [open_thread(cast.heron.reader, cast.boston.id, f"Thread {n}.", "Text.") for n in range(33)]
    page = cast.robin.page("/s/boston/threads/")
    assert "Thread 32." in page and "Thread 2." not in page
    older = cast.robin.page(f"/s/boston/threads/?before={made[3].public_id}")
    assert "Thread 2." in older and "Thread 3." not in older


def test_a_post_becomes_a_piece_for_the_newsletter(cast: Cast) -> None:
    thread = _thread(cast)
    post = Post.get(Post.thread == thread)
    address = f"/s/chicago/newsletter/articles/new?post={post.public_id}"
    assert address in cast.birch.page(f"/threads/{thread.public_id}")
    assert "What have you tried?" in cast.birch.page(address)
    assert "articles/new" not in cast.nobody.page(f"/threads/{_thread(cast, Audience.PUBLIC).public_id}")
