"""Which letters and signs the fonts of the printed paper lack."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import typst

from coordinator.typesetting.layout import FONTS, needs_system_fonts

# PDF/UA allows no sign without a shape, so that typst names each that none of its fonts has.
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')
_BY_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")
_PAGE = """#set document(title: "Signs")
#set text(font: ("Libertinus Serif", "Noto Naskh Arabic", "DejaVu Sans Mono"))
#(%s,).map(str.from-unicode).join(" ")
"""
# Control signs and signs of format; halves of a sign stand in no text that was stored.
_UNSEEN = ("Cc", "Cf", "Cs")
# Whether each sign that was ever asked for has a shape; fonts stay the same as long as a process runs.
_known: dict[str, bool] = {}


def lacking_signs(text: str) -> list[str]:
    """The signs of a text that would be printed as an empty square, each once, in their order.

    Asked is typst itself, with the fonts that it has at hand when it lays out pages: those that come with the product,
    its own, and for scripts that neither of them writes those of this machine. Accents and vowel marks that stand
    over a letter count as the letter that they are on.
    """
    signs = dict.fromkeys(sign for sign in unicodedata.normalize("NFC", text) if _has_shape(sign))
    unknown = [sign for sign in signs if sign not in _known]
    for of_system in (False, True):
        _ask([sign for sign in unknown if needs_system_fonts(sign) is of_system], of_system)
    return [sign for sign in signs if not _known[sign]]


def _has_shape(sign: str) -> bool:
    """Whether a sign is one to be seen by itself; every font writes ASCII."""
    return (
        not sign.isascii() and unicodedata.category(sign)[0] not in "MZ" and unicodedata.category(sign) not in _UNSEEN
    )


def _ask(signs: list[str], of_system: bool) -> None:
    lacking = _lacking(signs, of_system) if signs else set()
    _known.update((sign, sign not in lacking) for sign in signs)


def _lacking(signs: Iterable[str], of_system: bool) -> set[str]:
    page = _PAGE % ", ".join(str(ord(sign)) for sign in signs)
    try:
        typst.compile(page.encode(), font_paths=_fonts(of_system), pdf_standards="ua-1")
    except typst.TypstError as refused:
        return {sign for found in _LACKING.findall(refused.diagnostic) for sign in _read(found)}
    return set()


@cache
def _fonts(of_system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=of_system, font_paths=[str(FONTS)])


def _read(named: str) -> str:
    return _BY_NUMBER.sub(lambda found: chr(int(found.group(1), 16)), named)
