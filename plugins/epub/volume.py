"""What goes into a book, whether it is made from an edition or from a sheet."""

from dataclasses import dataclass
from datetime import date

from coordinator.plugin_contract import Article, Edition, Masthead, Picture, Settings, Sheet
from coordinator.typesetting.smaller import with_smaller_pictures
from coordinator.typesetting.words import long_date

from .pictures import ready_for_screen
from .words import language_tag, words_in
from .xhtml import clean

_LONGEST_NAME = 60


@dataclass(frozen=True)
class Plate:
    """A picture in the book: its file, its bytes, what it shows, and what stands below it."""

    file: str
    content: bytes
    alt: str
    caption: str
    is_described: bool

    @property
    def media_type(self) -> str:
        """JPEG or PNG."""
        return "image/png" if self.file.endswith(".png") else "image/jpeg"


@dataclass(frozen=True)
class Chapter:
    """An article with its file; `name` is what the contents call it and is never empty."""

    file: str
    name: str
    language: str
    article: Article
    plates: tuple[Plate, ...]


@dataclass(frozen=True)
class Volume:
    """Everything that a book is made from; `number` is 0 for a sheet, `line` is number and date in words."""

    title: str
    masthead: Masthead
    number: int
    date: date
    line: str
    language: str
    chapters: tuple[Chapter, ...]
    has_cover: bool
    has_imprint: bool

    @property
    def articles(self) -> tuple[Chapter, ...]:
        """The chapters without the boxes that stand in every number."""
        return tuple(chapter for chapter in self.chapters if not chapter.article.is_box)


def volume_of_edition(edition: Edition, settings: Settings) -> Volume:
    """The book of an edition."""
    number = words_in(edition.language).number.format(edition.number)
    return _volume(
        edition,
        with_smaller_pictures(edition).articles,
        f"{edition.masthead.name}, {number}",
        edition.number,
        number,
        settings,
    )


def volume_of_sheet(sheet: Sheet, settings: Settings) -> Volume:
    """The book of one article, which gives it its title."""
    return _volume(sheet, (sheet.article,), sheet.article.title or sheet.masthead.name, 0, "", settings)


def _volume(
    value: Edition | Sheet, articles: tuple[Article, ...], title: str, number: int, said: str, settings: Settings
) -> Volume:
    masthead = value.masthead
    day = long_date(value.date, value.language)
    return Volume(
        title=_line(title) or said or day,
        masthead=masthead,
        number=number,
        date=value.date,
        line=f"{said} · {day}" if said else day,
        language=language_tag(value.language),
        chapters=tuple(_chapter(place, article, settings) for place, article in enumerate(articles, start=1)),
        has_cover=bool(settings["cover"]),
        has_imprint=bool(settings["imprint"] and (masthead.how_to_reach.strip() or masthead.imprint.strip())),
    )


def _chapter(place: int, article: Article, settings: Settings) -> Chapter:
    size = str(settings["pictures"])
    pictures = () if size == "none" else article.pictures
    plates = (_plate(place, number, picture, article, size) for number, picture in enumerate(pictures, start=1))
    return Chapter(
        file=f"article-{place:03}.xhtml",
        name=_line(article.title) or _first_words(article) or words_in(article.language).article.format(place),
        language=language_tag(article.language),
        article=article,
        plates=tuple(plate for plate in plates if plate),
    )


def _plate(place: int, number: int, picture: Picture, article: Article, size: str) -> Plate | None:
    ready = ready_for_screen(picture, size)
    if ready is None:
        return None
    said = _line(picture.alt) or _line(picture.caption)
    return Plate(
        file=f"pictures/{place:03}-{number:02}.{ready[1]}",
        content=ready[0],
        alt=said or words_in(article.language).picture,
        caption=clean(picture.caption).strip(),
        is_described=bool(said),
    )


def _first_words(article: Article) -> str:
    text = _line(article.text)
    return text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"


def _line(text: str) -> str:
    return " ".join(clean(text).split())
