"""Many posts at once, for imports and for measuring: numbers, counters and search stay true."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator import db, ids, markup, search
from coordinator.spaces.models import Membership
from coordinator.threads import texts
from coordinator.threads.circles import circle_of_thread
from coordinator.threads.models import Post, Thread

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post to be inserted; `quotes` is the number of an earlier post of the thread, `quoted_html` its words."""

    text: str
    author_id: int | None
    made_on: date
    quotes: int | None = None
    quoted_html: str = ""
    is_unnamed: bool = False
    is_sum_up: bool = False


def insert_posts(thread: Thread, rows: Iterable[PostRow]) -> list[Post]:
    """Add posts at the end of a thread in the order given, and return them with their keys.

    Asks nobody's right and refuses only a text that is too long (Invalid): it is for commands that act for a space.
    """
    rows = list(rows)
    with db.write():
        spaces = _spaces_of({row.author_id for row in rows if row.author_id is not None})
        posts = _made(thread, rows, spaces)
        for start in range(0, len(posts), _AT_ONCE):
            Post.insert_many([each.__data__ for each in posts[start : start + _AT_ONCE]]).execute()
        _fill_in_keys(thread, posts)
        _link_quotes(posts, rows)
        _count(thread, posts)
        search.put_many(
            texts.KIND,
            [_entry(thread, post, spaces) for post in posts],
        )
    return posts


def _entry(thread: Thread, post: Post, spaces: dict[int | None, int]) -> tuple[int, str, int | None, int | None, date]:
    """How a post is found: key, words, its author's space, line and day."""
    space_id = spaces.get(post.author_id, thread.space_id)
    return post.id, markup.plain_text(post.body_html), space_id, thread.line_id, post.made_on


def _spaces_of(authors: set[int]) -> dict[int | None, int]:
    rows: Any = Membership.select(Membership.id, Membership.space).where(Membership.id.in_(authors)).tuples()
    return dict(rows)


def _made(thread: Thread, rows: Sequence[PostRow], spaces: dict[int | None, int]) -> list[Post]:
    circle = circle_of_thread(thread)
    bodies: dict[tuple[str, int | None], dict[str, Any]] = {}
    posts = []
    for number, row in enumerate(rows, start=thread.post_count + 1):
        space_id = spaces.get(row.author_id)
        home = None if space_id is None or circle.is_only(space_id) else space_id
        if (row.text, home) not in bodies:
            bodies[row.text, home] = texts.body_columns(row.text, home)
        posts.append(_post(thread, number, row, bodies[row.text, home]))
    return posts


def _post(thread: Thread, number: int, row: PostRow, body: dict[str, Any]) -> Post:
    return Post(
        public_id=ids.new_id(),
        thread=thread.id,
        number=number,
        author=row.author_id,
        is_unnamed=row.is_unnamed,
        is_sum_up=row.is_sum_up,
        quoted_html=row.quoted_html,
        edit_count=0,
        made_on=row.made_on,
        **body,
    )


def _fill_in_keys(thread: Thread, posts: list[Post]) -> None:
    rows: Any = Post.select(Post.number, Post.id).where((Post.thread == thread) & (Post.number > thread.post_count))
    keys = dict(rows.tuples())
    for post in posts:
        post.id = keys[post.number]


def _link_quotes(posts: list[Post], rows: Sequence[PostRow]) -> None:
    for post, row in zip(posts, rows, strict=True):
        if row.quotes is not None:
            quoted = Post.select(Post.id).where((Post.thread == post.thread_id) & (Post.number == row.quotes))
            Post.update(quotes=quoted).where(Post.id == post.id).execute()


def _count(thread: Thread, posts: list[Post]) -> None:
    if not posts:
        return
    sum_ups = [post.number for post in posts if post.is_sum_up]
    thread.post_count = posts[-1].number
    thread.last_post_on = max(post.made_on for post in posts)
    thread.sum_up_number = sum_ups[-1] if sum_ups else thread.sum_up_number
    thread.save(only=[Thread.post_count, Thread.last_post_on, Thread.sum_up_number])
