"""Who reads a thread along, in words that end a sentence."""

from babel.lists import format_list
from flask_babel import get_locale

from coordinator.access import Audience
from coordinator.language import ngettext
from coordinator.said import said


def title_in_words(title: str) -> str:
    """A thread's title as it is shown (models.py: `title_for`)."""
    return title or said("A discussion about a report")


def readers_in_words(audience: Audience, own: str, others: list[str], guests: int = 0) -> str:
    """Who reads what is written here; `own` is the thread's own space, `others` the chosen ones."""
    words = _who(audience, own, format_list(others, locale=get_locale() or "en") if others else "")
    if not guests or audience is Audience.PUBLIC:
        return words
    guest_words = ngettext("%(num)d guest", "%(num)d guests", guests)
    return said("%(readers)s, and %(guests)s", readers=words, guests=guest_words)


def _who(audience: Audience, own: str, others: str) -> str:
    if audience is Audience.COORDINATORS and not others:
        return said("the members of %(own)s and the coordinators of all spaces", own=own)
    if audience is Audience.COORDINATORS:
        return said("the members of %(own)s and the coordinators of %(others)s", own=own, others=others)
    if audience is Audience.SPACES:
        return said("the members of %(own)s and of %(others)s", own=own, others=others)
    if audience is Audience.NETWORK:
        return said("all members of all spaces on this server")
    if audience is Audience.PUBLIC:
        return said("anybody, without an account too")
    return said("the members of %(own)s", own=own)
