"""How an edition fits its pages, in a sentence in its language."""

from dataclasses import dataclass

from coordinator.typesetting.words import short_tag


@dataclass(frozen=True)
class _Sentences:
    """What is said about the fit; pairs are for one and for more."""

    over: str
    room: str
    exact: str
    lines: tuple[str, str]
    more: tuple[str, str]
    pages: tuple[str, str]
    where: tuple[str, str]
    figures: tuple[str, ...]


_SENTENCES = {
    "en": _Sentences(
        over="{lines} over {pages}.",
        room="Room for about {more} on {where}.",
        exact="It fits {pages} exactly.",
        lines=("{} line", "{} lines"),
        more=("{} more line", "{} more lines"),
        pages=("{} page", "{} pages"),
        where=("page {}", "pages {} to {}"),
        figures=("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
    "es": _Sentences(
        over="Sobran {lines} para {pages}.",
        room="Caben unas {more} en {where}.",
        exact="Cabe justo en {pages}.",
        lines=("{} línea", "{} líneas"),
        more=("{} línea más", "{} líneas más"),
        pages=("{} página", "{} páginas"),
        where=("la página {}", "las páginas {} a {}"),
        figures=("", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"),
    ),
}


def fit_sentence(lines_over: int, budget: int, first_free_page: int, language: str) -> str:
    """How an edition fits its pages, in one sentence."""
    say = _SENTENCES.get(short_tag(language), _SENTENCES["en"])
    in_words = say.figures[budget] if budget < len(say.figures) else str(budget)
    pages = _one_or_more(say.pages, budget).format(in_words)
    if lines_over > 0:
        return say.over.format(lines=_one_or_more(say.lines, lines_over).format(lines_over), pages=pages)
    if lines_over == 0:
        return say.exact.format(pages=pages)
    more = _one_or_more(say.more, -lines_over).format(-lines_over)
    single, several = say.where
    where = single.format(budget) if first_free_page >= budget else several.format(first_free_page, budget)
    return say.room.format(more=more, where=where)


def _one_or_more(forms: tuple[str, str], count: int) -> str:
    return forms[0] if count == 1 else forms[1]
