"""The names that the kinds of a report's sections go by, in the languages that the product speaks."""

import re
import unicodedata
from collections.abc import Mapping

_ENGLISH: Mapping[str, tuple[str, ...]] = {
    "situation": ("situation", "the situation", "what the situation was", "what was the situation"),
    "done": ("what we did", "what did we do", "what was done"),
    "forward": ("what moved forward", "what went forward"),
    "setbacks": ("setbacks", "setback", "what failed", "what failed and why"),
    "mistakes": ("mistakes and corrections", "mistakes", "corrections", "mistakes and how we corrected them"),
    "lessons": ("lessons", "lessons learned", "lessons learnt", "what we learned", "what others can learn"),
    "openings": ("openings", "where it could go from here"),
    "next": ("next steps", "next step", "what comes next", "what is next"),
}
_SPANISH: Mapping[str, tuple[str, ...]] = {
    "situation": ("situación", "la situación", "cuál era la situación"),
    "done": ("qué hicimos", "lo que hicimos", "qué se hizo"),
    "forward": ("qué avanzó", "lo que avanzó", "avances"),
    "setbacks": ("retrocesos", "reveses", "qué falló", "qué falló y por qué"),
    "mistakes": ("errores y correcciones", "errores", "correcciones"),
    "lessons": ("lecciones", "lecciones aprendidas", "qué aprendimos", "lo que aprendimos", "aprendizajes"),
    "openings": ("aperturas", "oportunidades", "hacia dónde podría ir", "adónde podría ir desde aquí"),
    "next": ("próximos pasos", "qué sigue", "lo que sigue"),
}

_NUMBERING = re.compile(r"^\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)]\s+")


def kind_of(heading: str) -> str | None:
    """The kind whose name the heading is, whatever its case, accents, numbering and closing colon; else None."""
    return _KIND_OF_NAME.get(_folded(heading))


def _folded(heading: str) -> str:
    """A heading without what may differ between two ways of typing it."""
    apart = unicodedata.normalize("NFKD", heading.casefold())
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    plain = _NUMBERING.sub("", plain.strip())
    return " ".join(plain.strip(" ¿?¡!:.-–—*_\t").split())


_KIND_OF_NAME = {
    _folded(name): kind for language in (_ENGLISH, _SPANISH) for kind, names in language.items() for name in names
}
