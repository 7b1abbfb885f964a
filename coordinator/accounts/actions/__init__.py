"""Everything that changes accounts, sessions and the ways back in."""

from coordinator.accounts.actions.accounts import (
    account_named,
    before_closing,
    change_password,
    choose_language,
    close_account,
    close_own_account,
    make_account,
    make_account_with,
    new_recovery_words,
)
from coordinator.accounts.actions.sessions import (
    close_session,
    end_other_sessions,
    end_session,
    forget_devices,
    open_session,
)
from coordinator.accounts.actions.signing_in import Entry, confirm_password, enter, sign_in
from coordinator.accounts.actions.way_back import (
    make_operator_link,
    make_reset_link,
    on_reset,
    operator_link,
    recover,
    reset_link,
    use_reset_link,
)

__all__ = [
    "Entry",
    "account_named",
    "before_closing",
    "change_password",
    "choose_language",
    "close_account",
    "close_own_account",
    "close_session",
    "confirm_password",
    "end_other_sessions",
    "end_session",
    "enter",
    "forget_devices",
    "make_account",
    "make_account_with",
    "make_operator_link",
    "make_reset_link",
    "new_recovery_words",
    "on_reset",
    "open_session",
    "operator_link",
    "recover",
    "reset_link",
    "sign_in",
    "use_reset_link",
]
