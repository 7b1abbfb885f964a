"""Numbers and articles with their places on the site: folders, file names, excerpts, directions, permanent ids."""

import re
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from coordinator.plugin_contract import Article, Edition, Picture, Sheet
from coordinator.typesetting.smaller import with_smaller_pictures
from coordinator.typesetting.words import direction_of_language, direction_of_text, long_date, own_name

from .renditions import Rendition, renditions_of
from .words import words_in

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
# What cannot be a file on every machine, or is one already.
_TAKEN = {"index", "con", "nul", "aux", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
# The smaller renditions of each stand beside it.
_MOST_PICTURES = 14 * 2**20
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Shown:
    """A picture and its address from the root of the site.

    `alt` is what it shows where its caption stands below it, and does not say that again; `by_itself` where none does.
    """

    picture: Picture
    address: str
    alt: str
    by_itself: str
    smaller: tuple[Rendition, ...] = ()

    def address_of(self, rendition: Rendition) -> str:
        """Where a smaller one stands: beside the picture."""
        stem, _dot, ending = self.address.rpartition(".")
        return f"{stem}-{rendition.width}.{ending}"

    @property
    def files(self) -> dict[str, bytes]:
        """The picture and its smaller ones, by their addresses."""
        return {self.address: self.picture.content} | {self.address_of(each): each.content for each in self.smaller}

    @property
    def caption(self) -> str:
        """The words below it."""
        return self.picture.caption.strip()


@dataclass(frozen=True)
class Piece:
    """An article on its page; `language` is empty where its letters are not of that language.

    `corrected` are the words, with the day, before what was wrong with it; empty where nothing was.
    """

    article: Article
    address: str
    permanent_id: str
    language: str
    direction: str
    pictures: tuple[Shown, ...]
    corrected: str = ""

    def excerpt(self, length: int) -> str:
        """The beginning of the text, in whole words."""
        paragraphs = (block for block in self.article.blocks if block.kind == "paragraph")
        first = next(paragraphs, None)
        text = "".join(span.text for span in first.spans if not span.note) if first else self.article.text
        return shortened(_SPACES.sub(" ", text).strip(), length)


@dataclass(frozen=True)
class Number:
    """An edition with the places of its articles; its boxes stand on its pages and have none of their own."""

    edition: Edition
    folder: str
    line: str
    day: str
    pieces: tuple[Piece, ...]
    boxes: tuple[Piece, ...] = ()

    def in_other_languages(self, piece: Piece) -> list[tuple[str, Piece]]:
        """The same article in the other languages of this number, each with the language's own name."""
        same = _original(piece)
        others = (each for each in self.pieces if _original(each) == same and each is not piece)
        return [(own_name(each.article.language), each) for each in others]

    def beside(self, piece: Piece) -> Piece | None:
        """What stands beside a piece: its first translation; beside that one, what it translates."""
        same = [each for each in self.pieces if _original(each) == _original(piece)]
        translations = [each for each in same if each.article.translation_of]
        original = next((each for each in same if not each.article.translation_of), None)
        if original is None or piece not in (original, *translations[:1]):
            return None
        return original if piece is not original else next(iter(translations), None)

    def side_by_side(self) -> "list[tuple[Piece, Piece | None]]":
        """The pieces in their order, each with its translation, which does not come once more."""
        pairs = [(each, self.beside(each)) for each in self.pieces]
        return [(each, other) for each, other in pairs if other is None or not each.article.translation_of]

    def place_of(self, piece: Piece) -> int:
        """Which of the pieces it is, from 1."""
        return self.pieces.index(piece) + 1

    @property
    def address(self) -> str:
        """The page with the whole number."""
        return f"{self.folder}index.html"


def _original(piece: Piece) -> str:
    return piece.article.translation_of or piece.article.id


def shortened(text: str, length: int) -> str:
    """The text, or as many of its words as fit, and an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    # Some scripts write without spaces.
    kept = cut.rpartition(" ")[0] if " " in cut[length // 2 :] else cut
    return kept.rstrip(" ,;:.–—-") + "…"


def numbers_of(edition: Edition, earlier_at_most: int) -> list[Number]:
    """The edition and the earlier numbers, newest first; each number once."""
    shown = with_smaller_pictures(replace(edition, earlier=edition.earlier[:earlier_at_most]), _MOST_PICTURES)
    found = {each.number: each for each in (*reversed(shown.earlier), shown)}
    return [_number(each) for each in reversed(found.values())]


def number_of_sheet(sheet: Sheet) -> Number:
    """A sheet as a number of its own with one article, all of it at the root of the site."""
    edition = Edition(0, sheet.date, sheet.language, sheet.paper, sheet.masthead, (sheet.article,))
    piece = _piece(sheet.article, edition, "", "index", 1)
    return Number(edition, "", "", long_date(sheet.date, sheet.language), (piece,))


def _number(edition: Edition) -> Number:
    folder = f"number-{edition.number}/"
    line = words_in(edition.language)["number"].format(edition.number)
    found = _pieces(edition, folder)
    pieces = tuple(each for each in found if not each.article.is_box)
    boxes = tuple(each for each in found if each.article.is_box)
    return Number(edition, folder, line, long_date(edition.date, edition.language), pieces, boxes)


def _pieces(edition: Edition, folder: str) -> tuple[Piece, ...]:
    names = _file_names(edition.articles)
    titles: dict[str, int] = {}
    pieces = []
    for article, name in zip(edition.articles, names, strict=True):
        titles[article.title] = titles.get(article.title, 0) + 1
        pieces.append(_piece(article, edition, folder, name, titles[article.title]))
    return tuple(pieces)


def _piece(article: Article, edition: Edition, folder: str, name: str, which: int) -> Piece:
    direction = direction_of_text(article.title + article.text, article.language)
    fits = direction == direction_of_language(article.language)
    return Piece(
        article=article,
        address=f"{folder}{name}.html",
        permanent_id=permanent_id(edition.masthead.name, str(edition.number), article.title, str(which)),
        language=article.language if fits else "",
        direction=direction,
        pictures=tuple(_shown(article, folder + name, edition.language)),
        corrected=_corrected(article, edition.language),
    )


def _corrected(article: Article, language: str) -> str:
    if not article.corrected or article.corrected_on is None:
        return ""
    return words_in(language)["corrected"].format(long_date(article.corrected_on, language))


def permanent_id(*parts: str) -> str:
    """The same for the same words, whenever and wherever it is made."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(parts)).urn


def _shown(article: Article, stem: str, language: str) -> Iterable[Shown]:
    for place, picture in enumerate(article.pictures, start=1):
        ending = picture.media_type.removeprefix("image/").replace("jpeg", "jpg")
        said, caption, word = picture.alt.strip(), picture.caption.strip(), words_in(language)["picture"]
        alt = word if said in ("", caption) else said
        yield Shown(picture, f"{stem}-{place}.{ending}", alt, said or caption or word, renditions_of(picture))


def _file_names(articles: Iterable[Article]) -> list[str]:
    """A plain name for each article, made from its title; no two are the same, whatever the case."""
    names: list[str] = []
    for place, article in enumerate(articles, start=1):
        name = _plain(article.title) or f"article-{place}"
        while name in names or name in _TAKEN:
            name += f"-{place}"
        names.append(name)
    return names


def _plain(title: str) -> str:
    ascii_letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", ascii_letters).strip("-")[:48].strip("-")
