"""Front pages in small: masthead, number, day and the first headlines of an edition, set line by line."""

import textwrap
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError

from coordinator.newsletters.models import Article

WIDTH, HEIGHT, EDGE = 240, 320, 14
HEADLINES = 4
# So many letters of a size of one fit into a width of one, in the types that papers are set in.
LETTERS = 1.9


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words: where it stands, how large, and what sort of line it is."""

    words: str
    y: float
    size: float
    kind: str


@dataclass(frozen=True, slots=True)
class Cover:
    """A front page in small; `grey` are the lines of text that are only hinted at, as (y, width)."""

    lines: list[Line]
    grey: list[tuple[float, float]]
    rule: float
    headlines: list[str]
    is_rtl: bool
    language: str

    width: int = WIDTH
    height: int = HEIGHT
    edge: int = EDGE


def cover_of(name: str, dateline: str, headlines: list[str], language: str) -> Cover:
    """The front page of a newsletter called `name`, in the language of its space."""
    size = max(13.0, min(30.0, (WIDTH - 2 * EDGE) * LETTERS / max(len(name), 1)))
    lines, foot = _set(name, size, EDGE + size, "name", at_most=2)
    lines.append(Line(dateline, foot + 10, 10, "dateline"))
    rule, y = foot + 18, foot + 40
    grey: list[tuple[float, float]] = []
    for number, headline in enumerate(headlines[:HEADLINES]):
        made, foot = _set(headline, 19 if number == 0 else 14, y, "headline", at_most=3)
        if foot > HEIGHT - EDGE:
            break
        lines += made
        hinted = [foot + 2 + 7 * each for each in range(4 if number == 0 else 2)]
        grey += [(each, 1.0 if each != hinted[-1] else 0.6) for each in hinted if each < HEIGHT - EDGE]
        y = hinted[-1] + 26
    return Cover(lines, grey, rule, headlines[:HEADLINES], _is_rtl(language), language)


def _set(words: str, size: float, y: float, kind: str, at_most: int) -> tuple[list[Line], float]:
    """Words broken into lines, and where the next thing can begin."""
    letters = max(6, int((WIDTH - 2 * EDGE) * LETTERS / size))
    broken = textwrap.wrap(words, letters, max_lines=at_most, placeholder=" …") or [""]
    made = [Line(line, round(y + number * size * 1.15, 1), round(size, 1), kind) for number, line in enumerate(broken)]
    return made, round(y + (len(broken) - 1) * size * 1.15 + size * 0.5, 1)


def _is_rtl(language: str) -> bool:
    try:
        return Locale.parse(language.replace("-", "_")).text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return False


def first_headlines(edition_keys: Iterable[int]) -> dict[int, list[str]]:
    """The headlines of editions in their order, by the edition's key, in one statement; the reader may read them."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    chosen = Article.edition.in_(list(edition_keys)) & Article.deleted_on.is_null()
    rows: Any = Article.select(Article.edition, Article.title).where(chosen).order_by(Article.position, Article.id)
    for edition, title in rows.tuples():
        found[edition].append(title)
    return dict(found)
