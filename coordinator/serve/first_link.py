"""The one-time link with which the first operator comes in."""

from coordinator.config import Settings


def first_link(settings: Settings) -> str | None:
    """A link that works once, while nobody operates the server yet; else None."""
    return None
