"""Posts as HTML: what looks alike to several readers is printed once and kept for a while."""

from functools import lru_cache
from typing import Any

from flask import current_app
from flask_babel import get_locale
from markupsafe import Markup

from coordinator.markup import shown
from coordinator.threads.page import Seen, as_shown

# About as many as a few hundred readers look at in an hour; some ten megabytes.
KEPT = 4000


def printed(posts: list[Seen], may_write: bool) -> Markup:
    """The posts of a page, one after the other."""
    language = str(get_locale() or "en")
    return shown("".join([_article(post, may_write, language) for post in posts]))


def printed_sum_up(post: Seen | None) -> Markup | str:
    """The post that says where the thread stands, as it is pinned on top; nothing where there is none."""
    return shown(_sum_up(post, str(get_locale() or "en"))) if post is not None else ""


# The values are all that the pieces print, so equal ones look alike; the language decides about the words.
@lru_cache(maxsize=KEPT)
def _article(post: Seen, may_write: bool, _language: str) -> str:
    return str(_pieces().article(as_shown(post), f"/threads/{post.thread_id}", may_write))


@lru_cache(maxsize=KEPT // 10)
def _sum_up(post: Seen, _language: str) -> str:
    return str(_pieces().sum_up(as_shown(post)))


def _pieces() -> Any:
    return current_app.jinja_env.get_template("threads/post.html").module
