"""Random identifiers, secrets and their hashes, each made in one way."""

import hashlib
import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
ID_LENGTH = 26


def new_id() -> str:
    """A random id of 128 bits and more for an address: 26 plain letters and digits, none easily misread."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))


def new_code(length: int = 8) -> str:
    """A short random code for typing, such as a space's code or its meaningless slug."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_secret() -> str:
    """A random secret of 256 bits, safe in an address or a cookie."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """The form in which a random secret is stored: SHA-256 in hex (enough for 128 random bits and more)."""
    return hashlib.sha256(secret.encode()).hexdigest()
