"""Full-text search over what floors register, filtered by each floor's own rule, newest first."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from operator import or_
from typing import Any

import peewee

from coordinator import clock, db
from coordinator.db import Row
from coordinator.prepared import PreparedShapes

PAGE = 20
_AT_ONCE = 500
# Telephones type curly ones, and languages have their own.
_QUOTES = re.compile('["“”„‟«»]')


class SearchEntry(Row):
    """One thing that can be found: its kind, its key, and (for filters) its space, line and day."""

    kind = peewee.CharField(max_length=24)
    object_id = peewee.IntegerField()
    space_id = peewee.IntegerField(null=True)
    line_id = peewee.IntegerField(null=True)
    found_from = peewee.DateField(null=True, default=clock.today)

    class Meta:
        table_name = "search_entry"
        indexes = ((("kind", "object_id"), True),)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of findable thing: which keys an account may find, and how hits are shown."""

    name: str
    visible: Callable[[int | None], Any]
    show: Callable[[list[int], int | None], dict[int, Any]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: its kind, and what that kind's `show` returned for it."""

    entry_id: int
    kind: str
    shown: Any


_kinds: dict[str, Kind] = {}


def register(
    name: str, visible: Callable[[int | None], Any], show: Callable[[list[int], int | None], dict[int, Any]]
) -> None:
    """Make a kind findable.

    `visible(account_id)` is a sub-select of keys; `show(keys, account_id)` maps keys to what is shown.
    """
    _kinds[name] = Kind(name, visible, show)


def search_words(text: str) -> list[str]:
    """The words of a text as they are compared: folded, without accents, split at all but letters and digits."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return bare.split()


def put(kind: str, object_id: int, text: str, space_id: int | None = None, line_id: int | None = None) -> None:
    """Make a thing findable by the words of `text`, in place of what it was found by before."""
    words = " ".join(search_words(text))
    entry = SearchEntry.get_or_none((SearchEntry.kind == kind) & (SearchEntry.object_id == object_id))
    if entry is None:
        entry = SearchEntry.create(kind=kind, object_id=object_id, space_id=space_id, line_id=line_id)
    else:
        _forget_words(entry.id)
        SearchEntry.update(space_id=space_id, line_id=line_id).where(SearchEntry.id == entry.id).execute()
    _insert_words(entry.id, words)


def put_many(kind: str, rows: list[tuple[int, str, int | None, int | None, date]]) -> None:
    """Make things findable that were not before: (key, text, space, line, day) each, in the order of their finding."""
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        SearchEntry.insert_many(
            [(kind, object_id, space_id, line_id, day) for object_id, _text, space_id, line_id, day in some],
            fields=[
                SearchEntry.kind,
                SearchEntry.object_id,
                SearchEntry.space_id,
                SearchEntry.line_id,
                SearchEntry.found_from,
            ],
        ).execute()
        keys = [object_id for object_id, *_rest in some]
        found: Any = SearchEntry.select(SearchEntry.object_id, SearchEntry.id).where(
            (SearchEntry.kind == kind) & SearchEntry.object_id.in_(keys)
        )
        entries = dict(found.tuples())
        for object_id, text, *_filters in some:
            _insert_words(entries[object_id], " ".join(search_words(text)))


def remove(kind: str, object_id: int) -> None:
    """Make a thing impossible to find."""
    entry = SearchEntry.get_or_none((SearchEntry.kind == kind) & (SearchEntry.object_id == object_id))
    if entry is not None:
        _forget_words(entry.id)
        entry.delete_instance()


def _insert_words(entry_id: int, words: str) -> None:
    if db.is_sqlite():
        db.database.execute_sql("INSERT INTO search_text(rowid, words) VALUES (?, ?)", (entry_id, words))
    else:
        db.database.execute_sql(
            "INSERT INTO search_text(entry_id, vector) VALUES (%s, to_tsvector('simple', %s))", (entry_id, words)
        )


def _forget_words(entry_id: int) -> None:
    if db.is_sqlite():
        db.database.execute_sql("DELETE FROM search_text WHERE rowid = ?", (entry_id,))
    else:
        db.database.execute_sql("DELETE FROM search_text WHERE entry_id = %s", (entry_id,))


def find(
    text: str,
    account_id: int | None,
    kinds: tuple[str, ...] = (),
    space_ids: tuple[int, ...] = (),
    line_id: int | None = None,
    since: date | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> list[Hit]:
    """What an account may read and what has all the words of `text`, newest first.

    A word that ends in `*` finds what begins with it; words in double quotes must follow one another.
    `since` leaves out what could be found before that day; `before` is the last hit's `entry_id`, for the next page.
    """
    match = _match(text)
    if not match:
        return []
    rows = _among(tuple(sorted(set(kinds or _kinds)))).rows(
        account_id,
        match=match,
        space_ids=list(space_ids) or None,
        line_id=line_id,
        since=since,
        before=before,
        limit=limit,
    )
    return _shown(rows, account_id)


@cache
def _among(kinds: tuple[str, ...]) -> PreparedShapes:
    """The query over some kinds of things, rendered once: their rules of access are long."""

    def build(account: Any, match: Any, space_ids: Any, line_id: Any, since: Any, before: Any, limit: Any) -> Any:
        visible = [
            (SearchEntry.kind == name) & SearchEntry.object_id.in_(_kinds[name].visible(account)) for name in kinds
        ]
        query = SearchEntry.select(SearchEntry.id, SearchEntry.kind, SearchEntry.object_id).where(
            reduce(or_, visible), SearchEntry.id.in_(_matching(match))
        )
        if space_ids is not None:
            query = query.where(SearchEntry.space_id.in_(space_ids))
        if line_id is not None:
            query = query.where(SearchEntry.line_id == line_id)
        if since is not None:
            query = query.where(SearchEntry.found_from >= since)
        if before is not None:
            query = query.where(SearchEntry.id < before)
        return query.order_by(SearchEntry.id.desc()).limit(limit)

    return PreparedShapes(build)


def _shown(rows: list[tuple[int, str, int]], account_id: int | None) -> list[Hit]:
    by_kind: dict[str, list[int]] = {}
    for _entry_id, kind, object_id in rows:
        by_kind.setdefault(kind, []).append(object_id)
    shown = {kind: _kinds[kind].show(keys, account_id) for kind, keys in by_kind.items()}
    return [Hit(entry, kind, shown[kind][key]) for entry, kind, key in rows if key in shown[kind]]


def _matching(match: Any) -> Any:
    if db.is_sqlite():
        return _around("(SELECT rowid FROM search_text WHERE search_text MATCH", match, ")")
    return _around("(SELECT entry_id FROM search_text WHERE vector @@ to_tsquery('simple',", match, "))")


def _around(before: str, place: Any, after: str) -> Any:
    return peewee.NodeList((peewee.SQL(before), place, peewee.SQL(after)))


def _match(text: str) -> str:
    """The engine's own query for the words typed; nothing in them can be read as anything but words."""
    parts = []
    for number, piece in enumerate(_QUOTES.split(text)):
        if number % 2:
            parts.append(_phrase(search_words(piece)))
        else:
            parts += [_word(word) for word in piece.split()]
    return (" AND " if db.is_sqlite() else " & ").join(filter(None, parts))


def _word(typed: str) -> str:
    words = search_words(typed)
    phrase = _phrase(words)
    if not phrase or not typed.endswith("*"):
        return phrase
    return f"{phrase}*" if db.is_sqlite() else f"{phrase}:*"


def _phrase(words: list[str]) -> str:
    if db.is_sqlite():
        return f'"{" ".join(words)}"' if words else ""
    return " <-> ".join(words)
