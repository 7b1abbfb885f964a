"""Passwords and recovery words: hashed with Argon2id, a few at a time, in constant time for unknown names."""

import fcntl
import os
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from coordinator.errors import Invalid, TooMany
from coordinator.language import _

SHORTEST = 10
LONGEST_BYTES = 1000
AT_ONCE = 2
# More of a process's threads than this never wait here: the others go on answering pages.
IN_LINE = 4
_TURN_SECONDS = 0.01
_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
# The hash of something random that was thrown away: what is compared where there is no account.
_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=1$giJBzbAe6mQrDcuskjyKTw$xXuWWgWEFIF+bUHki2A+PCBYbpt0NjtugcGSz1B2NYM"


class Gate:
    """Lets two hashings run at a time on the whole server: each takes 64 MiB and a fifth of a second of a core."""

    def __init__(self) -> None:
        self._line = threading.BoundedSemaphore(IN_LINE)
        self._here = threading.BoundedSemaphore(AT_ONCE)
        self._folder: Path | None = None

    def use(self, folder: Path) -> None:
        """Share the two places with every other process that uses the same folder."""
        self._folder = folder

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Wait for a place, and hold it for as long as the `with` block lasts. Refuses (TooMany) a long line."""
        if not self._line.acquire(blocking=False):
            raise TooMany(_("Many people are coming in at this moment. Please try again in a few seconds."))
        try:
            with self._here:
                place = None if self._folder is None else self._place_in(self._folder)
                try:
                    yield
                finally:
                    if place is not None:
                        os.close(place)
        finally:
            self._line.release()

    def _place_in(self, folder: Path) -> int:
        """A locked file; closing it gives the place back, and so does the death of the process."""
        while True:
            for number in range(AT_ONCE):
                place = os.open(folder / f"hashing-{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                try:
                    fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    os.close(place)
                else:
                    return place
            time.sleep(_TURN_SECONDS)


gate = Gate()


def hash_password(password: str) -> str:
    """The stored form of a password or of recovery words."""
    with gate():
        return _hasher.hash(_same(password))


def is_right(stored: str, password: str) -> bool:
    """Whether `password` is the one that was hashed; takes as long for a hash that there is not."""
    with gate():
        try:
            _hasher.verify(stored or _NOBODYS, _same(password))
            return bool(stored)
        except (VerifyMismatchError, InvalidHashError):
            return False


def _same(password: str) -> str:
    """One spelling of letters that devices spell differently."""
    return unicodedata.normalize("NFKC", password)


def require_good(password: str, sign_in_name: str = "") -> None:
    """Refuse (Invalid) a new password that is too short, too long or too easily guessed."""
    if len(password) < SHORTEST:
        raise Invalid(
            _("Take at least ten characters; a few words that only you would put together are good."), "new_password"
        )
    if len(password.encode()) > LONGEST_BYTES:
        raise Invalid(_("This password is too long."), "new_password")
    plain = password.casefold().replace(" ", "").replace("-", "")
    if len(set(plain)) < 5 or plain == sign_in_name.casefold().replace("-", "") or plain in _COMMON:
        raise Invalid(
            _("This password is too easy to guess. Put a few words together that belong to nothing of yours."),
            "new_password",
        )


_COMMON = frozenset(
    (
        "password12", "password123", "passwordpassword", "qwertyuiop", "1234567890", "iloveyou123", "letmein123",
        "welcome123", "changeme123", "administrator", "contraseña", "contrasena123", "solidarity", "solidaridad",
    )
)  # fmt: skip
