"""Accounts made, changed and closed."""

from collections.abc import Callable

from coordinator import clock, db
from coordinator.access import Reader
from coordinator.accounts import passwords, words
from coordinator.accounts.actions.sessions import end_other_sessions
from coordinator.accounts.models import Account, KnownDevice, ResetLink, Session
from coordinator.errors import Invalid, NotFound
from coordinator.language import _

Listener = Callable[[int, bool], None]
_before_closing: list[Listener] = []


def before_closing(listener: Listener) -> Listener:
    """Have `listener(account_id, by_operator)` called, in the same transaction, before an account closes.

    It may refuse a person who closes their own account, and not the operator.
    """
    _before_closing.append(listener)
    return listener


def make_account(password: str, is_operator: bool = False, language: str | None = None) -> Account:
    """A new account with a sign-in name of the server's own choosing. Refuses (Invalid) a weak password.

    Without a password nobody can sign in before a reset link was used.
    """
    if password:
        passwords.require_good(password)
    hashed = passwords.hash_password(password) if password else ""
    return make_account_with(hashed, is_operator, language)


def make_account_with(password_hash: str, is_operator: bool = False, language: str | None = None) -> Account:
    """The same, for a password that was hashed already, so that no transaction waits for the hashing."""
    with db.write():
        return Account.create(
            sign_in_name=_free_name(),
            password_hash=password_hash,
            is_operator=is_operator,
            language=language,
            made_week=clock.week_of(clock.today()),
        )


def _free_name() -> str:
    name = words.new_name()
    while Account.select().where(Account.sign_in_name == name).exists():
        name = words.new_name()
    return name


def new_recovery_words(account_id: int) -> str:
    """Five new words with which this person can come back in; they are shown once, and older ones end."""
    drawn = words.new_recovery_words()
    hashed = passwords.hash_password(words.as_recovery(drawn))
    with db.write():
        Account.update(recovery_hash=hashed).where(Account.id == account_id).execute()
    return drawn


def change_password(actor: Reader, password: str) -> None:
    """Give the reader another password and end all other sessions. Refuses (Invalid) a weak one."""
    passwords.require_good(password, actor.sign_in_name)
    hashed = passwords.hash_password(password)
    with db.write():
        Account.update(password_hash=hashed).where(Account.id == actor.account_id).execute()
        end_other_sessions(actor)


def choose_language(actor: Reader, language: str | None) -> None:
    """Show the pages in this language from now on; None follows the space, or the browser."""
    with db.write():
        Account.update(language=language).where(Account.id == actor.account_id).execute()


def close_own_account(actor: Reader) -> None:
    """Delete the reader's account with its sessions and links; what was written stays under its pen names.

    Refuses (Invalid) the last operator, and whoever other floors cannot do without (a last coordinator).
    """
    account = Account.get_by_id(actor.account_id)
    with db.write():
        _refuse_last_operator(account)
        for listener in _before_closing:
            listener(account.id, False)
        account.delete_instance()


def close_account(account: Account) -> None:
    """Close somebody's account, as the operator does: it leaves every space, and nobody can sign in with it."""
    with db.write():
        _refuse_last_operator(account)
        for listener in _before_closing:
            listener(account.id, True)
        Account.update(is_closed=True).where(Account.id == account.id).execute()
        for rows in (Session, KnownDevice, ResetLink):
            rows.delete().where(rows.account == account.id).execute()


def _refuse_last_operator(account: Account) -> None:
    others = Account.is_operator & ~Account.is_closed & (Account.id != account.id)
    if account.is_operator and not Account.select().where(others).exists():
        raise Invalid(_("This is the last operator's account. Make another operator first: coordinator user add."))


def account_named(sign_in_name: str) -> Account:
    """The account with this sign-in name, however it was typed; refuses (NotFound) one that there is not."""
    name = words.as_name(sign_in_name)
    account: Account | None = Account.get_or_none(Account.sign_in_name == name)
    if account is None:
        raise NotFound(_("There is no account “%(name)s”. Names are three words, as in maple-lamp-river.", name=name))
    return account
