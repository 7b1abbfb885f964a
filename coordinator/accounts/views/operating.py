"""The operator's page of accounts: who signs in, by sign-in name alone; a link for a new password; the end of one."""

from typing import Any

from flask import Blueprint, current_app, render_template

from coordinator import door, pages, sure
from coordinator.access import Permission
from coordinator.accounts import actions, queries
from coordinator.accounts.forms import NamedAccount
from coordinator.accounts.models import Account
from coordinator.door import guard
from coordinator.errors import DomainError, Invalid
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.once import AlreadyDone

bp = Blueprint("operating_accounts", __name__)
HOME = "/operator/accounts"
pages.tell("account_shut", _("The account is closed. It has left every space, and nobody can sign in with it."))
pages.tell("link_shown_once", _("That link was made already, and is shown once. Make a new one: the old one ends."))


@bp.get(HOME)
@guard(Permission.OPERATE)
def index() -> Any:
    """Every account; which spaces it is in is not the operator's business."""
    return _page("")


def _page(refused: str) -> str:
    return render_template(
        "accounts/operating.html",
        accounts=queries.all_accounts(),
        named=NamedAccount,
        confirm=Confirm,
        refused=refused,
    )


@bp.post(f"{HOME}/add")
@guard(Permission.OPERATE, confirm=True)
def add() -> Any:
    """One account more, for somebody else who runs the server; everybody else comes by invitation."""
    try:
        account = actions.make_account("", is_operator=True)
        return _link_page(account)
    except AlreadyDone:
        return door.see(HOME, done="link_shown_once")


@bp.post(f"{HOME}/reset")
@guard(Permission.OPERATE, confirm=True)
def reset() -> Any:
    """A link for a new password, shown once; it stands in the log of each space concerned."""
    try:
        return _link_page(_named())
    except AlreadyDone:
        return door.see(HOME, done="link_shown_once")


def _link_page(account: Account) -> str:
    link = f"{current_app.config['SETTINGS'].own_address}/reset/{actions.make_reset_link(account)}"
    return render_template("accounts/reset_link.html", sign_in_name=account.sign_in_name, link=link)


@bp.post(f"{HOME}/close")
@guard(Permission.OPERATE, confirm=True)
def close() -> Any:
    """Close somebody's account, once it was said twice."""
    page = sure.ask(
        str(_("Close the account %(name)s?", name=NamedAccount().sign_in_name.data or "")),
        str(_("A closed account has left every space, and nobody can sign in with it. What was written stays.")),
        str(_("Close it")),
        back=HOME,
    )
    return page or _close()


def _close() -> Any:
    try:
        actions.close_account(_named())
    except DomainError as problem:
        return _page(problem.sentence), problem.status
    return door.see(HOME, done="account_shut")


def _named() -> Account:
    account = actions.account_named(NamedAccount().sign_in_name.data or "")
    if account.is_closed:
        raise Invalid(_("This account is closed already."))
    return account
