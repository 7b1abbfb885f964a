"""The frame round a page's own text (head, ways, foot), made once for each reader and kept for a while.

The pages that are read most put their text into it; all others extend `layout.html`, which it is made from.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import current_app, render_template, request
from flask_babel import get_locale
from markupsafe import Markup

from coordinator import ids, pages
from coordinator.access import Reader, Standing
from coordinator.forms import page_token
from coordinator.language import speak
from coordinator.markup import shown
from coordinator.server import shown_everywhere

KEPT = 500
# Places in the frame, named so that no text can hold them by chance.
_MAIN, _ASIDE, _TOKEN = (f"place-{ids.new_id()}" for _number in range(3))
_PLACES = re.compile(f"({_MAIN}|{_ASIDE}|{_TOKEN})")


def framed(
    reader: Reader,
    title: Callable[[], str],
    make: Callable[[str], tuple[Markup, Markup]],
    here: Standing | None = None,
    body_class: str = "",
) -> str:
    """A whole page: `make(token)` returns its text and what stands beside it ('' for nothing).

    Both it and `title` are called once the language of the page is known; the token is for the forms in the text.
    """
    language = str(get_locale() or "en")
    speak(language)
    token = page_token()
    main, aside = make(token)
    who = (reader.memberships, reader.is_signed_in, reader.is_operator)
    frame = _frame(who, here, _way(request.path), language, shown_everywhere(), title(), body_class, bool(aside))
    filled = {_MAIN: main, _ASIDE: aside, _TOKEN: token}
    return "".join([filled.get(piece, piece) for piece in frame])


def _way(path: str) -> tuple[str, str]:
    """All of a page's address that its frame depends on: the way that it marks as taken, and a message."""
    parts = path.split("/", 4)
    way = "/".join(parts[:4]) if parts[1] == "s" else parts[1] if path in ("/search", "/sign-in") else path == "/"
    return str(way), request.args.get("done", "") if pages.message() else ""


# Every value that the layout prints is an argument, so a frame that is found again is the right one.
@lru_cache(maxsize=KEPT)
def _frame(
    _who: Any,
    here: Standing | None,
    _path: Any,
    _language: str,
    _server: Any,
    title: str,
    body_class: str,
    has_aside: bool,
) -> tuple[str, ...]:
    page = render_template(
        "frame.html",
        title=title,
        here=here,
        body_class=body_class,
        main=shown(_MAIN),
        aside=shown(_ASIDE) if has_aside else "",
        page_token=lambda: _TOKEN,
    )
    return tuple(_PLACES.split(page))


def rendered(template: str, given: dict[str, Any]) -> Markup:
    """A template with what it is given and nothing else, as safe HTML."""
    return shown(current_app.jinja_env.get_template(template).render(given))


def piece(template: str) -> Any:
    """The macros of a template, as a value to hand to another one."""
    return current_app.jinja_env.get_template(template).module
