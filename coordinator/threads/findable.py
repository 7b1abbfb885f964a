"""Posts and titles of threads in search, each under the rule that guards reading them."""

from typing import Any

from coordinator import markup, search
from coordinator.access import NOBODY, Reader
from coordinator.prepared import PreparedShapes
from coordinator.reports.queries.found import Found
from coordinator.spaces.models import Membership, Space
from coordinator.spaces.queries import reader_of
from coordinator.threads import texts
from coordinator.threads.models import Post, Thread, posts_visible_to, title_for
from coordinator.threads.page import place_of
from coordinator.threads.wording import title_in_words

EXCERPT = 200


def _reader(account_id: int | None) -> Reader:
    return NOBODY if account_id is None else reader_of(account_id)


def _visible_threads(account_id: int | None) -> Any:
    """The threads that are found by their titles: not by that of a report which the reader may not read."""
    return Thread.select(Thread.id).where(Thread.visible_to(account_id) & (title_for(account_id) != ""))


def _posts(account_id: Any, keys: Any) -> Any:
    return (
        Post.select(
            Post.id,
            Post.public_id,
            Post.body_html,
            Post.made_on,
            title_for(account_id),
            Space.id,
            Space.outward_name,
            Space.openness,
        )
        .join(Thread)
        .switch(Post)
        .join(Membership, "LEFT JOIN", on=Membership.id == Post.author)
        .join(Space, "LEFT JOIN", on=Space.id == Membership.space)
        .where(Post.id.in_(keys) & Post.id.in_(posts_visible_to(account_id)))
    )


_POSTS = PreparedShapes(_posts)


def _show_posts(keys: list[int], account_id: int | None) -> dict[int, Found]:
    reader = _reader(account_id)
    return {
        key: Found(
            title=title_in_words(title),
            address=f"/posts/{public_id}",
            place=place_of(reader, space_id, outward_name, openness) if space_id else "",
            day=str(day),
            excerpt=_excerpt(markup.plain_text(html)),
        )
        for key, public_id, html, day, title, space_id, outward_name, openness in _POSTS.rows(account_id, keys=keys)
    }


def _threads(account_id: Any, keys: Any) -> Any:
    return (
        Thread.select(
            Thread.id,
            Thread.public_id,
            title_for(account_id),
            Thread.last_post_on,
            Space.id,
            Space.name,
            Space.outward_name,
            Space.openness,
        )
        .join(Space)
        .where(Thread.id.in_(keys) & Thread.visible_to(account_id))
    )


_THREADS = PreparedShapes(_threads)


def _show_threads(keys: list[int], account_id: int | None) -> dict[int, Found]:
    reader = _reader(account_id)
    return {
        key: Found(
            title, "", f"/threads/{public_id}", place_of(reader, space_id, outward_name, openness, name), str(day)
        )
        for key, public_id, title, day, space_id, name, outward_name, openness in _THREADS.rows(account_id, keys=keys)
    }


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT].rsplit(' ', 1)[0]} …"


search.register(texts.KIND, posts_visible_to, _show_posts)
search.register(texts.THREAD_KIND, _visible_threads, _show_threads)
