"""Signed-in browsers: opened, listed, ended one by one; and the devices that their owners want to be let in from."""

from coordinator import clock, db, ids, jobs
from coordinator.access import Reader
from coordinator.accounts.models import IDLE, LONGEST, Account, KnownDevice, Session, SessionKind
from coordinator.errors import NotFound

HANDLE_LENGTH = 16


def open_session(account: Account, kind: SessionKind) -> str:
    """Sign an account in on one more device and return the secret for its cookie, which is stored as a hash only."""
    token, now = ids.new_secret(), clock.now()
    with db.write():
        Session.create(
            account=account,
            token_hash=ids.hash_secret(token),
            kind=kind.value,
            made_on=clock.today(),
            ends_at=now + LONGEST[kind],
            idle_until=now + IDLE[kind],
            confirmed_at=now,
        )
        Account.update(last_week=clock.week_of(clock.today())).where(Account.id == account.id).execute()
    return token


def close_session(actor: Reader) -> None:
    """End the session that the reader came with."""
    with db.write():
        Session.delete().where(Session.id == actor.session_id).execute()


def end_session(actor: Reader, handle: str) -> None:
    """End one of the reader's own sessions, by the beginning of its stored hash; any other is not found."""
    mine = (Session.account == actor.account_id) & Session.token_hash.startswith(handle)
    with db.write():
        if len(handle) != HANDLE_LENGTH or not Session.delete().where(mine).execute():
            raise NotFound()


def end_other_sessions(actor: Reader) -> None:
    """End all of the reader's sessions but this one, and forget the devices that were let in past the brake."""
    with db.write():
        Session.delete().where((Session.account == actor.account_id) & (Session.id != actor.session_id)).execute()
        forget_devices(actor)


def remember_device(account: Account) -> str:
    """A secret for a cookie of its own, with which this device is let in past the brake on wrong passwords."""
    token = ids.new_secret()
    with db.write():
        KnownDevice.create(account=account, token_hash=ids.hash_secret(token), made_on=clock.today())
    return token


def forget_devices(actor: Reader) -> None:
    """Treat every device of the reader like any other from now on."""
    with db.write():
        KnownDevice.delete().where(KnownDevice.account == actor.account_id).execute()


def is_known_device(account_id: int, token: str) -> bool:
    """Whether a device cookie's value was given to a device of this account."""
    known = (KnownDevice.account == account_id) & (KnownDevice.token_hash == ids.hash_secret(token))
    return bool(token) and bool(KnownDevice.select().where(known).exists())


@jobs.daily("end_sessions")
def purge_sessions() -> None:
    """Drop the rows of sessions that are over anyway."""
    now = clock.now()
    with db.write():
        Session.delete().where((Session.ends_at < now) | (Session.idle_until < now)).execute()
