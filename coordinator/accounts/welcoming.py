"""The first page of a new account: what it signs in with and its way back, shown once, whoever let it in."""

from flask import make_response, render_template
from werkzeug.wrappers import Response

from coordinator import door
from coordinator.accounts import actions, cookies
from coordinator.accounts.models import Account, SessionKind


def welcomed(account: Account, device: SessionKind, next_address: str) -> Response:
    """Sign an account in that was just made, and show its sign-in name and recovery words; its cookies go along."""
    entry = actions.enter(account, device)
    recovery_words = actions.new_recovery_words(account.id)
    door.become(entry.session)
    page = render_template(
        "accounts/welcome.html",
        sign_in_name=account.sign_in_name,
        recovery_words=recovery_words,
        next_address=next_address,
    )
    return cookies.keep(make_response(page), entry)
