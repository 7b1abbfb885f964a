"""Correcting a piece that is out, with a line that says what was wrong."""

from datetime import date
from typing import Any

from coordinator import clock, db, markup
from coordinator.access import Permission, Reader, require
from coordinator.errors import Invalid, NotAllowed
from coordinator.language import _
from coordinator.newsletters.actions.articles import is_author, keep_version
from coordinator.newsletters.actions.saving import save
from coordinator.newsletters.elsewhere import put_article
from coordinator.newsletters.marks.models import Correction
from coordinator.newsletters.models import Article, Wish

SENTENCE_BYTES = 500


def correct(
    actor: Reader, article: Article, sentence: str, text: str, version: int, today: date | None = None
) -> Correction:
    """Say what was wrong with a published piece, and put its text right where that is needed.

    Refuses a piece that is not out (NotAllowed), an empty sentence (Invalid), another text where its author wanted to
    be asked (NotAllowed), and to overwrite a newer text (Conflict).
    """
    require(actor, Permission.EDIT_NEWSLETTER, article.space_id)
    if article.edition is None or not article.edition.is_published:
        raise NotAllowed(_("This piece is not out yet: simply change it."))
    line = markup.one_line(sentence, SENTENCE_BYTES, "sentence")
    if not line:
        raise Invalid(_("Say in one sentence what was wrong."), "sentence")
    made = markup.made(text, field="text")
    if not made["body_source"]:
        raise Invalid(_("The piece has no words yet."), "text")
    with db.write():
        if made["body_source"] != article.body_source:
            _put_right(actor, article, made, version)
        return Correction.create(article=article.id, sentence=line, made_on=today or clock.today())


def _put_right(actor: Reader, article: Article, made: dict[str, Any], version: int) -> None:
    if article.wish != Wish.SHORTEN.value and not is_author(actor, article):
        raise NotAllowed(_("Its author wants to be asked before its text is changed: let it stand, and send the line."))
    save(Article, article.id, version, made, article.body_source)
    keep_version(actor, article)
    put_article(Article.get_by_id(article.id))
