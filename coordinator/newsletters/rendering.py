"""Renders again what an older version of the markup door made of articles and boxes."""

from typing import Any

from coordinator import db, markup
from coordinator.newsletters.boxes.models import Box, EditionBox
from coordinator.newsletters.models import Article


def render_again() -> int:
    """Make the HTML of every article and box anew where it is of an older version; how many."""
    with db.write():
        return _render(Article) + _render(Box) + _render(EditionBox)


def _render(model: Any) -> int:
    rows = list(model.select().where((model.body_version < markup.VERSION) & (model.body_source != "")))
    for row in rows:
        model.update(body_html=markup.render(row.body_source), body_version=markup.VERSION).where(
            model.id == row.id
        ).execute()
    return len(rows)
