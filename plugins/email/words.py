"""The few words that a mail itself says, in the language of the edition, and which way a text runs."""

import unicodedata
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

_NAMES = ("number", "contents", "reach", "picture", "empty", "corrected")
_WORDS = {
    "ar": ("العدد {}", "في هذا العدد", "للتواصل معنا", "صورة", "لا مقالات في هذا العدد.", "تصحيح، {}:"),
    "de": (
        "Nr. {}",
        "In dieser Nummer",
        "So erreicht ihr uns",
        "Bild",
        "In dieser Nummer steht kein Artikel.",
        "Berichtigt am {}:",
    ),
    "en": (
        "No. {}",
        "In this number",
        "How to reach us",
        "Picture",
        "There is no article in this number.",
        "Corrected on {}:",
    ),
    "es": (
        "N.º {}",
        "En este número",
        "Cómo encontrarnos",
        "Imagen",
        "No hay artículos en este número.",
        "Corregido el {}:",
    ),
    "fr": (
        "Nº {}",
        "Dans ce numéro",
        "Nous joindre",
        "Image",
        "Il n’y a pas d’article dans ce numéro.",
        "Corrigé le {} :",
    ),
    "pt": (
        "N.º {}",
        "Neste número",
        "Como nos encontrar",
        "Imagem",
        "Não há artigos neste número.",
        "Corrigido em {}:",
    ),
}


def words_in(language: str) -> dict[str, str]:
    """Each word by its name, in English where the language is not known."""
    return dict(zip(_NAMES, _WORDS.get(language.replace("_", "-").split("-")[0].lower(), _WORDS["en"]), strict=True))


def long_date(day: date, language: str) -> str:
    """A day in full; as in English where the language is not known."""
    return format_date(day, "long", locale=_locale(language) or Locale("en"))


def direction_of_language(language: str) -> str:
    """`rtl` or `ltr`."""
    locale = _locale(language)
    return str(locale.text_direction) if locale else "ltr"


def direction_of_text(text: str, language: str) -> str:
    """`rtl` or `ltr`, as most of its letters run; as its language does where it has none."""
    ways = [unicodedata.bidirectional(letter) for letter in text]
    to_the_left, to_the_right = sum(way in ("R", "AL") for way in ways), ways.count("L")
    if to_the_left == to_the_right:
        return direction_of_language(language)
    return "rtl" if to_the_left > to_the_right else "ltr"


@cache
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None
