"""The few words that only the pages of a site say, in the language of the edition."""

from coordinator.typesetting.phrases import phrases_in
from coordinator.typesetting.words import short_tag

_NAMES = ("newest", "whole", "archive", "feed", "skip", "before", "after", "table", "pages")
_WORDS = {
    "ar": (
        "أحدث عدد", "العدد كاملا في صفحة واحدة", "الأرشيف", "تغذية Atom", "إلى النص", "المقال السابق", "المقال التالي",
        "جدول", "الصفحات",
    ),
    "de": (
        "Neueste Nummer", "Die ganze Nummer auf einer Seite", "Archiv", "Feed (Atom)", "Zum Text", "Voriger Artikel",
        "Nächster Artikel", "Tabelle", "Seiten",
    ),
    "en": (
        "Newest number", "The whole number on one page", "Archive", "Feed (Atom)", "Skip to the text", "Article before",
        "Next article", "Table", "Pages",
    ),
    "es": (
        "Último número", "El número entero en una página", "Archivo", "Canal (Atom)", "Ir al texto",
        "Artículo anterior", "Artículo siguiente", "Tabla", "Páginas",
    ),
    "fr": (
        "Dernier numéro", "Le numéro entier sur une page", "Archives", "Flux (Atom)", "Aller au texte",
        "Article précédent", "Article suivant", "Tableau", "Pages",
    ),
    "pt": (
        "Último número", "O número inteiro numa página", "Arquivo", "Feed (Atom)", "Ir para o texto",
        "Artigo anterior", "Artigo seguinte", "Tabela", "Páginas",
    ),
}  # fmt: skip


def words_in(language: str) -> dict[str, str]:
    """Each word by its name, in English where the language is not known."""
    own = _WORDS.get(short_tag(language), _WORDS["en"])
    return phrases_in(language) | dict(zip(_NAMES, own, strict=True))
