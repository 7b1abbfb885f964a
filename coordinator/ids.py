"""Random identifiers, secrets and their hashes, each made in one way."""

import hashlib
import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
ID_LENGTH = 26
# Each letter as likely as the next: bytes past the last whole round of the alphabet are thrown away.
_FAIR = 256 - 256 % len(ALPHABET)
_LETTERS = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
_UNFAIR = bytes(range(_FAIR, 256))


def new_id() -> str:
    """A random id of 128 bits and more for an address: 26 plain letters and digits, none easily misread."""
    return _letters(ID_LENGTH)


def new_code(length: int = 8) -> str:
    """A short random code for typing, such as a space's code or its meaningless slug."""
    return _letters(length)


def _letters(count: int) -> str:
    """That many random letters."""
    letters = secrets.token_bytes(2 * count).translate(_LETTERS, _UNFAIR).decode()
    return letters[:count] if len(letters) >= count else _letters(count)


def new_secret() -> str:
    """A random secret of 256 bits, safe in an address or a cookie."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """The form in which a random secret is stored: SHA-256 in hex (enough for 128 random bits and more)."""
    return hashlib.sha256(secret.encode()).hexdigest()
