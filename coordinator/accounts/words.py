"""Plain words drawn at random: sign-in names, and the words that let a person back in."""

import secrets
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "words.txt"
IN_A_NAME = 3
IN_A_RECOVERY = 5


@cache
def all_words() -> tuple[str, ...]:
    """The list: plain English words of three to ten letters, easily spelt, none of them meaning anybody."""
    return tuple(LIST.read_text(encoding="ascii").split())


def draw(count: int) -> list[str]:
    """That many words, drawn by chance, each different."""
    return secrets.SystemRandom().sample(all_words(), count)


def new_name() -> str:
    """Three words with hyphens between, as a sign-in name."""
    return "-".join(draw(IN_A_NAME))


def new_recovery_words() -> str:
    """Five words with blanks between: 52 bits, behind Argon2id and a throttle."""
    return " ".join(draw(IN_A_RECOVERY))


def as_name(typed: str) -> str:
    """A sign-in name as it is stored, however it was typed: small letters, hyphens between."""
    return "-".join(_words(typed))


def as_recovery(typed: str) -> str:
    """Recovery words as they are hashed, however they were typed."""
    return " ".join(_words(typed))


def _words(typed: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in typed.casefold()).split()
