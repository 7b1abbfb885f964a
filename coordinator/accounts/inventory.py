"""What is held about one account, told by every floor that holds something."""

from collections.abc import Callable
from dataclasses import dataclass

from coordinator.accounts.models import Account, KnownDevice, ResetLink, Session
from coordinator.catalogues import SPOKEN
from coordinator.language import _, ngettext, say_week


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is held: what it is, what stands there, and how long it is kept."""

    what: str
    value: str
    kept: str


Teller = Callable[[int], list[Held]]
_tellers: list[Teller] = []


def register(teller: Teller) -> Teller:
    """Have `teller(account_id)` add to everybody's list."""
    _tellers.append(teller)
    return teller


def held_about(account_id: int) -> list[Held]:
    """All that the server holds about an account, floor by floor."""
    return [held for teller in _tellers for held in teller(account_id)]


@register
def _account_itself(account_id: int) -> list[Held]:
    account = Account.get_by_id(account_id)
    always = str(_("until you close your account"))
    rows = [
        Held(str(_("Sign-in name")), account.sign_in_name, always),
        Held(str(_("Password")), str(_("only as a hash, from which it cannot be read")), always),
        Held(str(_("Recovery words")), _words(account), always),
        Held(str(_("Week in which the account was made")), say_week(account.made_week), always),
        Held(str(_("Week of the last sign-in")), say_week(account.last_week) or "–", always),
    ]
    if account.language:
        rows.append(Held(str(_("Language of the pages")), SPOKEN.get(account.language, account.language), always))
    if account.email:
        rows.append(Held(str(_("E-mail address")), account.email, always))
    return rows


def _words(account: Account) -> str:
    return str(_("only as a hash, from which they cannot be read") if account.recovery_hash else _("none"))


@register
def _ways_in(account_id: int) -> list[Held]:
    sessions = Session.select().where(Session.account == account_id).count()
    devices = KnownDevice.select().where(KnownDevice.account == account_id).count()
    links = ResetLink.select().where(ResetLink.account == account_id).count()
    days = str(_("until they end, sixty days at most"))
    return [
        Held(str(_("Signed-in browsers, each with the day of signing in")), str(sessions), days),
        Held(str(_("Devices of your own, each with the day")), str(devices), str(_("until you forget them here"))),
        Held(str(_("Links to set a new password")), str(links), str(_("two days"))),
        Held(
            str(_("How often a password was tried for you")),
            str(_("a number")),
            ngettext("%(num)s day", "%(num)s days", 1),
        ),
    ]
