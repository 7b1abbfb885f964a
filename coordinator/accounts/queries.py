"""What can be read of accounts: one's own sessions, and for the operator the list of accounts."""

from dataclasses import dataclass
from datetime import date

from coordinator import clock
from coordinator.access import Reader
from coordinator.accounts.actions.sessions import HANDLE_LENGTH
from coordinator.accounts.models import Account, KnownDevice, Session, SessionKind


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One signed-in browser, as its owner sees it."""

    handle: str
    is_own_device: bool
    made_on: date
    is_this_one: bool


def sessions_of(actor: Reader) -> list[OwnSession]:
    """The reader's sessions that still hold, newest first."""
    now = clock.now()
    holds = (Session.account == actor.account_id) & (Session.ends_at > now) & (Session.idle_until > now)
    return [
        OwnSession(
            handle=row.token_hash[:HANDLE_LENGTH],
            is_own_device=row.kind == SessionKind.OWN.value,
            made_on=row.made_on,
            is_this_one=row.id == actor.session_id,
        )
        for row in Session.select().where(holds).order_by(Session.id.desc())
    ]


def devices_of(actor: Reader) -> int:
    """How many devices of the reader are let in past the brake."""
    return int(KnownDevice.select().where(KnownDevice.account == actor.account_id).count())


def has_recovery_words(actor: Reader) -> bool:
    """Whether the reader can come back in with words from paper."""
    return bool(Account.get_by_id(actor.account_id).recovery_hash)


def all_accounts() -> list[Account]:
    """Every account, by sign-in name: for the operator, who sees no memberships by it."""
    return list(Account.select().order_by(Account.sign_in_name))
