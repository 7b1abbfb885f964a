"""The one-time link with which the first operator comes in."""

from coordinator import db
from coordinator.accounts.actions import make_operator_link
from coordinator.accounts.models import Account, ResetLink
from coordinator.config import Settings

PATH = "/first/"


def first_link(settings: Settings) -> str | None:
    """A new link, the only one that works, while nobody operates the server yet; else None, and no old one works."""
    if Account.select().where(Account.is_operator).exists():
        with db.write():
            ResetLink.delete().where(ResetLink.account.is_null()).execute()
        return None
    return f"{settings.own_address}{PATH}{make_operator_link()}"
