"""Editions and sheets as plugins get them: frozen, without any person, with the space's names taken out."""

from dataclasses import replace
from datetime import date
from typing import Literal

from coordinator import clock, files, markup
from coordinator import plugin_contract as contract
from coordinator.language import _, in_language
from coordinator.newsletters.boxes.models import BoxPlace
from coordinator.newsletters.boxes.queries import Standing, boxes_in
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.letters.printed import Reach, reach_in, reach_of, where_to_write
from coordinator.newsletters.marks.models import Correction
from coordinator.newsletters.marks.queries import corrections_by_article
from coordinator.newsletters.models import Article, ArticleKind, Edition, Newsletter
from coordinator.newsletters.pasted import split_at_headings
from coordinator.newsletters.selection.queries import EVERYTHING, Selection, chosen, language_of
from coordinator.spaces import redaction
from coordinator.spaces.models import Space

KIND_NAMES = {
    ArticleKind.LETTER: _("Letter"),
    ArticleKind.FLOOR: _("Report from the floor"),
    ArticleKind.DEBATE: _("Debate"),
    ArticleKind.NEWS: _("News"),
    ArticleKind.HISTORY: _("From history"),
    ArticleKind.ANSWER: _("Answer to management"),
    ArticleKind.ANNOUNCEMENT: _("Announcement"),
    ArticleKind.POEM: _("Poem or drawing"),
}


def kind_name(kind: str) -> str:
    """The words for a kind of article; '' where nobody said."""
    return str(KIND_NAMES[ArticleKind(kind)]) if kind else ""


def printable_edition(
    edition: Edition, newsletter: Newsletter, lined_up: list[Article], wanted: Selection = EVERYTHING
) -> contract.Edition:
    """An edition as a plugin gets it, with its boxes: the whole of it, or what is wanted of it.

    The id of an article is its place in the whole line-up, so that one may tell which is which.
    """
    space = edition.space
    names = redaction.load_names(space.id)
    corrections = corrections_by_article(lined_up)
    numbers = {each.id: str(number) for number, each in enumerate(lined_up, start=1)}
    articles = chosen(lined_up, wanted)
    places = {each.id: numbers[each.id] for each in articles}
    language = wanted.language or space.language
    boxes = _boxes(edition, language if wanted.language else "", len(lined_up), names)
    reach = reach_in(edition)
    boxes += where_to_write(reach, str(len(lined_up) + len(boxes) + 1), language)
    return contract.Edition(
        number=edition.number,
        date=edition.date,
        language=language,
        paper=_paper(space),
        masthead=_masthead(newsletter, names, reach),
        articles=_with_boxes([_in_edition(each, places, names, corrections) for each in articles], boxes),
    )


def _with_boxes(articles: list[contract.Article], boxes: list[contract.Article]) -> tuple[contract.Article, ...]:
    """What is shown one after another: the first piece, boxes of the front, the other pieces, the other boxes."""
    front = [each for each in boxes if each.box_place == "front"]
    others = [each for each in boxes if each.box_place != "front"]
    return (*articles[:1], *front, *articles[1:], *others)


def _boxes(edition: Edition, language: str, last: int, names: list[tuple[str, str]]) -> list[contract.Article]:
    """The boxes of a number, counted on from its last piece; where one language is wanted, those in it, if any."""
    home = edition.space.language
    found = boxes_in(edition)
    fitting = [each for each in found if (each.language or home) == language]
    return [_box(str(place), each, home, names) for place, each in enumerate(fitting or found, start=last + 1)]


def _box(number: str, box: Standing, home: str, names: list[tuple[str, str]]) -> contract.Article:
    html = _without(names, box.body_source, box.body_html)
    return contract.Article(
        id=number,
        title=redaction.replace_names(box.title, names),
        byline="",
        kind="",
        html=html,
        text=markup.plain_text(html),
        language=box.language or home,
        is_box=True,
        box_place="front" if box.place is BoxPlace.FRONT else "last" if box.place is BoxPlace.LAST else "",
    )


def _in_edition(
    article: Article,
    places: dict[int, str],
    names: list[tuple[str, str]],
    corrections: dict[int, list[Correction]],
) -> contract.Article:
    after = places.get(article.carries_on_after_id or 0, "")
    whole = _article(places[article.id], article, names, corrections.get(article.id, []))
    whole = replace(whole, translation_of=places.get(article.translation_of_id or 0, ""))
    return replace(whole, carries_on_after=after, blocks_before=article.blocks_before) if after else whole


def printable_sheet(article: Article, newsletter: Newsletter) -> contract.Sheet:
    """One article as a plugin gets it, for a leaflet or a poster."""
    space = article.space
    names = redaction.load_names(space.id)
    return contract.Sheet(
        date=clock.today(space.time_zone),
        language=language_of(article),
        paper=_paper(space),
        masthead=_masthead(newsletter, names, reach_of(newsletter.space)),
        article=_article("1", article, names, corrections_by_article([article]).get(article.id, [])),
    )


def printable_claim(claim: Claim, newsletter: Newsletter) -> contract.Sheet:
    """One claim as a plugin gets it, for a poster; also as an article, for plugins that know of nothing else."""
    space = claim.space
    names = redaction.load_names(space.id)
    said, said_to, answer, source = (
        redaction.replace_names(text, names) for text in (claim.said, claim.said_to, claim.answer, claim.source)
    )
    kind = kind_name(ArticleKind.ANSWER.value)
    return contract.Sheet(
        date=clock.today(space.time_zone),
        language=space.language,
        paper=_paper(space),
        masthead=_masthead(newsletter, names, reach_of(newsletter.space)),
        article=contract.Article("1", said, "", kind, markup.as_plain_html(answer), answer, space.language),
        claim=contract.Claim(said, claim.said_on, said_to, answer, source),
    )


def text_as_edition(
    text: str, day: date, *, title: str, motto: str, number: int, language: str, paper: Literal["a4", "letter"]
) -> contract.Edition:
    """A text of its own as a plugin gets an edition, each heading an article; nothing of it is kept or taken out."""
    pieces = [(each.title, markup.render(each.text)) for each in split_at_headings(text)]
    return contract.Edition(
        number=number,
        date=day,
        language=language,
        paper=paper,
        masthead=contract.Masthead(name=title, motto=motto),
        articles=tuple(
            contract.Article(str(place), heading, "", "", html, markup.plain_text(html), language)
            for place, (heading, html) in enumerate(pieces, start=1)
        ),
    )


def _paper(space: Space) -> Literal["a4", "letter"]:
    return "letter" if space.paper == "letter" else "a4"


def _masthead(newsletter: Newsletter, names: list[tuple[str, str]], reach: Reach) -> contract.Masthead:
    def out(text: str) -> str:
        return redaction.replace_names(text, names)

    return contract.Masthead(
        name=out(newsletter.name),
        motto=out(newsletter.motto),
        imprint=out(newsletter.imprint),
        how_to_reach=out(newsletter.how_to_reach),
        letterbox=reach.address,
    )


def _article(
    number: str, article: Article, names: list[tuple[str, str]], corrections: list[Correction]
) -> contract.Article:
    language = language_of(article)
    with in_language(language):
        kind = kind_name(article.kind)
    html = _without(names, article.body_source, article.body_html)
    return contract.Article(
        id=number,
        title=redaction.replace_names(article.title, names),
        byline=redaction.replace_names(article.byline, names),
        kind=kind,
        html=html,
        text=markup.plain_text(html),
        language=language,
        pictures=_pictures(article, names),
        corrected=redaction.replace_names(" ".join(each.sentence for each in corrections), names),
        corrected_on=corrections[-1].made_on if corrections else None,
    )


def _without(names: list[tuple[str, str]], source: str, html: str) -> str:
    """The HTML of a text without the names; what has none of them in it was made already."""
    outward = redaction.replace_names(source, names)
    return html if outward == source else markup.render(outward)


def _pictures(article: Article, names: list[tuple[str, str]]) -> tuple[contract.Picture, ...]:
    stored = article.picture
    if stored is None:
        return ()
    words = redaction.replace_names(article.picture_text, names)
    picture = contract.Picture(
        name=f"picture-1{'.png' if stored.media_type == 'image/png' else '.jpg'}",
        media_type="image/png" if stored.media_type == "image/png" else "image/jpeg",
        content=files.content_of(stored),
        alt=words,
        width=stored.width,
        height=stored.height,
        caption=words,
    )
    return (picture,)
