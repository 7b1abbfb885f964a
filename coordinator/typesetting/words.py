"""The few words that the product itself puts on paper, and what it knows of languages."""

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
    "ar": "صورة",
    "de": "Bild",
    "en": "Picture",
    "es": "Imagen",
    "fr": "Image",
    "it": "Immagine",
    "pl": "Obraz",
    "pt": "Imagem",
    "tr": "Resim",
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


def number_line(number: int, language: str) -> str:
    """The number of an edition, as `No. 12`."""
    return _NUMBER.get(short_tag(language), _NUMBER["en"]).format(number)


def carrying_on(language: str) -> tuple[str, str]:
    """The words before the number of the page on which an article goes on, and from which it comes."""
    return _CARRYING_ON.get(short_tag(language), _CARRYING_ON["en"])


def picture_word(language: str) -> str:
    """What a picture is called where nobody described it."""
    return _PICTURE.get(short_tag(language), _PICTURE["en"])


def long_date(day: date, language: str) -> str:
    """A day in full; as in English where the language is not known."""
    return format_date(day, "full", locale=_locale(language))


def short_date(day: date, language: str) -> str:
    """A day without its weekday; as in English where the language is not known."""
    return format_date(day, "long", locale=_locale(language))


def is_right_to_left(language: str) -> bool:
    """Whether a booklet in this language opens the other way round."""
    return _locale(language).text_direction == "rtl"


def short_tag(language: str) -> str:
    """The language without its country, as `pt` for `pt-BR`."""
    return language.replace("_", "-").split("-")[0].lower()


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
