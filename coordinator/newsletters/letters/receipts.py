"""The words with which a sender comes back: drawn by chance, shown once, kept as a keyed hash only."""

import hashlib
import hmac

from coordinator.accounts import words

# Each different, out of 1,460: more than 80 bits.
COUNT = 8


def new_receipt() -> str:
    """Eight words with blanks between."""
    return " ".join(words.draw(COUNT))


def fingerprint(receipt: str, secret: str) -> str:
    """The form in which a receipt is stored, however it was typed; without `secret` it cannot be made."""
    return hmac.new(secret.encode(), f"letter:{words.as_recovery(receipt)}".encode(), hashlib.sha256).hexdigest()
