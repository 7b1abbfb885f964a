"""Forms that act once: a key that each form carries is spent in the action's own transaction."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

import peewee

from coordinator import clock, db
from coordinator.db import Row

KEPT = timedelta(days=2)


class FormKey(Row):
    """A form's key that was spent, by whom, and the address of what came of it."""

    actor = peewee.CharField(max_length=64)
    key = peewee.CharField(max_length=64)
    address = peewee.TextField(default="")
    made_on = peewee.DateField(index=True)

    class Meta:
        table_name = "form_key"
        indexes = ((("actor", "key"), True),)


@dataclass(slots=True)
class Pending:
    """The key of the form that is being answered now."""

    actor: str
    key: str
    spent: bool = False


class AlreadyDone(Exception):
    """This very form was sent before; `address` leads to what came of it ('' if that is not known)."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


_pending: ContextVar[Pending | None] = ContextVar("pending_form_key", default=None)


def begin(actor: str, key: str) -> None:
    """Say which form is being answered; the next write transaction spends its key."""
    _pending.set(Pending(actor, key) if key else None)


def end(address: str) -> None:
    """Remember where a spent key's result stands, so that a second send is led there."""
    pending = _pending.get()
    _pending.set(None)
    if pending is not None and pending.spent and address:
        with db.write():
            FormKey.update(address=address).where(
                (FormKey.actor == pending.actor) & (FormKey.key == pending.key)
            ).execute()


def forget() -> None:
    """Leave the form unanswered: nothing was written."""
    _pending.set(None)


def refuse_spent() -> None:
    """Raise AlreadyDone where this very form was sent before; spends nothing."""
    pending = _pending.get()
    if pending is None or pending.spent:
        return
    found = FormKey.get_or_none((FormKey.actor == pending.actor) & (FormKey.key == pending.key))
    if found is not None:
        raise AlreadyDone(found.address)


@db.on_write
def spend() -> None:
    """Spend the pending key inside the transaction that has just begun, or raise AlreadyDone."""
    refuse_spent()
    pending = _pending.get()
    if pending is None or pending.spent:
        return
    FormKey.create(actor=pending.actor, key=pending.key, made_on=clock.today())
    pending.spent = True


def purge() -> None:
    """Drop keys that no open page can still carry."""
    with db.write():
        FormKey.delete().where(FormKey.made_on < clock.today() - KEPT).execute()
