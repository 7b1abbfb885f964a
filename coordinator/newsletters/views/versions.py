"""The page of a piece's versions: what changed, by whom, on which day, and the way back."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import pages
from coordinator.access import Permission
from coordinator.door import guard, reader, see
from coordinator.errors import NotFound
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.newsletters import queries, versions
from coordinator.newsletters.models import Article

bp = Blueprint("versions", __name__)
pages.tell("version_back", _("The earlier text stands again. What stood there before is kept."))


@bp.get("/articles/<article_id>/versions")
@guard(Permission.READ, queries.article_to_change)
def show(article: Article) -> Any:
    """Two versions in one text, the last change where the address names none."""
    if article.deleted_on is not None:
        raise NotFound()
    found = versions.versions_of(article)
    return render_template(
        "newsletters/versions.html",
        article=article,
        versions=found,
        comparison=versions.compare(found, request.args.get("old", type=int), request.args.get("new", type=int)),
        form=Confirm(),
    )


@bp.post("/articles/<article_id>/versions")
@guard(Permission.READ, queries.article_to_change)
def go_back(article: Article) -> Any:
    """Let an earlier version stand again."""
    number, version = (request.form.get(name, 0, type=int) for name in ("number", "version"))
    versions.go_back(reader(), article, number, version)
    return see(f"/articles/{article.public_id}", done="version_back")
