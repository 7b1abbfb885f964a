"""Small abstract pictures beside pen names, drawn from nothing but a keyed hash of a membership.

Without the server's key nobody can compute whose picture is whose, and the same person's pictures in two
spaces have no more to do with each other than those of two strangers.
"""

import hashlib
import hmac
from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from coordinator.markup import shown

# Ground and shape, at least 3 to 1 from one another, and the darker one never lost on paper nor in the dark.
PAIRS = (
    ("#7d2b1d", "#f6c9a8"), ("#1f5a4c", "#bfe3c8"), ("#274b7d", "#f3d27a"), ("#5f2f66", "#f0c3dd"),
    ("#f1c75b", "#5a3206"), ("#a9d4d6", "#17454b"), ("#e8a08c", "#4a1710"), ("#c3d59a", "#33471a"),
    ("#3d3a36", "#e9e1cf"), ("#e9e1cf", "#7d2b1d"), ("#8a5a0c", "#fbeecb"), ("#b7c6ee", "#22336b"),
    ("#14606b", "#f8d9c3"), ("#d9b7e2", "#4b2058"), ("#4c5b22", "#f2efb5"), ("#f4b7a4", "#244f63"),
)  # fmt: skip
# Each on a ground of eight by eight.
SHAPES = (
    "M0 8L8 0V8z",
    "M0 0H4V8H0z",
    "M4 0A4 4 0 0 1 4 8z",
    "M4 1A3 3 0 1 1 4 7A3 3 0 1 1 4 1z",
    "M4 0L8 4L4 8L0 4z",
    "M0 8A8 8 0 0 1 8 0V8z",
    "M0 0H8L4 4z",
    "M0 0H4V4H0zM4 4H8V8H4z",
    "M0 8L4 0L8 8z",
    "M3 0H5V3H8V5H5V8H3V5H0V3H3z",
    "M0 0H8V2.7H0zM0 5.3H8V8H0z",
    "M0 4A4 4 0 0 1 8 4z",
    "M0 0L8 8H0z",
    "M1 1H7V7H1zM3 3V5H5V3z",
    "M0 0A4 4 0 0 0 4 4A4 4 0 0 0 0 8z",
    "M0 8V4L4 0H8z",
)
TURNS = (0, 90, 180, 270)
VARIANTS = len(PAIRS) * len(SHAPES) * len(TURNS)


def avatar(space_id: int | None, membership_id: int | None) -> Markup:
    """The picture of a membership, as decoration; nothing where there is no membership, or no pen name to show."""
    if space_id is None or membership_id is None:
        return shown("")
    return shown(picture(current_app.config["SECRET_KEY"], space_id, membership_id))


@lru_cache(maxsize=16384)
def picture(secret: str, space_id: int, membership_id: int) -> str:
    """The same as text, for a page that is put together by hand; `secret` is the server's key."""
    return drawn(variant(secret, space_id, membership_id))


def variant(secret: str, space_id: int, membership_id: int) -> int:
    """Which of the drawings a membership has."""
    digest = hmac.new(secret.encode(), f"avatar:{space_id}:{membership_id}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8]) % VARIANTS


@lru_cache(maxsize=VARIANTS)
def drawn(number: int) -> str:
    """One of the drawings as a small inline picture, which nobody needs to fetch."""
    rest, turn = divmod(number, len(TURNS))
    shape, pair = rest % len(SHAPES), rest // len(SHAPES)
    ground, ink = PAIRS[pair]
    way = f' transform="rotate({TURNS[turn]} 4 4)"' if turn else ""
    return (
        f'<svg class="avatar" viewBox="0 0 8 8" width="24" height="24" aria-hidden="true">'
        f'<path fill="{ground}" d="M0 0H8V8H0z"/>'
        f'<path fill="{ink}" fill-rule="evenodd" d="{SHAPES[shape]}"{way}/></svg>'
    )
