"""The few words that the plugin itself puts on a poster, in the language of the space."""

from dataclasses import dataclass

from coordinator.typesetting.words import short_tag


@dataclass(frozen=True)
class Words:
    """What stands over a claim, over its answer and before its source; the marks round a quotation; the code’s name."""

    they_say: str
    true: str
    source: str
    quotes: tuple[str, str]
    code: str


_WORDS = {
    "ar": Words("يقولون", "والحقيقة", "المصدر:", ("«", "»"), "رمز للمسح"),
    "de": Words("Sie sagen", "Die Wahrheit", "Quelle:", ("„", "“"), "Code zum Abfotografieren"),
    "en": Words("They say", "What is true", "Source:", ("“", "”"), "Code to scan"),
    "es": Words("Dicen", "La verdad", "Fuente:", ("«", "»"), "Código para escanear"),
    "fr": Words("Ils disent", "La vérité", "Source :", ("« ", " »"), "Code à scanner"),
    "it": Words("Dicono", "La verità", "Fonte:", ("«", "»"), "Codice da inquadrare"),
    "pl": Words("Mówią", "Prawda", "Źródło:", ("„", "”"), "Kod do zeskanowania"),
    "pt": Words("Dizem", "A verdade", "Fonte:", ("«", "»"), "Código para ler"),
    "tr": Words("Diyorlar ki", "Gerçek", "Kaynak:", ("“", "”"), "Taranacak kod"),
}
_QUOTATION_MARKS = "\"'“”„‟«»‘’‹›「『"


def words_of(language: str) -> Words:
    """The words of a language; as in English where it is not known."""
    return _WORDS.get(short_tag(language), _WORDS["en"])


def quoted(said: str, language: str) -> str:
    """A claim in the quotation marks of its language, unless it has some already."""
    if said[:1] in _QUOTATION_MARKS:
        return said
    before, after = words_of(language).quotes
    return f"{before}{said}{after}"
