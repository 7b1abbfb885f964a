"""What other floors must hear of: a membership that ended, and one that went over to another account."""

from collections.abc import Callable

Ended = Callable[[int], None]
Returned = Callable[[int, int], None]
_on_end: list[Ended] = []
_on_return: list[Returned] = []


def on_membership_ended(listener: Ended) -> Ended:
    """Have `listener(membership_id)` called, in the same transaction, when a membership ends."""
    _on_end.append(listener)
    return listener


def on_membership_returned(listener: Returned) -> Returned:
    """Have `listener(membership_id, left_behind_id)` called when a membership goes over to another account.

    What the new holder must not get (drafts) is to be moved to the membership left behind: it belongs to
    the old account, is not active, and its `ended_on` says from when the 30 days count.
    """
    _on_return.append(listener)
    return listener


def membership_ended(membership_id: int) -> None:
    """Tell the floors above."""
    for listener in _on_end:
        listener(membership_id)


def membership_returned(membership_id: int, left_behind_id: int) -> None:
    """Tell the floors above."""
    for listener in _on_return:
        listener(membership_id, left_behind_id)
