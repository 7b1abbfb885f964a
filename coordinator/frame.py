"""All of a page but what changes on it, made once for each reader and kept for a while.

The pages that are read most are printed this way: from a template like any other, with places in it that are
filled in anew each time.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask import render_template, request
from flask_babel import get_locale

from coordinator import ids, pages
from coordinator.access import Reader, Standing
from coordinator.forms import page_token
from coordinator.language import speak
from coordinator.markup import shown
from coordinator.server import shown_everywhere

# Some four megabytes in each process.
KEPT = 500
# Places are named so that no text can hold them by chance.
_PLACE = f"place-{ids.new_id()}"
_PLACES = re.compile(f"({_PLACE}-[a-z_]+;)")


def filled_page(
    reader: Reader,
    template: str,
    head: Callable[[], Hashable],
    fill: Callable[[], Mapping[str, Sequence[str]]],
    here: Standing | None = None,
) -> bytes:
    """A whole page: `template` with `head()` and, at the places named by `fill()`, the pieces of safe HTML it returns.

    The template may read nothing but `head`, the places, and what the layout reads; the token of its forms is
    filled in by itself. Both are called once the language of the page is known. A place without pieces is empty.
    """
    language = str(get_locale() or "en")
    speak(language)
    values = {_mark(name): pieces for name, pieces in fill().items()}
    who = (reader.memberships, reader.is_signed_in, reader.is_operator)
    frame = _frame(template, head(), tuple(values), who, here, _way(request.path), language, shown_everywhere())
    values[_mark("token")] = (page_token(),)
    # Piece by piece, since one curly quotation mark makes it twenty times slower to encode all that it stands among.
    return b"".join([piece.encode() for one in frame for piece in values.get(one, (one,))])


def _mark(name: str) -> str:
    return f"{_PLACE}-{name};"


def _way(path: str) -> tuple[str, str]:
    """All of a page's address that its frame depends on: the way that it marks as taken, and a message."""
    parts = path.split("/", 4)
    way = "/".join(parts[:4]) if parts[1] == "s" else parts[1] if path in ("/search", "/sign-in") else path == "/"
    return str(way), str(pages.message() or "")


# Every value that the template and the layout print is an argument, so a frame that is found again is the right one.
@lru_cache(maxsize=KEPT)
def _frame(
    template: str,
    head: Hashable,
    marks: tuple[str, ...],
    _who: Any,
    here: Standing | None,
    _way: Any,
    _language: str,
    _server: Any,
) -> tuple[str, ...]:
    places = {mark.removeprefix(f"{_PLACE}-").rstrip(";"): shown(mark) for mark in marks}
    page = render_template(template, head=head, here=here, page_token=lambda: _mark("token"), **places)
    return tuple(_PLACES.split(page))
