"""Passwords and recovery words: hashed with Argon2id, a few at a time, in constant time for unknown names."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from coordinator import ids
from coordinator.errors import Invalid
from coordinator.language import _

SHORTEST = 10
LONGEST_BYTES = 1000
# Each takes 64 MiB and a fifth of a second of a core; more at once would stop a small machine.
_gate = threading.BoundedSemaphore(2)
_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """The stored form of a password or of recovery words."""
    with _gate:
        return _hasher.hash(password)


def is_right(stored: str, password: str) -> bool:
    """Whether `password` is the one that was hashed; takes as long for a hash that there is not."""
    with _gate:
        try:
            _hasher.verify(stored or _dummy(), password)
            return bool(stored)
        except (VerifyMismatchError, InvalidHashError):
            return False


@cache
def _dummy() -> str:
    return _hasher.hash(ids.new_secret())


def require_good(password: str, sign_in_name: str = "") -> None:
    """Refuse (Invalid) a new password that is too short, too long or too easily guessed."""
    if len(password) < SHORTEST:
        raise Invalid(
            _("Take at least ten characters; a few words that only you would put together are good."), "password"
        )
    if len(password.encode()) > LONGEST_BYTES:
        raise Invalid(_("This password is too long."), "password")
    plain = password.casefold().replace(" ", "").replace("-", "")
    if len(set(plain)) < 5 or plain == sign_in_name.casefold().replace("-", "") or plain in _COMMON:
        raise Invalid(
            _("This password is too easy to guess. Put a few words together that belong to nothing of yours."),
            "password",
        )


_COMMON = frozenset(
    (
        "password12", "password123", "passwordpassword", "qwertyuiop", "1234567890", "iloveyou123", "letmein123",
        "welcome123", "changeme123", "administrator", "contraseña", "contrasena123", "solidarity", "solidaridad",
    )
)  # fmt: skip
