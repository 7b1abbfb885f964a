"""Handles and words that open or end something act on what they name, and once."""

import pytest
from cast import PASSWORD_HASH, Cast

from coordinator.accounts import actions, passwords
from coordinator.accounts.models import Account, Session, SessionKind
from coordinator.errors import NotFound

WORDS = "one two three four five"


@pytest.mark.parametrize("handle", ["", "a", "%", "%" * 16, "_" * 16])
def test_a_handle_that_names_no_session_ends_none(cast: Cast, handle: str) -> None:
    assert cast.robin.account
    actions.open_session(cast.robin.account, SessionKind.OWN)
    with pytest.raises(NotFound):
        actions.end_session(cast.robin.reader, handle)
    assert Session.select().where(Session.account == cast.robin.account).count() == 2


def test_recovery_words_that_somebody_used_a_moment_ago_let_nobody_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Account.sign_in_name == "robin-oak-lamp"
    Account.update(recovery_hash=PASSWORD_HASH).where(mine).execute()

    def used_meanwhile(_stored: str, _typed: str) -> bool:
        Account.update(recovery_hash="").where(mine).execute()
        return True

    monkeypatch.setattr(passwords, "is_right", used_meanwhile)
    with pytest.raises(NotFound):
        actions.recover("robin-oak-lamp", WORDS, "five grey whales", SessionKind.SHARED)
    assert Account.get(mine).password_hash == PASSWORD_HASH
