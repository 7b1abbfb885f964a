"""Cuts a long text into pieces that each fit a field, without losing a word."""

_SHORTEST_SHARE = 0.5


def split_text(text: str, limit: int) -> tuple[str, ...]:
    """Return the text as pieces of at most `limit` bytes of UTF-8 (at least 4), cut where a reader minds it least.

    Every character other than the white space at a cut is in exactly one piece, in order. A text that fits, an empty
    one included, comes back alone and unchanged.
    """
    pieces: list[str] = []
    rest = text
    while len(rest.encode()) > limit:
        head = _head(rest, limit)
        pieces.append(head.rstrip())
        rest = rest[len(head) :].lstrip("\n")
    return (*pieces, rest) if rest or not pieces else tuple(pieces)


def _head(text: str, limit: int) -> str:
    """The longest good beginning of a text that is longer than `limit` bytes: whole paragraphs, lines or words."""
    most = text.encode()[:limit].decode(errors="ignore")
    for separator, share in (("\n\n", _SHORTEST_SHARE), ("\n", _SHORTEST_SHARE), (" ", 0.0)):
        cut = most.rfind(separator)
        if cut > 0 and cut >= len(most) * share and most[:cut].strip():
            return most[: cut + len(separator)]
    return most
