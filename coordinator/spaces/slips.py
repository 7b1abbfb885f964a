"""Slips with an invitation each: an address, a code to type, and a drawing to point a phone at."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app

from coordinator import clock
from coordinator.catalogues import nearest
from coordinator.config import is_loopback
from coordinator.language import in_language, say_day
from coordinator.spaces.actions.invitations import LASTS
from coordinator.spaces.qr import Drawing, drawing_of


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on one slip; nothing on it names a space."""

    code: str
    address: str
    short_address: str
    drawing: Drawing
    until: str
    language: str
    is_local: bool


def slips_for(codes: list[str], language: str) -> list[Slip]:
    """A slip for each code that was just made, in the language of the space that it opens."""
    start = current_app.config["SETTINGS"].own_address
    with in_language(language):
        until = say_day((clock.now() + LASTS).date())
    short = f"{start.partition('://')[2]}/join"
    is_local = is_loopback(urlsplit(start).hostname or "")
    said_in = nearest(language)
    return [
        Slip(code, f"{start}/join/{code}", short, drawing_of(f"{start}/join/{code}"), until, said_in, is_local)
        for code in codes
    ]
