"""Coming in: name and password, and the password once more before what cannot easily be taken back."""

from dataclasses import dataclass

from coordinator import clock
from coordinator.access import Reader
from coordinator.accounts import passwords, throttle, words
from coordinator.accounts.actions.sessions import is_known_device, open_session, remember_device
from coordinator.accounts.models import Account, Session, SessionKind
from coordinator.errors import Invalid
from coordinator.language import _


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody who came in gets: the secret of the session, and one for the device if it is their own."""

    session: str
    kind: SessionKind
    device: str = ""


def sign_in(sign_in_name: str, password: str, kind: SessionKind, device: str = "") -> Entry:
    """Open a session. `device` is the value of the device cookie, if there is one.

    Refuses a wrong name or password with one and the same sentence (Invalid), and, before looking at the
    password, too many tries (TooMany): counted for the account, but for a device of its own by itself, so
    that nobody who guesses can lock the owner out.
    """
    name = words.as_name(sign_in_name)
    account = Account.get_or_none((Account.sign_in_name == name) & ~Account.is_closed)
    is_known = is_known_device(account.id if account else 0, device)
    brake = ("device", device) if is_known else ("sign-in", name)
    throttle.count(*brake)
    is_right = passwords.is_right(account.password_hash if account else "", password)
    if account is None or not is_right:
        raise Invalid(_("That name and that password do not belong together. Check both and try again."), "password")
    throttle.forget(*brake)
    return enter(account, kind, device if is_known else "")


def enter(account: Account, kind: SessionKind, device: str = "") -> Entry:
    """A session for somebody who has shown who they are; a phone of one's own is remembered."""
    session = open_session(account, kind)
    if kind is SessionKind.OWN and not device:
        device = remember_device(account)
    return Entry(session, kind, device)


def confirm_password(actor: Reader, password: str) -> bool:
    """Whether the password is right; if so, the session counts as confirmed for the next ten minutes.

    Refuses (TooMany) more than five tries a minute.
    """
    account = Account.get_by_id(actor.account_id)
    throttle.count("confirm", str(account.sign_in_name))
    if not passwords.is_right(account.password_hash, password):
        return False
    throttle.forget("confirm", str(account.sign_in_name))
    Session.update(confirmed_at=clock.now()).where(Session.id == actor.session_id).execute()
    return True
