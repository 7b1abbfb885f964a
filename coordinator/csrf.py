"""The token that every form carries, so that no other site can send one in a reader's name."""

import base64
import hashlib
import hmac
import secrets
import time
from functools import lru_cache
from typing import Any

from wtforms.csrf.core import CSRF

SIGNED_OUT_LASTS = 12 * 3600
_MASK_BYTES = 16


def token_for(secret: str, session_key: str) -> str:
    """A token for a page: signed in, bound to the session and masked anew each time; signed out, dated."""
    if session_key:
        return _masked(_digest(secret, "session", session_key))
    moment = str(int(time.time()))
    return f"{moment}.{_digest(secret, 'time', moment).hex()}"


def is_valid(token: str, secret: str, session_key: str) -> bool:
    """Whether a sent token is one that this server gave to this session (or, signed out, gave lately)."""
    if session_key:
        expected = _digest(secret, "session", session_key)
        return hmac.compare_digest(_unmasked(token), expected)
    moment, _dot, digest = token.partition(".")
    if not moment.isascii() or not moment.isdigit() or not digest.isascii():
        return False
    is_fresh = 0 <= time.time() - int(moment[:12]) < SIGNED_OUT_LASTS
    return hmac.compare_digest(digest, _digest(secret, "time", moment).hex()) and is_fresh


@lru_cache(maxsize=2000)
def _digest(secret: str, kind: str, value: str) -> bytes:
    return hmac.new(secret.encode(), f"csrf:{kind}:{value}".encode(), hashlib.sha256).digest()


def _masked(digest: bytes) -> str:
    # A fresh mask on each page keeps the token from being guessed through compressed sizes.
    mask = secrets.token_bytes(_MASK_BYTES) * 2
    return base64.urlsafe_b64encode(mask[:_MASK_BYTES] + _xor(digest, mask)).decode()


def _unmasked(token: str) -> bytes:
    try:
        raw = base64.urlsafe_b64decode(token)
    except ValueError:
        return b""
    return _xor(raw[_MASK_BYTES:], raw[:_MASK_BYTES] * 2)


def _xor(left: bytes, right: bytes) -> bytes:
    size = min(len(left), len(right))
    return (int.from_bytes(left[:size]) ^ int.from_bytes(right[:size])).to_bytes(size)


class DoorCSRF(CSRF):  # type: ignore[misc]
    """WTForms' side of it: the form shows the token; the door has already checked the one that was sent."""

    def setup_form(self, form: Any) -> Any:
        """Take the token maker from the form's Meta."""
        self._context = form.meta.csrf_context
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: Any) -> str:
        """The token for the page that is being made."""
        return self._context() if callable(self._context) else ""

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        """Nothing to do: a POST with a wrong token never reaches a form."""
