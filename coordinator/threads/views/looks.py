"""How a post will look to its readers, before it is sent: with its quote, and without the names that stay at home."""

from coordinator.looking import Look
from coordinator.markup import count_words
from coordinator.threads import texts
from coordinator.threads.quoting import Quote


def look_of(text: str, home: int | None, quote: Quote | None = None) -> Look:
    """The look of a text; `home` is the space whose names are taken out, or None. Refuses (Invalid) too long a one."""
    columns = texts.body_columns(text, home)
    return Look(
        pieces=(("", columns["body_html"]),),
        words=count_words(columns["body_source"]),
        names_taken_out=columns["names_taken_out"],
        quoted=quote.html if quote else "",
    )
