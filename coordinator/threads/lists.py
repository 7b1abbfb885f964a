"""Lists of threads, newest first, with what each reader has not read: for spaces, lines and the home."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import peewee

from coordinator.access import Audience, Reader
from coordinator.notices.models import Kind
from coordinator.notices.queries import position_of
from coordinator.prepared import Prepared
from coordinator.spaces.models import Line, Space
from coordinator.threads.models import Thread, ThreadSpace, title_for
from coordinator.threads.page import PAGE, place_of
from coordinator.threads.wording import title_in_words

AT_ONCE = 30


@dataclass(slots=True)
class Listed:
    """A thread as one line of a list."""

    key: int
    public_id: str
    title: str
    audience: Audience
    is_locked: bool
    post_count: int
    last_post_on: Any
    unread: int
    is_new: bool
    place: str
    line: tuple[str, str] | None

    @property
    def url(self) -> str:
        """The address of the first post that this reader has not seen, else of the thread."""
        if not self.unread or self.is_new:
            return f"/threads/{self.public_id}"
        number = self.post_count - self.unread + 1
        return f"/threads/{self.public_id}?from={(number - 1) // PAGE * PAGE + 1}#p{number}"


def listed(
    reader: Reader,
    space_id: int | None = None,
    line_id: int | None = None,
    since: date | None = None,
    before: Thread | None = None,
    limit: int = AT_ONCE,
    of_space: int | None = None,
) -> list[Listed]:
    """The threads that the reader may read, those with the newest posts first.

    `space_id`: that space's own and those that its members may read with it. `of_space`: only its own.
    `before`: the last one of the page before.
    """
    query = _query_for(
        space_id is not None, of_space is not None, line_id is not None, since is not None, before is not None
    )
    rows = query.rows(
        account_id=reader.account_id,
        space_id=space_id,
        of_space=of_space,
        line_id=line_id,
        since=since and since.isoformat(),
        before_day=before and before.last_post_on.isoformat(),
        before_key=before and before.id,
        number=limit,
    )
    return [_listed(reader, row) for row in rows]


@cache
def _query_for(in_space: bool, is_own: bool, in_line: bool, is_since: bool, is_further: bool) -> Prepared:
    """One constant query for each set of filters."""

    def build(
        account_id: Any,
        space_id: Any,
        of_space: Any,
        line_id: Any,
        since: Any,
        before_day: Any,
        before_key: Any,
        number: Any,
    ) -> Any:
        query = _all_visible(account_id)
        if in_space:
            query = query.where(_concerns(space_id))
        if is_own:
            query = query.where(Thread.space == of_space)
        if in_line:
            query = query.where(Thread.line == line_id)
        if is_since:
            query = query.where(Thread.last_post_on >= since)
        if is_further:
            earlier = (Thread.last_post_on == before_day) & (Thread.id < before_key)
            query = query.where((Thread.last_post_on < before_day) | earlier)
        return query.order_by(Thread.last_post_on.desc(), Thread.id.desc()).limit(number)

    return Prepared(build)


def _all_visible(account_id: Any) -> Any:
    visible_line = Line.select(Line.id).where(Line.visible_to(account_id))
    line = Line.alias()
    return (
        Thread.select(
            Thread.id,
            Thread.public_id,
            title_for(account_id),
            Thread.audience,
            Thread.is_locked,
            Thread.post_count,
            Thread.last_post_on,
            position_of(account_id, Kind.THREAD, Thread.id),
            Space.id,
            Space.name,
            Space.outward_name,
            Space.openness,
            line.name,
            line.slug,
        )
        .join(Space)
        .switch(Thread)
        .join(line, peewee.JOIN.LEFT_OUTER, on=(line.id == Thread.line) & line.id.in_(visible_line))
        .where(Thread.visible_to(account_id))
    )


def _concerns(space_id: Any) -> Any:
    """Of the threads that a reader may read, those that belong to one space or reach it."""
    chosen = ThreadSpace.select(ThreadSpace.thread)
    to_all = (Thread.audience == Audience.COORDINATORS.value) & Thread.id.not_in(chosen)
    reached = ThreadSpace.select(ThreadSpace.thread).where(ThreadSpace.space == space_id)
    return (
        (Thread.space == space_id)
        | Thread.audience.in_([Audience.NETWORK.value, Audience.PUBLIC.value])
        | Thread.id.in_(reached)
        | to_all
    )


def _listed(reader: Reader, row: tuple[Any, ...]) -> Listed:
    key, public_id, title, audience, is_locked, post_count, last_post_on, position = row[:8]
    return Listed(
        key=key,
        public_id=public_id,
        title=title_in_words(title),
        audience=Audience(audience),
        is_locked=bool(is_locked),
        post_count=post_count,
        last_post_on=last_post_on,
        unread=max(post_count - position, 0),
        is_new=not position,
        place=place_of(reader, row[8], row[10], row[11], row[9]),
        line=(row[12], row[13]) if row[13] else None,
    )
