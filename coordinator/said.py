"""Translated words in templates, looked up once per language: a page says some fifty, and each look-up costs 20 µs."""

from functools import lru_cache
from typing import Any

from markupsafe import Markup

from coordinator.language import gettext, spoken
from coordinator.markup import shown


def said(text: str, **values: Any) -> Markup:
    """The text in the language of the page; `%(name)s` places take `values`, escaped unless they are markup."""
    known = _known(spoken(), text)
    return known % values if "%" in known else known


@lru_cache(maxsize=8192)
def _known(_language: str, text: str) -> Markup:
    # Our own words and their translations come with the program, as its templates do.
    return shown(gettext(text))
