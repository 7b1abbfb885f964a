"""What an edition or a sheet says as a mail, before it is written as text or as HTML."""

from dataclasses import dataclass

from coordinator.plugin_contract import Article, Edition, Masthead, Settings, Sheet
from coordinator.typesetting.phrases import phrases_in
from coordinator.typesetting.smaller import with_smaller_pictures
from coordinator.typesetting.words import number_line, short_date

from .pictures import Enclosed, enclosed

# More than this no mailbox takes anyway.
_MOST_PICTURES = 12 * 2**20


@dataclass(frozen=True)
class Piece:
    """An article as it stands in the mail, with the pictures that come along."""

    article: Article
    byline: str
    # What was wrong with it, in a line with the day; empty where nothing was.
    corrected: str
    pictures: tuple[Enclosed, ...]


@dataclass(frozen=True)
class Letter:
    """One mail: its subject, its head, its pieces, and what stands below them, each a single line or paragraph."""

    subject: str
    language: str
    head: str
    motto: str
    day: str
    pieces: tuple[Piece, ...]
    how_to_reach: str
    imprint: str
    closing: str
    words: dict[str, str]


def letter_of_edition(edition: Edition, settings: Settings) -> Letter:
    """A whole number; its subject says the newsletter's name and the number."""
    number = number_line(edition.number, edition.language)
    day = f"{number} · {short_date(edition.date, edition.language)}"
    subject = f"{edition.masthead.name}, {number}"
    articles = with_smaller_pictures(edition, _MOST_PICTURES).articles
    return _letter(edition.masthead, edition.language, day, articles, subject, settings)


def letter_of_sheet(sheet: Sheet, settings: Settings) -> Letter:
    """One article; its subject is the article's title, and the newsletter's name."""
    titles = (sheet.article.title, sheet.masthead.name)
    subject = " · ".join(one_line(title) for title in titles if title.strip())
    day = short_date(sheet.date, sheet.language)
    return _letter(sheet.masthead, sheet.language, day, (sheet.article,), subject, settings)


def one_line(text: str) -> str:
    """The text without line breaks, tabs and the like."""
    return " ".join(text.split())


def _letter(
    masthead: Masthead, language: str, day: str, articles: tuple[Article, ...], subject: str, settings: Settings
) -> Letter:
    return Letter(
        subject=one_line(f"{settings['prefix']} {subject}"),
        language=language,
        head=one_line(masthead.name),
        motto=one_line(masthead.motto),
        day=day,
        pieces=tuple(_piece(place, each, language, settings) for place, each in enumerate(articles, start=1)),
        how_to_reach=masthead.how_to_reach.strip(),
        imprint=masthead.imprint.strip(),
        closing=one_line(str(settings["closing"])),
        words=phrases_in(language),
    )


def _corrected(article: Article, language: str) -> str:
    if not article.corrected:
        return ""
    day = short_date(article.corrected_on, language) if article.corrected_on else ""
    said = phrases_in(language)["corrected"].format(day) if day else ""
    return f"{said} {one_line(article.corrected)}".strip()


def _piece(place: int, article: Article, language: str, settings: Settings) -> Piece:
    byline = one_line(article.byline) if settings["bylines"] else ""
    return Piece(
        article,
        byline,
        _corrected(article, language),
        enclosed(place, article.pictures, whole=bool(settings["pictures"])),
    )
