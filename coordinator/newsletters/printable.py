"""Editions and sheets as plugins get them: frozen, without any person, with the space's names taken out."""

from dataclasses import replace
from datetime import date
from typing import Literal

from coordinator import clock, files, markup
from coordinator import plugin_contract as contract
from coordinator.language import _
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.marks.models import Correction
from coordinator.newsletters.marks.queries import corrections_by_article
from coordinator.newsletters.models import Article, ArticleKind, Edition, Newsletter
from coordinator.newsletters.pasted import split_at_headings
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


def printable_edition(edition: Edition, newsletter: Newsletter, lined_up: list[Article]) -> contract.Edition:
    """An edition as a plugin gets it."""
    space = edition.space
    names = redaction.load_names(space.id)
    corrections = corrections_by_article(lined_up)
    places = {each.id: str(number) for number, each in enumerate(lined_up, start=1)}
    return contract.Edition(
        number=edition.number,
        date=edition.date,
        language=space.language,
        paper=_paper(space),
        masthead=_masthead(newsletter, names),
        articles=tuple(_in_edition(each, places, space, names, corrections) for each in lined_up),
    )


def _in_edition(
    article: Article,
    places: dict[int, str],
    space: Space,
    names: list[tuple[str, str]],
    corrections: dict[int, list[Correction]],
) -> contract.Article:
    after = places.get(article.carries_on_after_id or 0, "")
    whole = _article(places[article.id], article, space, names, corrections.get(article.id, []))
    return replace(whole, carries_on_after=after, blocks_before=article.blocks_before) if after else whole


def printable_sheet(article: Article, newsletter: Newsletter) -> contract.Sheet:
    """One article as a plugin gets it, for a leaflet or a poster."""
    space = article.space
    names = redaction.load_names(space.id)
    return contract.Sheet(
        date=clock.today(space.time_zone),
        language=space.language,
        paper=_paper(space),
        masthead=_masthead(newsletter, names),
        article=_article("1", article, space, names, corrections_by_article([article]).get(article.id, [])),
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
        masthead=_masthead(newsletter, names),
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


def _masthead(newsletter: Newsletter, names: list[tuple[str, str]]) -> contract.Masthead:
    def out(text: str) -> str:
        return redaction.replace_names(text, names)

    return contract.Masthead(
        name=out(newsletter.name),
        motto=out(newsletter.motto),
        imprint=out(newsletter.imprint),
        how_to_reach=out(newsletter.how_to_reach),
    )


def _article(
    number: str, article: Article, space: Space, names: list[tuple[str, str]], corrections: list[Correction]
) -> contract.Article:
    html = markup.render(redaction.replace_names(article.body_source, names)) if names else article.body_html
    return contract.Article(
        id=number,
        title=redaction.replace_names(article.title, names),
        byline=redaction.replace_names(article.byline, names),
        kind=kind_name(article.kind),
        html=html,
        text=markup.plain_text(html),
        language=space.language,
        pictures=_pictures(article, names),
        corrected=redaction.replace_names(" ".join(each.sentence for each in corrections), names),
        corrected_on=corrections[-1].made_on if corrections else None,
    )


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
