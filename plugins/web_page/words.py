"""The few words that the pages themselves say, in the language of the edition, and which way a text runs."""

import unicodedata
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

_NAMES = (
    "number", "newest", "whole", "archive", "feed", "skip", "contents", "reach", "before", "after", "picture", "table",
    "empty", "pages", "corrected",
)  # fmt: skip
_WORDS = {
    "ar": (
        "العدد {}", "أحدث عدد", "العدد كاملا في صفحة واحدة", "الأرشيف", "تغذية Atom", "إلى النص", "في هذا العدد",
        "للتواصل معنا", "المقال السابق", "المقال التالي", "صورة", "جدول", "لا مقالات في هذا العدد.", "الصفحات",
        "صُحّح في {}:",
    ),
    "de": (
        "Nr. {}", "Neueste Nummer", "Die ganze Nummer auf einer Seite", "Archiv", "Feed (Atom)", "Zum Text",
        "In dieser Nummer", "So erreicht ihr uns", "Voriger Artikel", "Nächster Artikel", "Bild", "Tabelle",
        "In dieser Nummer steht kein Artikel.", "Seiten", "Berichtigt am {}:",
    ),
    "en": (
        "No. {}", "Newest number", "The whole number on one page", "Archive", "Feed (Atom)", "Skip to the text",
        "In this number", "How to reach us", "Article before", "Next article", "Picture", "Table",
        "There is no article in this number.", "Pages", "Corrected on {}:",
    ),
    "es": (
        "N.º {}", "Último número", "El número entero en una página", "Archivo", "Canal (Atom)", "Ir al texto",
        "En este número", "Cómo encontrarnos", "Artículo anterior", "Artículo siguiente", "Imagen", "Tabla",
        "No hay artículos en este número.", "Páginas", "Corregido el {}:",
    ),
    "fr": (
        "Nº {}", "Dernier numéro", "Le numéro entier sur une page", "Archives", "Flux (Atom)", "Aller au texte",
        "Dans ce numéro", "Nous joindre", "Article précédent", "Article suivant", "Image", "Tableau",
        "Il n’y a pas d’article dans ce numéro.", "Pages", "Corrigé le {} :",
    ),
    "pt": (
        "N.º {}", "Último número", "O número inteiro numa página", "Arquivo", "Feed (Atom)", "Ir para o texto",
        "Neste número", "Como nos encontrar", "Artigo anterior", "Artigo seguinte", "Imagem", "Tabela",
        "Não há artigos neste número.", "Páginas", "Corrigido em {}:",
    ),
}  # fmt: skip


def words_in(language: str) -> dict[str, str]:
    """Each word by its name, in English where the language is not known."""
    return dict(zip(_NAMES, _WORDS.get(language.replace("_", "-").split("-")[0].lower(), _WORDS["en"]), strict=True))


def long_date(day: date, language: str) -> str:
    """A day in full; as in English where the language is not known."""
    return format_date(day, "full", locale=_locale(language) or Locale("en"))


def own_name(language: str) -> str:
    """What those who speak a language call it; its code where it is not known."""
    locale = _locale(language)
    name = locale.get_display_name() if locale else None
    return name[:1].upper() + name[1:] if name else language


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
