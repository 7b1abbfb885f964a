"""Marking a piece and putting it aside: forms that stand on the piece's own page."""

from typing import Any

from flask import Blueprint

from coordinator import pages
from coordinator.access import Permission
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid
from coordinator.language import _, in_language
from coordinator.newsletters import queries
from coordinator.newsletters.marks import actions
from coordinator.newsletters.marks.forms import STARTERS, KindWordForm
from coordinator.newsletters.models import Article
from coordinator.newsletters.views.articles import article_page, marks_form

bp = Blueprint("marks", __name__)
pages.tell("marks_saved", _("Saved."))
pages.tell("article_declined", _("Put aside."))


@bp.post("/articles/<article_id>/marks")
@guard(Permission.EDIT_NEWSLETTER, queries.article_for)
def save(article: Article) -> Any:
    """Say how far the piece is, and something about it."""
    form = marks_form(article)
    if form.validate():
        keeper = int(form.keeper.data) if form.keeper.data else None
        try:
            actions.set_marks(reader(), article, actions.Wanted(form.stage.data, keeper, form.deadline.data))
            actions.remark(reader(), article, form.remark.data or "", form.for_author.data)
        except Invalid as problem:
            form.refuse(problem)
        else:
            return see(f"/articles/{article.public_id}", done="marks_saved")
    return article_page(article, marks=form), 400


@bp.post("/articles/<article_id>/decline")
@guard(Permission.EDIT_NEWSLETTER, queries.article_for)
def decline(article: Article) -> Any:
    """Put the piece aside, with a word to its author or without."""
    form = KindWordForm()
    if not form.validate():
        return article_page(article, word=form), 400
    actions.put_aside(reader(), article, _kind_word(form, article.space.language))
    return see(f"/s/{article.space.slug}/newsletter/box", done="article_declined")


def _kind_word(form: KindWordForm, language: str) -> str:
    """What was chosen and what was typed, as one line in the language of the space."""
    with in_language(language):
        chosen = str(STARTERS.get(form.starter.data or "", ""))
    return f"{chosen} {form.word.data or ''}".strip()
