"""The few words that the plugin itself writes, in the language of the edition."""

from typing import NamedTuple


class Words(NamedTuple):
    """The number of an edition, what its first page ends with, a title for a text that has none, and what was wrong."""

    number: str
    reach: str
    imprint: str
    untitled: str
    corrected: str


_WORDS = {
    "ar": Words("العدد {}", "كيف تتواصلون معنا", "بيانات النشر", "بلا عنوان", "صُحّح في {}:"),
    "de": Words("Nr. {}", "So erreicht ihr uns", "Impressum", "Ohne Titel", "Berichtigt am {}:"),
    "en": Words("No. {}", "How to reach us", "Imprint", "Untitled", "Corrected on {}:"),
    "es": Words("N.º {}", "Cómo encontrarnos", "Pie de imprenta", "Sin título", "Corregido el {}:"),
    "fr": Words("Nº {}", "Nous joindre", "Mentions légales", "Sans titre", "Corrigé le {} :"),
    "it": Words("N. {}", "Come trovarci", "Colophon", "Senza titolo", "Corretto il {}:"),
    "pt": Words("N.º {}", "Como nos encontrar", "Ficha técnica", "Sem título", "Corrigido em {}:"),
}


def words_in(language: str) -> Words:
    """The words in that language, in English where we do not have them."""
    return _WORDS.get(language.replace("_", "-").split("-")[0].lower(), _WORDS["en"])
