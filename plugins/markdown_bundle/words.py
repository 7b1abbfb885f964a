"""The few words that the plugin itself writes, in the language of the edition."""

from typing import NamedTuple


class Words(NamedTuple):
    """The number of an edition, what its first page ends with, and a title for a text that has none."""

    number: str
    reach: str
    imprint: str
    untitled: str


_WORDS = {
    "ar": Words("العدد {}", "كيف تتواصلون معنا", "بيانات النشر", "بلا عنوان"),
    "de": Words("Nr. {}", "So erreicht ihr uns", "Impressum", "Ohne Titel"),
    "en": Words("No. {}", "How to reach us", "Imprint", "Untitled"),
    "es": Words("N.º {}", "Cómo encontrarnos", "Pie de imprenta", "Sin título"),
    "fr": Words("Nº {}", "Nous joindre", "Mentions légales", "Sans titre"),
    "it": Words("N. {}", "Come trovarci", "Colophon", "Senza titolo"),
    "pt": Words("N.º {}", "Como nos encontrar", "Ficha técnica", "Sem título"),
}


def words_in(language: str) -> Words:
    """The words in that language, in English where we do not have them."""
    return _WORDS.get(language.replace("_", "-").split("-")[0].lower(), _WORDS["en"])
