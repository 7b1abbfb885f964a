"""The words by which anybody finds the pieces of numbers on the open web: those that are left when names are out."""

from typing import Any

from coordinator import db, jobs, markup, search
from coordinator.newsletters.models import Article, Edition
from coordinator.newsletters.web.models import is_open
from coordinator.search import SearchEntry
from coordinator.spaces import redaction

# A kind of its own: members find the same pieces with every word that was written.
KIND = "public_piece"


def open_pieces(chosen: Any) -> Any:
    """Of some columns of pieces: those that stand in a number which anybody may read."""
    numbers = Edition.select(Edition.id).where(is_open())
    return chosen.where(Article.edition.in_(numbers) & Article.deleted_on.is_null())


def put_number(edition: Edition) -> None:
    """Have the pieces of a number found by anybody; part of the caller's transaction, which puts it on the web."""
    names = redaction.load_names(edition.space_id)
    for article in _pieces(edition):
        _put(article, names)


def forget_number(edition: Edition) -> None:
    """Undo `put_number`."""
    for article in _pieces(edition):
        search.remove(KIND, article.id)


def put_again(article: Article) -> None:
    """Have a piece that anybody may read found by its words of now; any other is left alone."""
    if open_pieces(Article.select()).where(Article.id == article.id).exists():
        _put(article, redaction.load_names(article.space_id))


@redaction.on_change
def names_changed(space_id: int) -> None:
    """Have the pieces of a space found without the names of now."""
    names = redaction.load_names(space_id)
    for article in open_pieces(Article.select()).where(Article.space == space_id).order_by(Article.id):
        _put(article, names)


@jobs.daily("public_pieces")
def fill() -> None:
    """What came on the open web before it could be searched there can be found from the next day on."""
    there = SearchEntry.select(SearchEntry.object_id).where(SearchEntry.kind == KIND)
    missing = open_pieces(Article.select()).where(Article.id.not_in(there)).order_by(Article.id)
    for article in list(missing):
        with db.write():
            _put(article, redaction.load_names(article.space_id))


def _pieces(edition: Edition) -> list[Article]:
    rows = Article.select().where((Article.edition == edition.id) & Article.deleted_on.is_null())
    return list(rows.order_by(Article.position.desc(), Article.id.desc()))


def _put(article: Article, names: list[tuple[str, str]]) -> None:
    # Each part by itself: a name at the end of one is none that goes on in the next.
    parts = (article.title, article.byline, markup.plain_text(article.body_html))
    words = "\n".join(redaction.replace_names(part, names) for part in parts)
    search.put(KIND, article.id, words, article.space_id)
