"""Takes the names that a space keeps to itself out of whatever leaves it."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coordinator import db
from coordinator.spaces.likely_names import likely_names

__all__ = ["likely_names", "load_names", "names_changed", "names_in", "on_change", "replace_names", "take_out"]

Listener = Callable[[int], None]
_listeners: list[Listener] = []

# Letters that have no accent to drop but are typed without one all the same.
_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe"}
)
# What Markdown swallows between two letters.
_MARKS = set("*_~`\\")
_UNIT = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|.", re.DOTALL)
_SENTENCE_END = re.compile(r"(?:^|[.!?…]|\n\s*\n)[\s*_~`\"“”„‘’'(\[>#+-]*$")
_GAP_AT_MOST = 8
_LOOKS_BACK = 40
# Scripts that put no blank between words, or that write small words and the next one together.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "ARABIC", "HEBREW")


@dataclass(frozen=True, slots=True)
class _Letters:
    """A text's letters and digits alone, folded, and where in the text each of them stands."""

    folded: str
    starts: list[int]
    ends: list[int]


def on_change(listener: Listener) -> Listener:
    """Have `listener(space_id)` called, inside the same transaction, whenever a space's names were saved."""
    _listeners.append(listener)
    return listener


def names_changed(space_id: int) -> None:
    """Tell every listener that the names of a space are others now."""
    for listener in _listeners:
        listener(space_id)


def load_names(space_id: int) -> list[tuple[str, str]]:
    """The names that a space takes out, each with the words that stand in its stead."""
    rows = db.fetch_all("SELECT name, replacement FROM name_to_take_out WHERE space_id = ? ORDER BY id", (space_id,))
    return [(name, replacement) for name, replacement in rows]


def take_out(space_id: int, text: str) -> str:
    """`text` as it may leave the space: each name replaced by the words that the space chose for it."""
    return replace_names(text, load_names(space_id))


def replace_names(text: str, names: Iterable[tuple[str, str]]) -> str:
    """`text` with each whole-word occurrence of a name replaced, the longest names first.

    Accents, case, an @ or # before the name, blanks and line breaks inside it, character references and
    Markdown's own marks make no difference. What follows the name, such as a possessive ’s, stays.
    """
    wanted = sorted(names, key=lambda pair: -len(pair[0]))
    if not wanted or not text:
        return text
    letters, taken = _letters_of(text), bytearray(len(text))
    found: list[tuple[int, int, str]] = []
    for name, replacement in wanted:
        for start, end in _places(text, letters, name):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, end, replacement))
    return _with_replacements(text, sorted(found))


def names_in(text: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """Which of the names stand in the text, as `replace_names` would find them."""
    if not text:
        return []
    letters = _letters_of(text)
    return [name for name, _replacement in names if _places(text, letters, name)]


def _with_replacements(text: str, found: list[tuple[int, int, str]]) -> str:
    parts, last = [], 0
    for start, end, replacement in found:
        before = text[last:start]
        parts += [before, _fitted(replacement, text[max(0, start - _LOOKS_BACK) : start])]
        last = end
    return "".join([*parts, text[last:]])


def _fitted(replacement: str, before: str) -> str:
    """A sentence goes on beginning with a capital."""
    return replacement[:1].upper() + replacement[1:] if _SENTENCE_END.search(before) else replacement


def _letters_of(text: str) -> _Letters:
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for unit in _UNIT.finditer(text):
        start, end = unit.span()
        if unicodedata.category(text[start])[0] == "M" and ends and ends[-1] == start:
            ends[-1] = end
            continue
        for letter in _folded(unit.group()):
            folded.append(letter)
            starts.append(start)
            ends.append(end)
    return _Letters("".join(folded), starts, ends)


def _folded(text: str) -> str:
    """Letters and digits as they are compared: no case, no accents, no marks."""
    if len(text) == 1 and text.isascii():
        return text.lower() if text.isalnum() else ""
    if text.startswith("&"):
        text = html.unescape(text)
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_PLAIN)
    return "".join(letter for letter in bare if letter.isalnum())


def _pieces(name: str) -> list[str]:
    """The folded words of a name; a number of six digits and more may be written in any groups."""
    pieces = [_folded(piece) for piece in re.split(r"[\W_]+", unicodedata.normalize("NFKC", name))]
    pieces = [piece for piece in pieces if piece]
    whole = "".join(pieces)
    return list(whole) if whole.isdigit() and len(whole) >= 6 else pieces


def _places(text: str, letters: _Letters, name: str) -> list[tuple[int, int]]:
    """Where a name stands in the text, from its @ or # to its last letter."""
    pieces = _pieces(name)
    whole = "".join(pieces)
    if not whole:
        return []
    breaks = _breaks(pieces)
    may_join = whole.isdigit() or all(len(piece) >= 3 for piece in pieces)
    places = []
    at = letters.folded.find(whole)
    while at >= 0:
        span = range(at, at + len(whole))
        if _is_alone(text, letters, span) and _hangs_together(text, letters, span, breaks, may_join):
            places.append((_with_handle(text, letters.starts[at]), letters.ends[span[-1]]))
        at = letters.folded.find(whole, at + 1)
    return places


def _breaks(pieces: list[str]) -> set[int]:
    """After how many letters a new word of the name begins."""
    breaks, count = set(), 0
    for piece in pieces[:-1]:
        count += len(piece)
        breaks.add(count)
    return breaks


def _hangs_together(text: str, letters: _Letters, span: range, breaks: set[int], may_join: bool) -> bool:
    for number, position in enumerate(span[1:], start=1):
        gap = text[letters.ends[position - 1] : letters.starts[position]]
        if number in breaks:
            if len(gap) > _GAP_AT_MOST or not (gap or may_join):
                return False
        elif any(not _is_unseen(character) for character in gap):
            return False
    return True


def _is_unseen(character: str) -> bool:
    return character in _MARKS or unicodedata.category(character)[0] == "M" or unicodedata.category(character) == "Cf"


def _is_alone(text: str, letters: _Letters, span: range) -> bool:
    """Whether no letter stands right before or after, where the script parts its words at all."""
    start, end = letters.starts[span[0]], letters.ends[span[-1]]
    before_is_free = start == 0 or not text[start - 1].isalnum() or _is_unspaced(text[start])
    after_is_free = end == len(text) or not text[end].isalnum() or _is_unspaced(text[end - 1])
    return before_is_free and after_is_free


def _is_unspaced(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_UNSPACED)


def _with_handle(text: str, start: int) -> int:
    if start and text[start - 1] in "@#" and not (start > 1 and text[start - 2].isalnum()):
        return start - 1
    return start
