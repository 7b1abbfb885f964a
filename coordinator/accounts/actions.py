"""Everything that changes accounts and sessions."""

from datetime import timedelta

from coordinator import clock, db, ids
from coordinator.access import Reader
from coordinator.accounts import passwords
from coordinator.accounts.models import Account, Session, SessionKind
from coordinator.errors import Invalid
from coordinator.language import _

LONGEST = {SessionKind.SHARED: timedelta(hours=12), SessionKind.OWN: timedelta(days=60)}
IDLE = {SessionKind.SHARED: timedelta(minutes=30), SessionKind.OWN: timedelta(days=14)}


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


def sign_in(sign_in_name: str, password: str, kind: SessionKind) -> str:
    """The secret of a new session. Refuses (Invalid) a wrong name or password with one and the same sentence."""
    name = "-".join(sign_in_name.lower().replace("-", " ").split())
    account = Account.get_or_none((Account.sign_in_name == name) & ~Account.is_closed)
    is_right = passwords.is_right(account.password_hash if account else "", password)
    if account is None or not is_right:
        raise Invalid(_("That name and that password do not belong together. Check both and try again."), "password")
    return open_session(account, kind)


def close_session(actor: Reader) -> None:
    """End the session that the reader came with."""
    with db.write():
        Session.delete().where(Session.id == actor.session_id).execute()


def confirm_password(actor: Reader, password: str) -> bool:
    """Whether the password is right; if so, the session counts as confirmed for the next ten minutes."""
    account = Account.get_by_id(actor.account_id)
    if not passwords.is_right(account.password_hash, password):
        return False
    Session.update(confirmed_at=clock.now()).where(Session.id == actor.session_id).execute()
    return True
