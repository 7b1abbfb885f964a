"""Slips with an invitation each: an address, a code to type, and a drawing to point a phone at."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from flask import current_app

from coordinator import clock
from coordinator.config import is_loopback
from coordinator.spaces.actions.invitations import LASTS
from coordinator.spaces.qr import Drawing, drawing_of


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on one slip; nothing on it names a space."""

    code: str
    address: str
    short_address: str
    drawing: Drawing
    until: date
    is_local: bool


def slips_for(codes: list[str]) -> list[Slip]:
    """A slip for each code that was just made."""
    start = current_app.config["SETTINGS"].own_address
    until = (clock.now() + LASTS).date()
    short = f"{start.partition('://')[2]}/join"
    is_local = is_loopback(urlsplit(start).hostname or "")
    return [
        Slip(code, f"{start}/join/{code}", short, drawing_of(f"{start}/join/{code}"), until, is_local) for code in codes
    ]
