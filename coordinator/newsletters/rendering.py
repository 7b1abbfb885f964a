"""Renders again what an older version of the markup door made of articles."""

from coordinator import db, markup
from coordinator.newsletters.models import Article


def render_again() -> int:
    """Make the HTML of every article anew where it is of an older version; how many."""
    rows = list(Article.select().where(Article.body_version < markup.VERSION))
    with db.write():
        for article in rows:
            Article.update(body_html=markup.render(article.body_source), body_version=markup.VERSION).where(
                Article.id == article.id
            ).execute()
    return len(rows)
