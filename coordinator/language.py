"""The one door to translated words, for pages and for sentences made without a page."""

from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext

__all__ = ["_", "gettext", "ngettext"]


def _(text: str, **values: Any) -> str:
    """The text in the reader's language, looked up when it is shown; `%(name)s` places take `values`."""
    return lazy_gettext(text, **values)  # type: ignore[no-any-return]
