"""The form that corrects a piece which is out."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template

from coordinator import pages
from coordinator.access import Permission
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid, NotFound
from coordinator.language import _
from coordinator.newsletters import queries
from coordinator.newsletters.actions.corrections import correct
from coordinator.newsletters.marks.forms import CorrectionForm
from coordinator.newsletters.marks.queries import corrections_by_article
from coordinator.newsletters.models import Article
from coordinator.spaces.redaction import take_out

bp = Blueprint("corrections", __name__)
pages.tell("article_corrected", _("Corrected. Whoever reads the piece reads the line, too."))


@bp.get("/articles/<article_id>/correct")
@guard(Permission.EDIT_NEWSLETTER, queries.article_for)
def form(article: Article) -> Any:
    """The line that says what was wrong, and the text as it stands."""
    if article.edition is None or not article.edition.is_published:
        raise NotFound()
    typed = {"text": article.body_source, "version": article.version}
    return _page(article, CorrectionForm(formdata=None, data=typed))


@bp.post("/articles/<article_id>/correct")
@guard(Permission.EDIT_NEWSLETTER, queries.article_for)
def save(article: Article) -> Any:
    """Correct the piece."""
    form = CorrectionForm()
    if form.is_to_save(partial(take_out, article.space_id)):
        try:
            correct(reader(), article, form.sentence.data, form.text.data, form.version.data or 0)
        except Invalid as problem:
            form.refuse(problem)
        else:
            return see(f"/articles/{article.public_id}", done="article_corrected", text=form.text.data)
    return _page(article, form), form.status


def _page(article: Article, form: CorrectionForm) -> str:
    corrections = corrections_by_article([article]).get(article.id, [])
    return render_template("newsletters/correct.html", article=article, form=form, corrections=corrections)
