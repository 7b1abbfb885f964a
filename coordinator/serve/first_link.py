"""The one-time link with which the first operator comes in."""

from coordinator.accounts.actions import make_operator_link
from coordinator.accounts.models import Account
from coordinator.config import Settings

PATH = "/first/"


def first_link(settings: Settings) -> str | None:
    """A new link, the only one that works, while nobody operates the server yet; else None."""
    if Account.select().where(Account.is_operator).exists():
        return None
    return f"{settings.own_address}{PATH}{make_operator_link()}"
