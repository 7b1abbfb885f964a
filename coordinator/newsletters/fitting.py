"""What would make a number fit its pages: measured for other sizes of type, counted for the rest."""

import math
from dataclasses import dataclass

from coordinator import markup
from coordinator.access import Reader
from coordinator.newsletters import queries
from coordinator.newsletters.measuring import measure, printing
from coordinator.newsletters.models import Article, Edition
from coordinator.newsletters.printable import printable_edition
from coordinator.newsletters.room import fit_sentence
from coordinator.newsletters.selection.queries import group_of
from coordinator.plugin_contract import ArticleFigures, Measurement
from coordinator.plugin_host import host
from coordinator.plugin_host.blocks import blocks_of

TEXT_SIZE = "text_size"
# Sizes that are tried: each is typeset, which takes up to half a second.
TRIED = 2
# With fewer lines free than this, larger type is not worth a look.
MUCH_ROOM = 12
# The lines that a headline, a kind and a by-line take above a piece.
LINES_ABOVE = 5


@dataclass(frozen=True, slots=True)
class Size:
    """A size of type in points, and how the number would come out in it."""

    points: str
    sentence: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the number, and what it could give: words to cut, or all of its lines.

    `words_to_cut` is 0 where the number fits already, and where it would take half of the piece and more.
    """

    article: Article
    lines: int
    first_page: int
    last_page: int
    words: int
    words_to_cut: int
    makes_it_fit: bool
    blocks: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A piece in the box that would find room, and about how many lines it would take."""

    article: Article
    lines: int


@dataclass(frozen=True, slots=True)
class Fit:
    """How a number fits, and each way to make it fit.

    `titles` are those of its pieces and boxes, by the ids that `measured` has for them.
    """

    measured: Measurement
    sentence: str
    titles: dict[str, str]
    size: str
    sizes: list[Size]
    pieces: list[Piece]
    waiting: list[Waiting]


def sizes_of(space_id: int) -> list[str]:
    """The sizes of type, in points from the smallest, that the space's printing offers; none without printing."""
    found = printing(space_id)
    if found is None:
        return []
    schema = host.describe(found[1]).settings
    return [value for each in schema if each.name == TEXT_SIZE for value, _label in each.choices]


def blocks_in(article: Article) -> int:
    """The paragraphs and other blocks of an article, between which it may break off; its footnotes are none."""
    return sum(not block.notes for block in blocks_of(article.body_html))


def fit_of(reader: Reader, edition: Edition) -> Fit | str | None:
    """How an edition fits its pages, and what would make it fit; else as `measure`."""
    measured = measure(edition)
    if not isinstance(measured, Measurement):
        return measured
    size = _size(edition)
    pieces = _pieces(edition, measured)
    return Fit(
        measured=measured,
        sentence=fit_sentence(measured),
        titles=_titles(edition),
        size=size,
        sizes=_tried(edition, size, measured.lines_over),
        pieces=pieces,
        waiting=_waiting(reader, edition, measured, pieces),
    )


def _titles(edition: Edition) -> dict[str, str]:
    """What the pieces and boxes of a number are called, by the ids that figures name them with."""
    pieces = queries.lined_up(edition.id)
    printed = printable_edition(edition, queries.newsletter_of(edition.space_id), pieces).articles
    own = {str(place): each.title for place, each in enumerate(pieces, start=1)}
    return {each.id: each.title for each in printed} | own


def _size(edition: Edition) -> str:
    """The size of type that the number is set in."""
    found = printing(edition.space_id)
    if edition.text_size or found is None:
        return edition.text_size
    choice, plugin = found
    default = next((each.default for each in host.describe(plugin).settings if each.name == TEXT_SIZE), "")
    return str(choice.settings.get(TEXT_SIZE, default))


def _tried(edition: Edition, size: str, lines_over: int) -> list[Size]:
    """The next sizes in the direction that would help, each as the number would come out in it."""
    offered = sizes_of(edition.space_id)
    if size not in offered or -MUCH_ROOM < lines_over <= 0:
        return []
    at = offered.index(size)
    next_ones = offered[:at][::-1][:TRIED] if lines_over > 0 else offered[at + 1 :][:TRIED]
    tried = [(points, measure(edition, points)) for points in next_ones]
    return [
        Size(points, fit_sentence(found), found.lines_over <= 0)
        for points, found in tried
        if isinstance(found, Measurement)
    ]


def _pieces(edition: Edition, measured: Measurement) -> list[Piece]:
    figures = {int(each.article): each for each in measured.per_article}
    lined_up = enumerate(queries.lined_up(edition.id), start=1)
    return [_piece(article, figures[place], measured.lines_over) for place, article in lined_up if place in figures]


def _piece(article: Article, figures: ArticleFigures, lines_over: int) -> Piece:
    words = markup.count_words(article.body_source)
    words_a_line = words / max(1, figures.lines - LINES_ABOVE)
    return Piece(
        article=article,
        lines=figures.lines,
        first_page=figures.first_page,
        last_page=figures.last_page,
        words=words,
        # One line more than it is over, since a paragraph's last one is seldom full.
        words_to_cut=math.ceil(words_a_line * (lines_over + 1)) if 0 < lines_over < figures.lines // 2 else 0,
        makes_it_fit=0 < lines_over <= figures.lines,
        blocks=blocks_in(article),
    )


def _waiting(reader: Reader, edition: Edition, measured: Measurement, pieces: list[Piece]) -> list[Waiting]:
    """The pieces in the box that the room that is left would take, the longest first.

    Left out are those that wait for their author, and a piece that stands in the number in another language.
    """
    room, lines = -measured.lines_over, sum(each.lines for each in pieces)
    if room <= 0 or not lines:
        return []
    words_a_line = max(1.0, sum(each.words for each in pieces) / lines)
    there = {group_of(each) for each in queries.lined_up(edition.id)}
    guessed = [
        Waiting(each, LINES_ABOVE + math.ceil(markup.count_words(each.body_source) / words_a_line))
        for each in queries.box(reader, edition.space_id)
        if not each.awaits_author and group_of(each) not in there
    ]
    return sorted((each for each in guessed if each.lines <= room), key=lambda each: -each.lines)
