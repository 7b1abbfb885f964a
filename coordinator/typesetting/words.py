"""The few words that the product itself puts on paper, and what it knows of languages."""

import unicodedata
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

_ENGLISH = Locale("en")
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
    return number_pattern(language).format(number)


def number_pattern(language: str) -> str:
    """The same with a gap for the number."""
    return _NUMBER.get(short_tag(language), _NUMBER["en"])


def carrying_on(language: str) -> tuple[str, str]:
    """The words before the number of the page on which an article goes on, and from which it comes."""
    return _CARRYING_ON.get(short_tag(language), _CARRYING_ON["en"])


def picture_word(language: str) -> str:
    """What a picture is called where nobody described it."""
    return _PICTURE.get(short_tag(language), _PICTURE["en"])


def long_date(day: date, language: str) -> str:
    """A day in full; as in English where the language is not known."""
    return format_date(day, "full", locale=_locale(language) or _ENGLISH)


def short_date(day: date, language: str) -> str:
    """A day without its weekday; as in English where the language is not known."""
    return format_date(day, "long", locale=_locale(language) or _ENGLISH)


def own_name(language: str) -> str:
    """What those who speak a language call it; its code where it is not known."""
    locale = _locale(language)
    name = locale.get_display_name() if locale else None
    return name[:1].upper() + name[1:] if name else language


def is_right_to_left(language: str) -> bool:
    """Whether a booklet in this language opens the other way round."""
    return direction_of_language(language) == "rtl"


def direction_of_language(language: str) -> str:
    """`rtl` or `ltr`."""
    return str((_locale(language) or _ENGLISH).text_direction)


def direction_of_text(text: str, language: str) -> str:
    """`rtl` or `ltr`, as most of its letters run; as its language does where it has none."""
    ways = [unicodedata.bidirectional(letter) for letter in text]
    to_the_left, to_the_right = sum(way in ("R", "AL") for way in ways), ways.count("L")
    if to_the_left == to_the_right:
        return direction_of_language(language)
    return "rtl" if to_the_left > to_the_right else "ltr"


def short_tag(language: str) -> str:
    """The language without its country, as `pt` for `pt-BR`."""
    return language.replace("_", "-").split("-")[0].lower()


@cache
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None
