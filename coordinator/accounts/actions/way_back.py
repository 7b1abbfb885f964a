"""Ways back in: recovery words, an operator's reset link, and the very first link of a new server."""

from collections.abc import Callable
from datetime import timedelta

from coordinator import clock, db, ids
from coordinator.accounts import passwords, throttle, words
from coordinator.accounts.actions.signing_in import Entry, enter
from coordinator.accounts.models import Account, KnownDevice, ResetLink, Session, SessionKind
from coordinator.errors import Invalid, NotFound
from coordinator.language import _

RESET_LASTS = timedelta(days=2)
FIRST_LASTS = timedelta(days=7)
_on_reset: list[Callable[[int], None]] = []


def on_reset(listener: Callable[[int], None]) -> Callable[[int], None]:
    """Have `listener(account_id)` called, in the same transaction, whenever an operator makes a reset link."""
    _on_reset.append(listener)
    return listener


def make_reset_link(account: Account) -> str:
    """The code of a link with which this person can set a new password within two days; an older link ends."""
    with db.write():
        ResetLink.delete().where(ResetLink.account == account.id).execute()
        for listener in _on_reset:
            listener(account.id)
        return _new_link(account, RESET_LASTS)


def make_operator_link() -> str:
    """The code of the link that makes the first operator's account; an older one ends."""
    with db.write():
        ResetLink.delete().where(ResetLink.account.is_null()).execute()
        return _new_link(None, FIRST_LASTS)


def _new_link(account: Account | None, lasts: timedelta) -> str:
    code = ids.new_secret()
    ResetLink.create(account=account, code_hash=ids.hash_secret(code), ends_at=clock.now() + lasts)
    return code


def reset_link(code: str) -> ResetLink | None:
    """The row of a reset link that still holds, or None."""
    return _link(code, ResetLink.account.is_null(False))


def operator_link(code: str) -> ResetLink | None:
    """The row of a first link that still holds, or None."""
    return _link(code, ResetLink.account.is_null())


def _link(code: str, sort: object) -> ResetLink | None:
    holds = (ResetLink.code_hash == ids.hash_secret(code)) & (ResetLink.ends_at > clock.now()) & sort
    found: ResetLink | None = ResetLink.get_or_none(holds)
    return found


def use_reset_link(code: str, password: str, kind: SessionKind) -> tuple[Account, Entry]:
    """Set a new password, end all older sessions, and come in. The link is used up.

    Refuses (NotFound) a used, expired or unknown link, and (Invalid) a weak password.
    """
    link = reset_link(code)
    account = None if link is None else link.account
    if link is None or account is None:
        raise NotFound()
    hashed = _good_hash(password, account.sign_in_name)
    with db.write():
        if not ResetLink.delete().where(ResetLink.id == link.id).execute():
            raise NotFound()
        return account, _with_new_password(account, hashed, kind)


def recover(sign_in_name: str, recovery_words: str, password: str, kind: SessionKind) -> tuple[Account, Entry]:
    """The same with the five words from paper, which are used up by it.

    Refuses a wrong name or wrong words with one and the same sentence (Invalid), and too many tries (TooMany).
    """
    name = words.as_name(sign_in_name)
    throttle.count("recover", name)
    account = Account.get_or_none((Account.sign_in_name == name) & ~Account.is_closed)
    is_right = passwords.is_right(account.recovery_hash if account else "", words.as_recovery(recovery_words))
    if account is None or not is_right:
        raise Invalid(
            _("That name and those words do not belong together. Check the paper, word by word."), "recovery_words"
        )
    hashed = _good_hash(password, name)
    throttle.forget("recover", name)
    with db.write():
        # Of two who come with the same words at the same moment, one comes in.
        unused = (Account.id == account.id) & (Account.recovery_hash == account.recovery_hash)
        if not Account.update(recovery_hash="").where(unused).execute():
            raise NotFound()
        return account, _with_new_password(account, hashed, kind)


def _good_hash(password: str, name: str) -> str:
    passwords.require_good(password, name)
    return passwords.hash_password(password)


def _with_new_password(account: Account, hashed: str, kind: SessionKind) -> Entry:
    Account.update(password_hash=hashed).where(Account.id == account.id).execute()
    Session.delete().where(Session.account == account.id).execute()
    KnownDevice.delete().where(KnownDevice.account == account.id).execute()
    return enter(account, kind)
