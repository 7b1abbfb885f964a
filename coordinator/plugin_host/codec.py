"""Carries the contract's frozen values across the process border as JSON, and takes back only what fits exactly."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, BinaryIO, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
# No setting and no field has an empty name.
_APART = ""


class DoesNotFit(ValueError):
    """A value that is not of the type that was asked for; the message says where and what."""


def packed(question: Mapping[str, Any]) -> bytes:
    """A question for another process: the lengths of all bytes in it, those bytes, and the rest as JSON.

    Pictures are most of it. As they are, the other side reads each of them once, and not the whole of it three times.
    """
    parts: list[bytes] = []

    def apart(value: Any) -> Any:
        if isinstance(value, bytes):
            parts.append(value)
            return {_APART: len(parts) - 1}
        return _shallow(value)

    text = json.dumps(question, default=apart).encode("utf-8")
    return b"".join([json.dumps([len(each) for each in parts]).encode("ascii"), b"\n", *parts, text])


def unpacked(stream: BinaryIO) -> Any:
    """What `packed` made, read from a stream; None where that is empty."""
    lengths = stream.readline()
    if not lengths:
        return None
    parts = [stream.read(length) for length in json.loads(lengths)]

    def together(record: dict[str, Any]) -> Any:
        return parts[record[_APART]] if record.keys() == {_APART} else record

    return json.loads(stream.read(), object_hook=together)


def _shallow(value: Any) -> Any:
    """One level of a value that JSON does not know."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be handed over")


def encode(value: Any) -> Any:
    """A frozen value as what JSON can hold: bytes become base64, days ISO text, tuples lists."""
    return _encode(value, lambda content: base64.b64encode(content).decode("ascii"))


def _encode(value: Any, of_bytes: Callable[[bytes], Any]) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _encode(getattr(value, field.name), of_bytes) for field in fields(value)}
    if isinstance(value, bytes):
        return of_bytes(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_encode(item, of_bytes) for item in value]
    if isinstance(value, Mapping):
        return {key: _encode(item, of_bytes) for key, item in value.items()}
    return value


def decode(kind: type[T], value: Any) -> T:
    """The frozen value of `kind` that `encode` made; DoesNotFit where anything is missing, unknown or mistyped."""
    return cast(T, _decode(kind, value, kind.__name__))


def check(kind: type[T], value: Any) -> T:
    """The same value, once all of it proves to be of `kind`, as its annotations say; DoesNotFit otherwise."""
    if type(value) is not kind:
        raise DoesNotFit(f"{kind.__name__} was expected, not {type(value).__name__}")
    # Bytes stay as they are here: large files would not fit into memory twice.
    return decode(kind, _encode(value, lambda content: content))


def _decode(kind: Any, value: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin is Literal:
        return _one_of(get_args(kind), value, where)
    if origin in (Union, UnionType):
        return _any_of(get_args(kind), value, where)
    if origin is tuple:
        return _tuple(get_args(kind), value, where)
    if is_dataclass(kind):
        return _record(kind, value, where)
    return _plain(kind, value, where)


def _one_of(allowed: tuple[Any, ...], value: Any, where: str) -> Any:
    if not isinstance(value, str) or value not in allowed:
        raise DoesNotFit(f"{where} must be one of {', '.join(allowed)}")
    return value


def _any_of(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    # An exact match first, so that True stays a truth value where a number would do too.
    if type(value) in kinds:
        return value
    packed = [kind for kind in kinds if is_dataclass(kind) or kind in (date, bytes)]
    if len(packed) == 1 and value is not None:
        return _decode(packed[0], value, where)
    raise DoesNotFit(f"{where} has the wrong type ({type(value).__name__})")


def _tuple(kinds: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise DoesNotFit(f"{where} must be a list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_decode(kinds[0], item, f"{where}[{place}]") for place, item in enumerate(value))
    if len(kinds) != len(value):
        raise DoesNotFit(f"{where} must have {len(kinds)} parts")
    return tuple(_decode(kind, item, where) for kind, item in zip(kinds, value, strict=True))


def _record(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise DoesNotFit(f"{where} must be a record")
    known = {field.name: field for field in fields(kind)}
    for name in value.keys() - known.keys():
        raise DoesNotFit(f"{where} has nothing called {name}")
    for name in known.keys() - value.keys():
        if _is_required(known[name]):
            raise DoesNotFit(f"{where}.{name} is missing")
    hints = _hints(kind)
    return kind(**{name: _decode(hints[name], item, f"{where}.{name}") for name, item in value.items()})


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _plain(kind: Any, value: Any, where: str) -> Any:
    try:
        if kind is bytes and type(value) is not bytes:
            return base64.b64decode(value, validate=True)
        if kind is date:
            return date.fromisoformat(value)
    except (TypeError, ValueError, binascii.Error):
        raise DoesNotFit(f"{where} is not {kind.__name__}") from None
    if type(value) is not kind:
        raise DoesNotFit(f"{where} must be {kind.__name__}, not {type(value).__name__}")
    return value
