"""Remembers how far a reader has read: one number a thing, and no time."""

from coordinator import db
from coordinator.notices.models import Kind, ReadPosition


def mark_read(account_id: int | None, kind: Kind, object_id: int, number: int) -> None:
    """Note that an account has read a thing up to `number`; it never goes back. Nobody's reading is noted."""
    if account_id is None:
        return
    position = ReadPosition.insert(account=account_id, kind=kind.value, object_id=object_id, number=number)
    with db.turn():
        position.on_conflict(
            conflict_target=[ReadPosition.account, ReadPosition.kind, ReadPosition.object_id],
            update={ReadPosition.number: number},
            where=ReadPosition.number < number,
        ).execute()
