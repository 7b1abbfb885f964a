"""The command for accounts: list, add, reset, close."""

import click

from coordinator.accounts import actions, queries
from coordinator.accounts.models import Account
from coordinator.console import Console, pass_console
from coordinator.errors import DomainError

RESET_PATH = "/reset/"


@click.group()
def user() -> None:
    """Accounts: list them, add one, make a link for a new password, close one."""


@user.command("list")
@pass_console
def list_(console: Console) -> None:
    """Every account by its sign-in name. Which spaces it is in is not the operator's business."""
    with console.opened():
        accounts = queries.all_accounts()
    rows = [
        {"sign_in": row.sign_in_name, "operator": row.is_operator, "closed": row.is_closed, "made": row.made_week}
        for row in accounts
    ]
    console.answer(rows, "\n".join(map(_line, accounts)) or "Nobody has an account yet.")


def _line(account: Account) -> str:
    parts = [account.sign_in_name, "operator" if account.is_operator else "", "closed" if account.is_closed else ""]
    return " · ".join(filter(None, parts))


@user.command()
@click.option("--operator", is_flag=True, help="One who runs the server.")
@pass_console
def add(console: Console, operator: bool) -> None:
    """A new account; its owner sets the password with the link that is printed."""
    with console.opened():
        account = actions.make_account("", is_operator=operator)
        link = console.settings.own_address + RESET_PATH + actions.make_reset_link(account)
        name = str(account.sign_in_name)
    console.answer(
        {"sign_in": name, "link": link}, f"Sign-in name: {name}\nTo set the password, within two days: {link}"
    )


@user.command()
@click.argument("name")
@pass_console
def reset(console: Console, name: str) -> None:
    """A link with which NAME sets a new password; the log of each space concerned will say so."""
    with console.opened():
        account = actions.account_named(name)
        if account.is_closed:
            raise DomainError(f"The account {account.sign_in_name} is closed: add a new one instead.")
        link = console.settings.own_address + RESET_PATH + actions.make_reset_link(account)
    console.answer({"sign_in": account.sign_in_name, "link": link}, f"Works once, within two days: {link}")


@user.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask whether to.")
@pass_console
def close(console: Console, name: str, yes: bool) -> None:
    """Close the account NAME: it leaves every space and nobody can sign in with it; what was written stays."""
    with console.opened():
        account = actions.account_named(name)
        if not yes:
            click.confirm(f"Close {account.sign_in_name} for good?", abort=True, err=True)
        actions.close_account(account)
    console.answer({"sign_in": account.sign_in_name, "closed": True}, f"{account.sign_in_name} is closed.")
