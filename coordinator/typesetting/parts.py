"""In which order the pieces of an edition stand on paper: their rests further back, their translations beside them."""

from dataclasses import dataclass

from coordinator.plugin_contract import Article, Block
from coordinator.typesetting.phrases import correction_of

# So many times longer than its translation a piece may be to stand beside it; some scripts need few signs.
_MUCH_SHORTER = 4


@dataclass(frozen=True)
class Part:
    """What stands of an article in one place: all of it, its beginning (`carries_on`), or its rest (`is_rest`).

    `beside` is the same of its translation, where the two stand side by side.
    """

    article: Article
    blocks: tuple[Block, ...]
    carries_on: bool = False
    is_rest: bool = False
    beside: "Part | None" = None

    @property
    def is_aligned(self) -> bool:
        """Whether each block has its like beside it."""
        return self.beside is not None and len(self.blocks) == len(self.beside.blocks)

    def cut(self, at: int) -> "tuple[Part, Part]":
        """Its first blocks, which carry on, and its rest; what stands beside it is cut at the same place."""
        first, rest = self.beside.cut(at) if self.beside else (None, None)
        return (
            Part(self.article, self.blocks[:at], carries_on=True, beside=first),
            Part(self.article, self.blocks[at:], is_rest=True, beside=rest),
        )


def in_print_order(articles: tuple[Article, ...], side_by_side: bool = False) -> list[Part]:
    """The articles as they follow one another on paper, each rest behind the article that the editors chose.

    An article that would carry on before itself, or behind one that is not there, stays whole; `side_by_side`, also one
    whose translation has not as many blocks. Of several translations the first stands beside, the others come after.
    """
    besides = _first_translations(articles) if side_by_side else {}
    moved = {each.id for each in besides.values()}
    places = {article.id: place for place, article in enumerate(articles)}
    places |= {beside.id: places[own] for own, beside in besides.items()}
    rests: dict[str, list[Part]] = {}
    order: list[Part] = []
    for article in (each for each in articles if each.id not in moved):
        beside = besides.get(article.id)
        part = Part(article, _printed(article), beside=Part(beside, _printed(beside)) if beside else None)
        cut, after = article.blocks_before, article.carries_on_after
        is_in_step = part.beside is None or part.is_aligned
        if places.get(after, -1) > places[article.id] and 0 < cut < len(part.blocks) and is_in_step:
            part, rest = part.cut(cut)
            rests.setdefault(after, []).append(rest)
        order.append(part)
        order += rests.pop(article.id, []) + (rests.pop(beside.id, []) if beside else [])
    return order


def _printed(article: Article) -> tuple[Block, ...]:
    """Its blocks and a correction. Its notes stand at the foot of the pages; those of a box stand in itself."""
    return (*(block for block in article.blocks if article.is_box or not block.notes), *correction_of(article))


def _first_translations(articles: tuple[Article, ...]) -> dict[str, Article]:
    """The first translation of each article that has any, by the id of the article, but no mere sum-up of it."""
    there = {article.id: article for article in articles if not article.is_box and not article.translation_of}
    found: dict[str, Article] = {}
    for article in articles:
        if article.translation_of in there and not article.is_box:
            found.setdefault(article.translation_of, article)
    return {own: other for own, other in found.items() if _is_about_as_long(there[own].text, other.text)}


def _is_about_as_long(text: str, other: str) -> bool:
    """Whether two texts fill columns side by side; beside a much shorter one most of a column would be empty."""
    shorter, longer = sorted((len(text), len(other)))
    return shorter * _MUCH_SHORTER >= longer
