"""A page's posts as HTML, put together without a template: this is the page that is read most.

What is text is escaped here, piece by piece; bodies and quotes are stored safe HTML. What is ours is plain ASCII,
which is encoded for nothing.
"""

import html
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app

from coordinator.access import Permission, Reader
from coordinator.avatars import picture
from coordinator.language import say_day
from coordinator.markup import shown
from coordinator.said import said, written_in
from coordinator.spaces.models import Openness
from coordinator.threads.page import PAGE, Header, PostRow, Source

UNLISTED = Openness.UNLISTED.value
# Names come again and again.
escape = lru_cache(maxsize=4096)(html.escape)


@dataclass(frozen=True, slots=True)
class View:
    """All in which one reader's view of a thread's posts differs from another's, and the words that they repeat."""

    address: str
    own: frozenset[int]
    own_guest: int
    known_spaces: frozenset[int]
    moderated_spaces: frozenset[int]
    shows_names: bool
    read_until: int
    may_write: bool
    moderates: bool
    # The thread's own space as the reader knows it, as text.
    place: str
    new: str
    # What stands before and after a post's id in the links that each post has.
    quote: tuple[str, str]
    article: tuple[str, str] | None
    # What the pictures beside pen names are drawn from.
    secret: str


def view_of(reader: Reader, thread: Header) -> View:
    """How a reader sees a thread's posts; to be asked for once the language of the page is known."""
    return View(
        address=f"/threads/{thread.public_id}",
        own=frozenset(each.membership_id for each in reader.memberships),
        own_guest=thread.guest[0] if thread.guest else 0,
        known_spaces=frozenset(each.space_id for each in reader.memberships),
        moderated_spaces=frozenset(each.space_id for each in reader.memberships if each.may(Permission.MODERATE)),
        shows_names=thread.shows_names,
        # Who has no account has no reading position either, and nothing is new to them.
        read_until=thread.position if reader.is_signed_in else thread.post_count,
        may_write=thread.may_write,
        moderates=thread.moderates,
        place=thread.place,
        new=f'<span class="unread">{said("New")}</span> ',
        quote=(f'<a href="/threads/{thread.public_id}/reply?quote=', f'">{said("Quote")}</a>'),
        article=_article_link(reader, thread),
        secret=current_app.config["SECRET_KEY"],
    )


def _article_link(reader: Reader, thread: Header) -> tuple[str, str] | None:
    """The link that makes a piece for the newsletter of a post: of the reader's space that takes part, or any."""
    spaces = [each for each in reader.memberships if each.may(Permission.SUBMIT_ARTICLE)]
    if not spaces:
        return None
    space = next((each for each in spaces if each.space_id == thread.space_id), spaces[0])
    return f' <a href="/s/{space.space_slug}/newsletter/articles/new?post=', f'">{said("For our newsletter")}</a>'


def printed(view: View, rows: list[PostRow], sources: dict[int, Source]) -> list[str]:
    """Posts (threads/page.py: post_rows), one `<article>` each, with what the reader may do with it."""
    return [_post(view, row, sources.get(row.number)) for row in rows]


def printed_sum_up(view: View, rows: list[PostRow], number: int) -> str:
    """The post with that number as the one that says where the thread stands; nothing where it is not there."""
    row = next((each for each in rows if each.number == number and _is_there(each)), None)
    if row is None:
        return ""
    return (
        f'<article class="post sum-up">\n<p class="byline"><b>{said("Where we stand")}</b> &middot; '
        f"<span>{_author_of(view, row, ', ')}</span> &middot; "
        f'<span class="when"><a href="/posts/{row.public_id}">{say_day(row.made_on)}</a></span></p>\n'
        f'<div class="text"{_written(view, row)}>{row.body_html}</div>\n</article>\n'
    )


def printed_way(view: View, first: int, is_later: bool) -> str:
    """The way to the page of posts that begins with number `first`."""
    drawn = _drawn()
    later, earlier = f"{said('Later posts')} {drawn['arrow-right']}", f"{drawn['arrow-left']} {said('Earlier posts')}"
    kind = 'class="button plain older" rel="next"' if is_later else 'class="button plain" rel="prev"'
    return (
        f'<div class="pager"><a {kind} href="{view.address}?from={first}">{later if is_later else earlier}</a></div>\n'
    )


def _drawn() -> Any:
    return _icons(current_app.jinja_env)


@lru_cache(maxsize=1)
def _icons(templates: Any) -> Any:
    return templates.get_template("components/icons.html").module.drawn


def _post(view: View, row: PostRow, source: Source | None) -> str:
    is_own = row.author_id in view.own or (row.guest_id is not None and row.guest_id == view.own_guest)
    if row.deleted_on is not None:
        return _gone(row, is_own)
    if row.put_away_on is not None:
        return _put_away(view, row, is_own)
    is_new = row.number > view.read_until and not is_own
    mark, kind = (view.new, " is-unread") if is_new else ("", "")
    author = _author_of(view, row, "</b> &middot; <span>")
    end = "</span>" if "</b>" in author else "</b>"
    shows_name = view.shows_names and not row.is_unnamed and row.pen_name
    drawn = picture(view.secret, row.home_id, row.author_id) if shows_name else ""
    return (
        f'<article class="post{kind}" id="p{row.number}">\n<p class="byline">{mark}{drawn}<b>{author}{end}'
        f' &middot; <span class="when"><a href="#p{row.number}">{say_day(row.made_on)}</a></span>'
        f"{_edited(view, row, is_own) if row.edit_count else ''}</p>\n"
        f"{_quoted(view, row.quoted_html, source) if source else ''}"
        f'<div class="text"{_written(view, row)}>{row.body_html}</div>\n{_actions(view, row, is_own)}</article>\n'
    )


def _gone(row: PostRow, is_own: bool) -> str:
    back = f' <a href="/posts/{row.public_id}/take-back">{said("Bring it back")}</a>' if is_own else ""
    return (
        f'<article class="post" id="p{row.number}">\n<p class="meta">{said("Taken back by its author.")}{back}</p>\n'
        "</article>\n"
    )


def _is_there(row: PostRow) -> bool:
    return row.deleted_on is None and row.put_away_on is None


def _put_away(view: View, row: PostRow, is_own: bool) -> str:
    words = said("Put away by a coordinator of %(place)s.", place=shown(escape(view.place)))
    may_read = is_own or view.moderates
    why = f' <a href="/posts/{row.public_id}/put-away">{said("Read it, and why")}</a>' if may_read else ""
    return f'<article class="post" id="p{row.number}">\n<p class="meta">{words}{why}</p>\n</article>\n'


def _author_of(view: View, row: PostRow, between: str) -> str:
    pen_name = row.pen_name or row.guest_name
    return _author(view, row.is_unnamed, pen_name, row.home_id, row.home_name, row.home_openness, between)


def _author(
    view: View,
    is_unnamed: bool | None,
    pen_name: str | None,
    space_id: int | None,
    outward_name: str,
    openness: str,
    between: str,
) -> str:
    """Pen name and place, with `between` between them, or as much of it as the reader may know."""
    # Who writes under a pen name without a space is a guest.
    place = str(said("a guest")) if space_id is None else escape(outward_name)
    if openness == UNLISTED and space_id not in view.known_spaces:
        place = str(said("a space"))
    if pen_name and view.shows_names and not is_unnamed:
        return f"{escape(pen_name)}{between}{place}"
    if space_id is not None:
        return str(said("a member of %(place)s", place=shown(place)))
    return str(said("a guest")) if pen_name else str(said("somebody who has left"))


def _edited(view: View, row: PostRow, is_own: bool) -> str:
    words = said("changed")
    if is_own or row.home_id in view.moderated_spaces:
        return f' &middot; <span class="when"><a href="/posts/{row.public_id}/versions">{words}</a></span>'
    return f' &middot; <span class="when">{words}</span>'


def _quoted(view: View, words: str, source: Source) -> str:
    """The quoted words, whose they are, and where they stand; nothing where they were taken back or withdrawn."""
    if source.report_id is not None:
        if source.report_public_id is None:
            return ""
        return _figure(words, f"/reports/{source.report_public_id}", said("From a report"))
    if source.deleted_on is not None or source.put_away_on is not None:
        return ""
    if source.number is None:
        return _figure(words, "", "")
    address = f"{view.address}?from={(source.number - 1) // PAGE * PAGE + 1}#p{source.number}"
    home = (source.home_id, source.home_name, source.home_openness)
    whose = _author(view, source.is_unnamed, source.pen_name or source.guest_name, *home, ", ")
    return _figure(words, address, whose)


def _written(view: View, row: PostRow) -> str:
    """How a post's words run, and their language where it is another than the page's and may be told."""
    is_told = row.home_openness != UNLISTED or row.home_id in view.known_spaces
    return written_in(row.home_language or "" if is_told else "")


def _figure(words: str, address: str, source: str) -> str:
    caption = f'<figcaption><a href="{address}">{source}</a></figcaption>' if source else ""
    return f'<figure class="quote"><blockquote>{words}</blockquote>{caption}</figure>\n'


def _actions(view: View, row: PostRow, is_own: bool) -> str:
    links = row.public_id.join(view.quote) if view.may_write else ""
    if view.article is not None:
        links += row.public_id.join(view.article)
    if is_own:
        own = f"/posts/{row.public_id}"
        links += f' <a href="{own}/edit">{said("Change")}</a> <a href="{own}/take-back">{said("Take back")}</a>'
    elif view.moderates:
        links += f' <a href="/posts/{row.public_id}/put-away">{said("Put away")}</a>'
    return f'<p class="post-actions">{links}</p>\n' if links else ""
