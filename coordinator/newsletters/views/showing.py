"""What editors do with a changed piece that was made of a letter: show it to the sender, or decide after its day."""

from typing import Any

from flask import Blueprint

from coordinator import pages
from coordinator.access import Permission
from coordinator.door import guard, reader, see
from coordinator.language import _
from coordinator.newsletters import queries
from coordinator.newsletters.letters import showing
from coordinator.newsletters.models import Article

bp = Blueprint("showing", __name__)
pages.tell("piece_shown", _("Whoever wrote the letter finds it with their words now."))
pages.tell("piece_decided", _("It may be printed now."))


@bp.post("/articles/<article_id>/show-sender")
@guard(Permission.EDIT_NEWSLETTER, queries.article_for)
def show(article: Article) -> Any:
    """Put it to whoever wrote the letter."""
    showing.show_piece(reader(), article)
    return see(f"/articles/{article.public_id}", done="piece_shown")


@bp.post("/articles/<article_id>/decide")
@guard(Permission.EDIT_NEWSLETTER, queries.article_for)
def decide(article: Article) -> Any:
    """Print it although no answer came in time."""
    showing.decide(reader(), article)
    return see(f"/articles/{article.public_id}", done="piece_decided")
