"""Renders again what an older version of the markup door made of posts."""

from typing import Any

from coordinator import db, markup
from coordinator.spaces.redaction import take_out
from coordinator.threads.models import Post

_AT_ONCE = 500


def render_again() -> int:
    """Make the HTML of every post and quote anew where it is of an older version; how many posts.

    A batch is one transaction, so that a long archive holds nobody up.
    """
    count = 0
    while rows := list(_older()):
        with db.write():
            for post in rows:
                _render_post(post)
        count += len(rows)
    return count


def _older() -> Any:
    return Post.select().where(Post.body_version < markup.VERSION).order_by(Post.id).limit(_AT_ONCE)


def _render_post(post: Post) -> None:
    source = post.body_source
    if post.names_taken_out and post.author is not None:
        source = take_out(post.author.space_id, source)
    post.body_html = markup.render(source)
    post.quoted_html = markup.clean_again(post.quoted_html)
    post.body_version = markup.VERSION
    post.save(only=[Post.body_html, Post.quoted_html, Post.body_version])
