"""How a text will look to its readers, before it is sent."""

from dataclasses import dataclass

from coordinator.threads import texts
from coordinator.threads.quoting import Quote


@dataclass(frozen=True, slots=True)
class Look:
    """A post as its readers would get it: safe HTML, and whether names were taken out of it."""

    body: str
    quoted: str
    names_taken_out: bool


def look_of(text: str, home: int | None, quote: Quote | None = None) -> Look:
    """The look of a text; `home` is the space whose names are taken out, or None. Refuses (Invalid) too long a one."""
    columns = texts.body_columns(text, home)
    return Look(columns["body_html"], quote.html if quote else "", columns["names_taken_out"])
