"""Slows down guessing: five tries a minute and a hundred a day, by account or by device, never by address."""

from datetime import datetime, timedelta

import peewee

from coordinator import clock, db, ids, jobs
from coordinator.accounts.models import Throttle
from coordinator.errors import TooMany
from coordinator.language import _

A_MINUTE, A_DAY = 5, 100


def count(what: str, whom: str) -> None:
    """Count one try at `what` by or for `whom`; refuses (TooMany) one too many, before anything is looked at."""
    if _tries(_key("m", what, whom), timedelta(minutes=1)) > A_MINUTE:
        raise TooMany(_("That was tried too often. Please wait a minute, then try again."))
    if _tries(_key("d", what, whom), timedelta(days=1)) > A_DAY:
        raise TooMany(
            _("That was tried too often today. Try again tomorrow, or ask the operator of this server for a link.")
        )


def is_over(what: str, whom: str, limit: int, lasts: timedelta) -> bool:
    """Count one try in a window of its own, and say whether it was one too many."""
    return _tries(_key("w", what, whom), lasts) > limit


def forget(what: str, whom: str) -> None:
    """Start anew after a try that succeeded."""
    keys = [_key(window, what, whom) for window in ("m", "d")]
    Throttle.delete().where(Throttle.key.in_(keys)).execute()


def _key(window: str, what: str, whom: str) -> str:
    return f"{window}:{what}:{ids.hash_secret(whom)}"


def _tries(key: str, lasts: timedelta) -> int:
    """One statement of its own: a refused form has used nothing up, but its try counts."""
    now = clock.now()
    ends, ended = _stored(now + lasts), Throttle.window_ends_at <= now
    counted = Throttle.insert(key=key, tries=1, window_ends_at=now + lasts).on_conflict(
        conflict_target=[Throttle.key],
        update={
            Throttle.tries: peewee.Case(None, ((ended, 1),), Throttle.tries + 1),
            Throttle.window_ends_at: peewee.Case(None, ((ended, ends),), Throttle.window_ends_at),
        },
    )
    with db.turn():
        return int(next(iter(counted.returning(Throttle.tries).execute())).tries)


def _stored(moment: datetime) -> peewee.Value:
    return peewee.Value(Throttle.window_ends_at.db_value(moment), converter=False)


@jobs.daily("forget_tries")
def forget_tries() -> None:
    """Drop the counters whose time is over."""
    with db.write():
        Throttle.delete().where(Throttle.window_ends_at < clock.now()).execute()
