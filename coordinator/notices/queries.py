"""How far a reader has read, for unread marks; each account asks for its own alone."""

from collections.abc import Iterable
from typing import Any

import peewee

from coordinator.notices.models import Kind, ReadPosition


def positions(account_id: int | None, kind: Kind, object_ids: Iterable[int]) -> dict[int, int]:
    """The last number that an account has seen of each of the things; those it never opened are missing."""
    if account_id is None:
        return {}
    rows: Any = ReadPosition.select(ReadPosition.object_id, ReadPosition.number).where(
        (ReadPosition.account == account_id)
        & (ReadPosition.kind == kind.value)
        & ReadPosition.object_id.in_(list(object_ids))
    )
    return dict(rows.tuples())


def position_of(account_id: Any, kind: Kind, object_id: Any) -> Any:
    """The same for one thing, as a scalar sub-select (0 where it was never opened), for use in other queries."""
    number = ReadPosition.select(ReadPosition.number).where(
        (ReadPosition.account == account_id) & (ReadPosition.kind == kind.value) & (ReadPosition.object_id == object_id)
    )
    return peewee.fn.COALESCE(number, 0)
