"""Accounts, their sessions and the secrets that let a person in."""

from datetime import timedelta
from enum import StrEnum

import peewee

from coordinator import clock
from coordinator.db import Row, UtcDateTimeField


class Account(Row):
    """What a person signs in with; no real name, no time finer than the week."""

    sign_in_name = peewee.CharField(max_length=64, unique=True)
    password_hash = peewee.TextField()
    recovery_hash = peewee.TextField(default="")
    is_operator = peewee.BooleanField(default=False)
    language = peewee.CharField(max_length=12, null=True)
    email = peewee.TextField(null=True)
    made_week = peewee.CharField(max_length=8)
    last_week = peewee.CharField(max_length=8, default="")
    is_closed = peewee.BooleanField(default=False)

    class Meta:
        table_name = "account"


class SessionKind(StrEnum):
    """What sort of device a person signed in on."""

    SHARED = "shared"
    OWN = "own"


# How long a session lasts at most, and how long without a request.
LONGEST = {SessionKind.SHARED: timedelta(hours=12), SessionKind.OWN: timedelta(days=60)}
IDLE = {SessionKind.SHARED: timedelta(minutes=30), SessionKind.OWN: timedelta(days=14)}


class Session(Row):
    """One signed-in browser; its cookie holds a secret of which only the hash stands here."""

    account = peewee.ForeignKeyField(Account, backref="sessions", on_delete="CASCADE")
    account_id: int
    token_hash = peewee.CharField(max_length=64, unique=True)
    kind = peewee.CharField(max_length=8)
    made_on = peewee.DateField()
    ends_at = UtcDateTimeField()
    idle_until = UtcDateTimeField()
    confirmed_at = UtcDateTimeField(null=True)

    class Meta:
        table_name = "session"


class ResetLink(Row):
    """An operator's link with which a person sets a new password, or (first start) makes the first account."""

    account = peewee.ForeignKeyField(Account, null=True, on_delete="CASCADE")
    account_id: int | None
    code_hash = peewee.CharField(max_length=64, unique=True)
    ends_at = UtcDateTimeField()

    class Meta:
        table_name = "reset_link"


class Throttle(Row):
    """How often something was tried in a window of time, by account or device, never by address."""

    key = peewee.CharField(max_length=96, primary_key=True)
    tries = peewee.IntegerField(default=0)
    window_ends_at = UtcDateTimeField(default=clock.now)

    class Meta:
        table_name = "throttle"


class KnownDevice(Row):
    """A browser whose owner asked to be let in past the throttle; the cookie holds a secret."""

    account = peewee.ForeignKeyField(Account, on_delete="CASCADE")
    account_id: int
    token_hash = peewee.CharField(max_length=64, unique=True)
    made_on = peewee.DateField()

    class Meta:
        table_name = "known_device"
