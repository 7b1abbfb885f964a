"""What anybody reads of a newsletter, and finds in it: names taken out as they stand now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from coordinator import markup, search
from coordinator.files import StoredFile
from coordinator.language import say_day
from coordinator.newsletters import queries
from coordinator.newsletters.archive import PAGE, FoundPiece, FoundPieces, beginning, corrected_pieces
from coordinator.newsletters.covers import Cover, cover_of, first_headlines
from coordinator.newsletters.models import Article, Edition, Newsletter
from coordinator.newsletters.printable import printable_edition
from coordinator.newsletters.web.findable import KIND, open_pieces
from coordinator.newsletters.web.models import WebTerms, is_open
from coordinator.plugin_contract import Article as PrintableArticle
from coordinator.plugin_contract import Edition as PrintableEdition
from coordinator.plugin_contract import Masthead
from coordinator.spaces import redaction


@dataclass(frozen=True, slots=True)
class PublicPiece:
    """A piece as anybody reads it, with its picture, or None, and what stands below that."""

    article: PrintableArticle
    picture: StoredFile | None
    caption: str


@dataclass(frozen=True, slots=True)
class PublicNumber:
    """A number as anybody reads it; its pictures come by addresses of their own, so `value` has none."""

    value: PrintableEdition
    pieces: list[PublicPiece]


def is_listed(space_id: int) -> bool:
    """Whether search engines may list what a space has on the open web."""
    return bool(WebTerms.select().where((WebTerms.space == space_id) & WebTerms.is_listed).exists())


def newest_numbers(space_id: int, at_most: int) -> list[Edition]:
    """The newest numbers of a space that anybody may read, newest first."""
    rows = Edition.select().where(is_open() & (Edition.space == space_id))
    return list(rows.order_by(Edition.number.desc()).limit(at_most))


def beside(edition: Edition) -> tuple[int | None, int | None]:
    """The numbers that anybody may read right before and right after one; None where there is none."""
    others = is_open() & (Edition.space == edition.space_id)
    before = Edition.select(Edition.number).where(others & (Edition.number < edition.number))
    after = Edition.select(Edition.number).where(others & (Edition.number > edition.number))
    found = [before.order_by(Edition.number.desc()).first(), after.order_by(Edition.number).first()]
    return (found[0] and found[0].number, found[1] and found[1].number)


def public_masthead(newsletter: Newsletter) -> Masthead:
    """What stands on every number, names taken out."""
    names = redaction.load_names(newsletter.space_id)
    shown = ("name", "motto", "imprint", "how_to_reach")
    return Masthead(**{each: redaction.replace_names(getattr(newsletter, each), names) for each in shown})


def public_covers(space_id: int, name: str, numbers: Iterable[Edition]) -> list[tuple[Edition, Cover]]:
    """Numbers with their front pages in small, as anybody sees them; `name` is the newsletter’s."""
    shown = list(numbers)
    names, headlines = redaction.load_names(space_id), first_headlines(each.id for each in shown)
    return [(each, _cover(name, each, headlines.get(each.id, []), names)) for each in shown]


def _cover(name: str, edition: Edition, headlines: list[str], names: list[tuple[str, str]]) -> Cover:
    lines = [redaction.replace_names(each, names) for each in headlines]
    return cover_of(name, say_day(edition.date), lines, edition.space.language)


def public_number(edition: Edition) -> PublicNumber:
    """What anybody reads of a number, as the names to take out stand now."""
    names = redaction.load_names(edition.space_id)
    lined_up = queries.lined_up(edition.id)
    beside_text = {
        str(place): (article.picture, redaction.replace_names(article.picture_text, names))
        for place, article in enumerate(lined_up, start=1)
        if article.picture_id
    }
    for article in lined_up:
        # Its bytes are not wanted here, and opening them takes longer than everything else.
        article.picture = None
        article.space = edition.space
    printed = printable_edition(edition, queries.newsletter_of(edition.space_id), lined_up)
    # Where to write stands on paper with its code word, which is for those who hold the paper.
    value = replace(printed, articles=tuple(each for each in printed.articles if not (each.is_box and each.pictures)))
    return PublicNumber(value, [PublicPiece(each, *beside_text.get(each.id, (None, ""))) for each in value.articles])


def public_pieces_with(space_id: int, words: str, before: int | None = None) -> FoundPieces:
    """Pieces that anybody may read and that have all the words, names taken out; those last put there come first."""
    hits = search.find(words, None, (KIND,), (space_id,), before=before, limit=PAGE + 1)
    older = hits[PAGE - 1].entry_id if len(hits) > PAGE else None
    return FoundPieces([each.shown for each in hits[:PAGE]], older)


def _visible(_account_id: Any) -> Any:
    return open_pieces(Article.select(Article.id))


def _shown(keys: list[int], _account_id: int | None) -> dict[int, FoundPiece]:
    rows = open_pieces(Article.select(Article, Edition).join(Edition)).where(Article.id.in_(keys))
    corrected = corrected_pieces(keys)
    return {each.id: _found(each, corrected.get(each.id)) for each in rows}


def _found(article: Article, corrected_on: Any) -> FoundPiece:
    names = redaction.load_names(article.space_id)
    edition: Any = article.edition
    place = [each.id for each in queries.lined_up(edition.id)].index(article.id) + 1
    return FoundPiece(
        redaction.replace_names(article.title, names),
        f"/s/{edition.space.slug}/newsletter/{edition.number}#a{place}",
        beginning(redaction.replace_names(markup.plain_text(article.body_html), names)),
        edition.number,
        edition.date,
        corrected_on,
    )


search.register(KIND, _visible, _shown)
