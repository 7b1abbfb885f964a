"""The page after coming in or back: what an account signs in with and its new way back, shown this once."""

from flask import make_response, render_template
from werkzeug.wrappers import Response

from coordinator import door
from coordinator.accounts import actions, cookies
from coordinator.accounts.actions import Entry
from coordinator.accounts.models import Account


def welcomed(account: Account, entry: Entry, next_address: str) -> Response:
    """Go on in a session that was just opened, and show sign-in name and new recovery words; its cookies go along."""
    recovery_words = actions.new_recovery_words(account.id)
    door.become(entry.session)
    page = render_template(
        "accounts/welcome.html",
        sign_in_name=account.sign_in_name,
        recovery_words=recovery_words,
        next_address=next_address,
    )
    return cookies.keep(make_response(page), entry)
