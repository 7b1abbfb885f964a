"""Writes runs of text as Markdown that means the same again: its marks escaped, its styles nested in order."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, pairwise, takewhile
from urllib.parse import quote

from coordinator.plugin_contract import Span

from .letters import STYLES, Letter, letters_of

_MARKS = {"struck": "~~", "strong": "**", "emphasis": "_"}
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \n")
# Marks wherever they stand; `{` and what may follow it, two dollars, and `&` only where more would be read into them.
_MARK = re.compile(r"[\\`*_\[\]<~|{]|(?<=\{)[%#]|\$(?=\$)|&(?=#?\w+;)")
_MARK_AT_START = re.compile(r"^(?:([#>+\-=:])|\d{1,9}([.)])(?=\s|\Z))", re.MULTILINE)
_HIDDEN = "\ufffc"
_KEPT_IN_ADDRESS = "%!#$&'()*+,/:;=?@[]~-._"


@dataclass(frozen=True)
class _Mark:
    """Where a style or a link begins or ends."""

    source: str
    opens: bool


_Piece = Letter | _Mark
# The name of a style, and for a link its address.
_Style = tuple[str, str]


def inline(spans: Iterable[Span], *, is_one_line: bool = False) -> str:
    """The spans as Markdown; a line break is a backslash at the end, or a blank where there is only one line."""
    letters = _escaped(letters_of(spans, is_one_line=is_one_line), is_one_line)
    return "".join(piece.source for piece in _kept_apart(_with_marks(letters)))


def escaped(text: str, *, is_one_line: bool = False) -> str:
    """Plain text as Markdown."""
    return inline([Span(text)], is_one_line=is_one_line)


def target(link: str) -> str:
    """An address as it stands between the parentheses of a link."""
    whole = quote(link.encode("utf-8", "replace"), safe=_KEPT_IN_ADDRESS)
    return re.sub(r"[()*_\[\]~&$]", r"\\\g<0>", whole)


def _escaped(letters: list[Letter], is_one_line: bool) -> list[Letter]:
    text = "".join(_HIDDEN if letter.source else letter.text for letter in letters)
    marks = {found.start() for found in _MARK.finditer(text)}
    marks |= {found.end() - 1 for found in _MARK_AT_START.finditer(text)}
    if is_one_line:
        # Such marks at the end of a heading would end it.
        marks |= {place for place, letter in enumerate(text) if letter == "#"}
    # An exclamation mark makes a picture of the link that follows it.
    marks |= {
        place for place, (one, next_) in enumerate(pairwise(letters)) if one.text == "!" and one.link != next_.link
    }
    return [_written(letter, place in marks) for place, letter in enumerate(letters)]


def _written(letter: Letter, is_mark: bool) -> Letter:
    if letter.source:
        return letter
    if letter.text == "\n":
        return replace(letter, source="\\\n")
    if is_mark:
        return replace(letter, source=f"\\{letter.text}")
    # Blanks other than the plain one are easily lost, and count beside a mark.
    is_odd_blank = letter.text != " " and unicodedata.category(letter.text).startswith("Z")
    return replace(letter, source=_by_number(letter.text) if is_odd_blank else letter.text)


def _by_number(letter: str) -> str:
    return f"&#{ord(letter)};"


def _with_marks(letters: list[Letter]) -> list[_Piece]:
    """The letters with the marks of their styles between them, what lasts longer around what ends earlier."""
    pieces: list[_Piece] = []
    standing: list[_Style] = []
    for letter, ends in zip(letters, _ends(letters), strict=True):
        wanted = sorted(ends, key=partial(_rank, ends, standing))
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(standing, wanted, strict=False)))
        _close(pieces, standing[same:])
        pieces += [_Mark(_opening(style), True) for style in wanted[same:]]
        pieces.append(letter)
        standing = wanted
    _close(pieces, standing)
    return pieces


def _rank(ends: Mapping[_Style, int], standing: list[_Style], style: _Style) -> tuple[int, int, _Style]:
    """Outermost what ends last, and of two that end together what stands already."""
    return -ends[style], standing.index(style) if style in standing else len(standing), style


def _close(pieces: list[_Piece], styles: list[_Style]) -> None:
    """End these styles, the innermost first, before any blanks, beside which a mark would not end anything."""
    place = len(pieces)
    while styles and place and _is_blank(pieces[place - 1]):
        place -= 1
    pieces[place:place] = [_Mark(_closing(style), False) for style in reversed(styles)]


def _is_blank(piece: _Piece) -> bool:
    return isinstance(piece, Letter) and piece.text in (" ", "\n")


def _ends(letters: list[Letter]) -> list[dict[_Style, int]]:
    """For each letter its styles, each with the place where it ends."""
    found: list[dict[_Style, int]] = []
    following: dict[_Style, int] = {}
    for place in range(len(letters), 0, -1):
        letter = letters[place - 1]
        styles = [(name, "") for name in STYLES if name in letter.styles]
        styles += [("link", letter.link)] if letter.link else []
        following = {style: following.get(style, place) for style in styles}
        found.append(following)
    return found[::-1]


def _opening(style: _Style) -> str:
    return "[" if style[1] else _MARKS[style[0]]


def _closing(style: _Style) -> str:
    return f"]({target(style[1])})" if style[1] else _MARKS[style[0]]


def _kept_apart(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces with letters written by number where a mark of emphasis would not be taken for one beside them."""
    apart = list(pieces)
    for start, end in _groups(pieces):
        if start and _is_emphasis(pieces[start], opens=True):
            apart[start - 1] = _beside(pieces[start - 1], pieces[start : end + 1])
        if end < len(pieces) and _is_emphasis(pieces[end - 1], opens=False):
            apart[end] = _beside(pieces[end], pieces[start - 1 : end][::-1])
    return apart


def _groups(pieces: list[_Piece]) -> Iterator[tuple[int, int]]:
    """Where marks that stand side by side begin, and where they end."""
    place = 0
    for is_mark, group in groupby(pieces, lambda piece: isinstance(piece, _Mark)):
        size = len(list(group))
        if is_mark:
            yield place, place + size
        place += size


def _is_emphasis(piece: _Piece, *, opens: bool) -> bool:
    return isinstance(piece, _Mark) and piece.opens == opens and piece.source in _MARKS.values()


def _beside(outer: _Piece, marks_and_inner: Sequence[_Piece]) -> _Piece:
    """The letter outside, by number unless the marks are understood beside it as it is."""
    assert isinstance(outer, Letter)  # noqa: S101 - marks of one kind are all in the group
    mark, inner = marks_and_inner[0], marks_and_inner[1]
    is_between_letters = mark.source != "_" and isinstance(inner, Letter) and _is_word(inner.source)
    if outer.source[-1] in _ASCII_MARKS or outer.source[0] in _ASCII_MARKS or is_between_letters:
        return outer
    return replace(outer, source=_by_number(outer.source))


def _is_word(source: str) -> bool:
    return len(source) == 1 and unicodedata.category(source)[0] in "LNM"
