"""Names that a space keeps to itself never leave it in a thread: not in posts, titles, quotes or search."""

from datetime import date

from cast import Cast, Person

from coordinator import search
from coordinator.access import Audience
from coordinator.spaces import redaction
from coordinator.spaces.models import NameToTakeOut
from coordinator.threads.actions import PostRow, edit_post, edit_thread, insert_posts, open_thread, write_post
from coordinator.threads.models import Post, Thread
from coordinator.threads.retention import purge_posts


def _keep(cast: Cast, *names: str) -> None:
    for name in names:
        NameToTakeOut.create(space=cast.boston, name=name, replacement="a coworker")


def _thread(cast: Cast, audience: Audience = Audience.NETWORK) -> Thread:
    return open_thread(cast.heron.reader, cast.boston.id, "What did Maria say?", "Ask **Maria** or María!", audience)


def _found(person: Person, words: str) -> bool:
    return bool(search.find(words, person.account_id))


def test_names_go_out_of_what_leaves_the_space(both_engines: str, cast: Cast) -> None:
    _keep(cast, "Maria")
    thread = _thread(cast)
    for person in (cast.maple, cast.robin):
        page = person.page(f"/threads/{thread.public_id}")
        assert "Maria" not in page and "María" not in page and "a coworker" in page
        assert not _found(person, "maria") and _found(person, "coworker")
    assert "Maria" in cast.heron.page(f"/posts/{Post.get().public_id}/edit")


def test_names_stay_among_ourselves(cast: Cast) -> None:
    _keep(cast, "Maria")
    thread = _thread(cast, Audience.SPACE)
    assert "Maria" in cast.robin.page(f"/threads/{thread.public_id}")
    assert _found(cast.robin, "maria")


def test_each_author_keeps_the_names_of_their_own_space(cast: Cast) -> None:
    _keep(cast, "Maria")
    thread = _thread(cast)
    write_post(cast.maple.reader, thread, "Our Maria drives bus 4.")
    assert "Our Maria drives bus 4." in cast.robin.page(f"/threads/{thread.public_id}?from=1")


def test_a_name_that_is_added_later_goes_out_of_what_left_before(both_engines: str, cast: Cast) -> None:
    thread = _thread(cast)
    post = Post.get(Post.thread == thread)
    write_post(cast.maple.reader, thread, "I see.", quotes=post)
    assert "Maria" in cast.maple.page(f"/threads/{thread.public_id}?from=1")
    _keep(cast, "Maria")
    redaction.names_changed(cast.boston.id)
    page = cast.maple.page(f"/threads/{thread.public_id}?from=1")
    assert "Maria" not in page and page.count("oworker") == 5
    assert not _found(cast.maple, "maria")
    NameToTakeOut.delete().execute()
    redaction.names_changed(cast.boston.id)
    assert "<strong>Maria</strong>" in cast.maple.page(f"/threads/{thread.public_id}?from=1")


def test_names_go_out_of_edits_titles_looks_and_many_posts_at_once(cast: Cast) -> None:
    _keep(cast, "Maria")
    thread = _thread(cast)
    edit_post(cast.heron.reader, Post.get(Post.thread == thread), "Maria has left.")
    edit_thread(cast.heron.reader, thread, "About Maria", None)
    insert_posts(thread, [PostRow("And Maria again.", cast.robin.membership_in(cast.boston).id, date(2026, 11, 1))])
    page = cast.maple.page(f"/threads/{thread.public_id}?from=1")
    assert "Maria" not in page and "About a coworker" in page and "And a coworker again." in page
    look = cast.robin.submit(f"/threads/{thread.public_id}", _action="/reply", text="Maria?", preview="1")
    assert "<p>A coworker?</p>" in look.get_data(as_text=True)


def test_a_version_with_the_name_is_read_by_its_own_space_alone(cast: Cast) -> None:
    _keep(cast, "Maria")
    thread = _thread(cast)
    post = write_post(cast.robin.reader, thread, "Maria knows.")
    edit_post(cast.robin.reader, post, "Somebody knows.")
    assert cast.heron.get(f"/posts/{post.public_id}/versions").status_code == 200
    assert cast.maple.get(f"/posts/{post.public_id}/versions").status_code == 404


def test_what_was_taken_back_is_gone_for_good_a_week_later(both_engines: str, cast: Cast) -> None:
    thread = _thread(cast)
    post = write_post(cast.maple.reader, thread, "A canary.", today=date(2026, 11, 1))
    write_post(cast.robin.reader, thread, "So?", quotes=post)
    edit_post(cast.maple.reader, post, "Another canary.")
    cast.maple.submit(f"/posts/{post.public_id}/take-back")
    gone_on = Post.get_by_id(post.id).deleted_on
    purge_posts(gone_on)
    assert Post.get_by_id(post.id).body_source == "Another canary."
    purge_posts(date.fromordinal(gone_on.toordinal() + 8))
    row = Post.get_by_id(post.id)
    assert (row.body_source, row.body_html, row.author_id, row.versions.count()) == ("", "", None, 0)
    assert not Post.select().where(Post.quoted_html.contains("canary")).exists()
    assert "Taken back by its author." in cast.robin.page(f"/threads/{thread.public_id}?from=1")
