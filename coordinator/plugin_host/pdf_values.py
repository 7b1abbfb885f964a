"""Reads the values of a PDF as strictly as it can be written, so that no two programs read them differently."""

import re
from dataclasses import dataclass

DEEPEST = 100
MOST_VALUES = 1_000_000

_BLANK = rb"(?:[\x00\t\n\x0c\r ]|%[^\r\n]*+(?=[\r\n]|\Z))"
SPACE = re.compile(_BLANK + rb"*+")
# What ends a word; a name may hold none of it but written as # and two digits.
_PLAIN = rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]"
_TOKEN = re.compile(
    rb"(?P<open><<|\[)|(?P<close>>>|\])|/(?P<name>" + _PLAIN + rb"*+)|<(?P<hex>[0-9A-Fa-f\t\n\r ]*+)>"
    rb"|(?P<text>\((?:[^()\\]|\\[\x00-\xff])*+\))|(?P<nested>\()|(?P<word>" + _PLAIN + rb"++)"
)
_NUMBER = re.compile(rb"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})?")
_BRACKET = re.compile(rb"\\[\x00-\xff]|[()]")
_WORDS = {b"true": True, b"false": False, b"null": None}


class Unreadable(Exception):
    """Not written as this reads it; another program could make anything of it."""


class Name(str):
    """A name, without its stroke, its escapes read."""

    __slots__ = ()


class Reference:
    """Points to another object."""

    __slots__ = ()


@dataclass
class Budget:
    """How many values may still be read of one PDF."""

    left: int = MOST_VALUES


REFERENCE = Reference()
Value = object


def read_value(content: bytes, at: int, budget: Budget) -> tuple[Value, int]:
    """The value that begins at a place, and where it ends.

    It is a dict, list, Name, bytes, int, float, bool, None or REFERENCE. Texts keep their escapes. A dict that has a
    key twice, a word that means nothing, a text without end, more values than the budget has left: Unreadable.
    """
    outermost: list[Value] = []
    inside: list[tuple[bytes, list[Value]]] = []
    values = outermost
    while budget.left > 0:
        budget.left -= 1
        at = past_space(content, at)
        token = _TOKEN.match(content, at)
        if token is None:
            raise Unreadable
        at = token.end()
        if token["open"]:
            inside.append((token["open"], values))
            values = []
            if len(inside) > DEEPEST:
                raise Unreadable
        elif token["close"]:
            values = _closed(token["close"], inside, values)
        elif token["nested"]:
            at = _end_of_text(content, token.start())
            values.append(content[token.start() + 1 : at - 1])
        else:
            _take(token, values)
        if not inside and outermost:
            return outermost[0], at
    raise Unreadable


def past_space(content: bytes, at: int) -> int:
    """The first place from there on that is neither blank nor in a comment."""
    found = SPACE.match(content, at)
    return found.end() if found else at


def _closed(mark: bytes, inside: list[tuple[bytes, list[Value]]], values: list[Value]) -> list[Value]:
    """The values around a dict or a list that ends here, with it among them."""
    if not inside:
        raise Unreadable
    opened, around = inside.pop()
    if (opened, mark) not in ((b"<<", b">>"), (b"[", b"]")):
        raise Unreadable
    around.append(_dictionary(values) if mark == b">>" else values)
    return around


def _dictionary(values: list[Value]) -> dict[Name, Value]:
    found: dict[Name, Value] = {}
    if len(values) % 2:
        raise Unreadable
    for key, value in zip(values[::2], values[1::2], strict=True):
        if not isinstance(key, Name) or key in found:
            raise Unreadable
        found[key] = value
    return found


def _take(token: re.Match[bytes], values: list[Value]) -> None:
    """Adds a name, a text, a number or a word; `R` makes a reference of the two numbers before it."""
    name, digits, text, word = token["name"], token["hex"], token["text"], token["word"]
    if name is not None:
        values.append(_name(name))
    elif digits is not None:
        values.append(_from_digits(digits.translate(None, b"\t\n\r ").decode()))
    elif text is not None:
        values.append(text[1:-1])
    elif word == b"R":
        if len(values) < 2 or not all(type(each) is int for each in values[-2:]):
            raise Unreadable
        values[-2:] = [REFERENCE]
    elif word in _WORDS:
        values.append(_WORDS[word])
    elif _NUMBER.fullmatch(word) and len(word) < 40:
        values.append(float(word) if b"." in word else int(word))
    else:
        raise Unreadable


def _from_digits(digits: str) -> bytes:
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def _name(written: bytes) -> Name:
    if b"#" in written:
        written = _ESCAPED.sub(_unescaped, written)
    return Name(written.decode("latin-1"))


def _unescaped(escape: re.Match[bytes]) -> bytes:
    if not escape[1] or escape[1] == b"00":
        raise Unreadable
    return bytes.fromhex(escape[1].decode())


def _end_of_text(content: bytes, begins: int) -> int:
    """Where a text ends that has brackets in it."""
    depth = 0
    for mark in _BRACKET.finditer(content, begins):
        depth += {b"(": 1, b")": -1}.get(mark[0], 0)
        if depth == 0:
            return mark.end()
        if depth > DEEPEST:
            break
    raise Unreadable
