"""The few words that the plugin itself puts on a poster, in the language of the space."""

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


@dataclass(frozen=True)
class Words:
    """What stands over a claim, over its answer and before its source, the marks round a quotation, and more."""

    they_say: str
    true: str
    source: str
    quotes: tuple[str, str]
    code: str
    picture: str


_WORDS = {
    "ar": Words("يقولون", "والحقيقة", "المصدر:", ("«", "»"), "رمز للمسح", "صورة"),
    "de": Words("Sie sagen", "Die Wahrheit", "Quelle:", ("„", "“"), "Code zum Abfotografieren", "Bild"),
    "en": Words("They say", "What is true", "Source:", ("“", "”"), "Code to scan", "Picture"),
    "es": Words("Dicen", "La verdad", "Fuente:", ("«", "»"), "Código para escanear", "Imagen"),
    "fr": Words("Ils disent", "La vérité", "Source :", ("« ", " »"), "Code à scanner", "Image"),
    "it": Words("Dicono", "La verità", "Fonte:", ("«", "»"), "Codice da inquadrare", "Immagine"),
    "pl": Words("Mówią", "Prawda", "Źródło:", ("„", "”"), "Kod do zeskanowania", "Obraz"),
    "pt": Words("Dizem", "A verdade", "Fonte:", ("«", "»"), "Código para ler", "Imagem"),
    "tr": Words("Diyorlar ki", "Gerçek", "Kaynak:", ("“", "”"), "Taranacak kod", "Resim"),
}
_QUOTATION_MARKS = "\"'“”„‟«»‘’‹›「『"


def words_of(language: str) -> Words:
    """The words of a language; as in English where it is not known."""
    return _WORDS.get(_short(language), _WORDS["en"])


def quoted(said: str, language: str) -> str:
    """A claim in the quotation marks of its language, unless it has some already."""
    if said[:1] in _QUOTATION_MARKS:
        return said
    before, after = words_of(language).quotes
    return f"{before}{said}{after}"


def number_line(number: int, language: str) -> str:
    """The number of an edition, as `No. 12`."""
    return _NUMBER.get(_short(language), _NUMBER["en"]).format(number)


def day_words(day: date, language: str) -> str:
    """A day without its weekday."""
    return format_date(day, "long", locale=_locale(language))


def _short(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
