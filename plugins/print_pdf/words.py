"""The few words that the plugin itself puts on paper or into a sentence, in the language of the edition."""

from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

_NUMBER = {
    "ar": "العدد {}",
    "de": "Nr. {}",
    "en": "No. {}",
    "es": "N.º {}",
    "fr": "Nº {}",
    "it": "N. {}",
    "pl": "Nr {}",
    "pt": "N.º {}",
    "tr": "Sayı {}",
}
_PICTURE = {
    "de": "Bild",
    "en": "Picture",
    "es": "Imagen",
    "fr": "Image",
    "it": "Immagine",
    "pt": "Imagem",
    "ar": "صورة",
}
# What stands where an article breaks off, and where it goes on; the number of the other page follows.
_CARRYING_ON = {
    "ar": ("التتمة في الصفحة", "تتمة من الصفحة"),
    "de": ("Weiter auf Seite", "Fortsetzung von Seite"),
    "en": ("Continued on page", "Continued from page"),
    "es": ("Sigue en la página", "Viene de la página"),
    "fr": ("Suite à la page", "Suite de la page"),
    "it": ("Continua a pagina", "Continua da pagina"),
    "pl": ("Ciąg dalszy na stronie", "Ciąg dalszy ze strony"),
    "pt": ("Continua na página", "Continuação da página"),
    "tr": ("Devamı sayfa", "Başı sayfa"),
}


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


def number_line(number: int, language: str) -> str:
    """The number of an edition, as `No. 12`."""
    return _NUMBER.get(_short(language), _NUMBER["en"]).format(number)


def carrying_on(language: str) -> tuple[str, str]:
    """The words before the number of the page on which an article goes on, and from which it comes."""
    return _CARRYING_ON.get(_short(language), _CARRYING_ON["en"])


def picture_word(language: str) -> str:
    """What a picture is called where nobody described it."""
    return _PICTURE.get(_short(language), _PICTURE["en"])


def long_date(day: date, language: str) -> str:
    """A day in full; as in English where the language is not known."""
    return format_date(day, "full", locale=_locale(language))


def is_right_to_left(language: str) -> bool:
    """Whether a booklet in this language opens the other way round."""
    return _locale(language).text_direction == "rtl"


def fit_sentence(lines_over: int, budget: int, first_free_page: int, language: str) -> str:
    """How an edition fits its pages, in one sentence."""
    say = _SENTENCES.get(_short(language), _SENTENCES["en"])
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


def _short(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
