"""What readers get of a post: safe HTML, with the names of its author's space taken out where it leaves that space."""

from typing import Any

from coordinator import markup, search
from coordinator.spaces.redaction import take_out
from coordinator.threads.models import Post, Thread

KIND = "post"
THREAD_KIND = "thread"


def body_columns(source: str, home: int | None) -> dict[str, Any]:
    """The columns of a post's text. `home` is the author's space where the thread leaves it, else None.

    Refuses (Invalid) a text that is too long.
    """
    columns = markup.made(source, markup.POST_BYTES, "text")
    outward = columns["body_source"] if home is None else take_out(home, columns["body_source"])
    is_changed = outward != columns["body_source"]
    if is_changed:
        columns["body_html"] = markup.render(outward)
    return {**columns, "names_taken_out": is_changed}


def outward_title(title: str, home: int | None) -> str:
    """A thread's title as it is stored: one line, with names taken out where it leaves `home`."""
    line = markup.one_line(title, limit=200, field="title")
    return line if home is None else take_out(home, line)


def put_post(post: Post, space_id: int | None, line_id: int | None) -> None:
    """Make a post findable by the words that its readers see."""
    search.put(KIND, post.id, markup.plain_text(post.body_html), space_id, line_id)


def put_thread(thread: Thread) -> None:
    """Make a thread findable by its title."""
    search.put(THREAD_KIND, thread.id, thread.title, thread.space_id, thread.line_id)


def file_posts(posts: Any, line_id: int | None) -> None:
    """Have posts (a sub-select of keys) found under another line."""
    entry = search.SearchEntry
    entry.update(line_id=line_id).where((entry.kind == KIND) & entry.object_id.in_(posts)).execute()
