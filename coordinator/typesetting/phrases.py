"""What several plugins say of a number in the same words, in the language of the number."""

from coordinator.plugin_contract import Article, Block, Span
from coordinator.typesetting.words import number_pattern, picture_word, short_date, short_tag

_NAMES = ("contents", "reach", "empty", "corrected")
_PHRASES = {
    "ar": ("في هذا العدد", "للتواصل معنا", "لا مقالات في هذا العدد.", "صُحّح في {}:"),
    "de": ("In dieser Nummer", "So erreicht ihr uns", "In dieser Nummer steht kein Artikel.", "Berichtigt am {}:"),
    "en": ("In this number", "How to reach us", "There is no article in this number.", "Corrected on {}:"),
    "es": ("En este número", "Cómo encontrarnos", "No hay artículos en este número.", "Corregido el {}:"),
    "fr": ("Dans ce numéro", "Nous joindre", "Il n’y a pas d’article dans ce numéro.", "Corrigé le {} :"),
    "pt": ("Neste número", "Como nos encontrar", "Não há artigos neste número.", "Corrigido em {}:"),
}


def phrases_in(language: str) -> dict[str, str]:
    """Each phrase by its name, in English where the language is not known; `number` and `corrected` have a gap."""
    said = _PHRASES.get(short_tag(language), _PHRASES["en"])
    return {
        "number": number_pattern(language),
        "picture": picture_word(language),
        **dict(zip(_NAMES, said, strict=True)),
    }


def correction_of(article: Article) -> tuple[Block, ...]:
    """What was wrong with an article once its number was out, as the paragraph that stands below it; empty else."""
    if not article.corrected or article.corrected_on is None:
        return ()
    day = phrases_in(article.language)["corrected"].format(short_date(article.corrected_on, article.language))
    text = " ".join(article.corrected.split())
    return (Block("paragraph", (Span(day, strong=True), Span(f" {text}", emphasis=True))),)
