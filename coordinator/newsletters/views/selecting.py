"""Translating a piece with the original beside it, and saying for which sites it is meant."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template, request

from coordinator import pages
from coordinator.access import Permission
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.newsletters import queries
from coordinator.newsletters.models import Article
from coordinator.newsletters.selection import actions
from coordinator.newsletters.selection.forms import TranslationForm
from coordinator.newsletters.selection.queries import language_of
from coordinator.spaces.redaction import take_out

bp = Blueprint("selecting", __name__)
LONGEST_KEY = 10
pages.tell("article_translated", _("Handed in. It stands in the box, tied to the piece that it translates."))
pages.tell("sites_saved", _("Saved."))


@bp.get("/articles/<article_id>/translate")
@guard(Permission.SUBMIT_ARTICLE, queries.article_for)
def new(article: Article) -> Any:
    """The form for the piece in another language, the original beside it."""
    actions.require_translatable(reader(), article)
    return _page(article, TranslationForm(formdata=None))


def _page(article: Article, form: TranslationForm) -> str:
    return render_template(
        "newsletters/translate.html", article=article, form=form, original_language=language_of(article)
    )


@bp.post("/articles/<article_id>/translate")
@guard(Permission.SUBMIT_ARTICLE, queries.article_for)
def create(article: Article) -> Any:
    """Hand the translation in."""
    form = TranslationForm()
    if form.is_to_save(partial(take_out, article.space_id)):
        try:
            made = actions.translate(reader(), article, form.title.data, form.text.data, form.language.data)
        except Invalid as problem:
            form.refuse(problem)
        else:
            # One that waits for its author is no longer read by a member who translated it.
            seen = made if queries.article_for(reader(), made.public_id) else article
            return see(f"/articles/{seen.public_id}", done="article_translated", text=form.text.data)
    return _page(article, form), form.status


@bp.post("/articles/<article_id>/sites")
@guard(Permission.EDIT_NEWSLETTER, queries.article_for)
def sites(article: Article) -> Any:
    """Mean the piece for the ticked sites only; for all of them where none is ticked."""
    ticked = [each for each in request.form.getlist("site") if each.isdecimal() and len(each) < LONGEST_KEY]
    actions.mean_for_sites(reader(), article, [int(each) for each in ticked])
    return see(f"/articles/{article.public_id}", done="sites_saved")
