"""Translated words in templates, looked up once per language: a page says some fifty, and each look-up costs 20 µs."""

from functools import lru_cache
from typing import Any

from flask_babel import get_locale, gettext
from markupsafe import Markup

from coordinator.markup import shown


def said(text: str, **values: Any) -> Markup:
    """The text in the language of the page; `%(name)s` places take `values`, escaped unless they are markup."""
    known = _known(get_locale(), text)
    return known % values if "%" in known else known


@lru_cache(maxsize=4096)
def _known(_locale: object, text: str) -> Markup:
    # Our own words and their translations come with the program, as its templates do.
    return shown(gettext(text))
