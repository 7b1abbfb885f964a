"""What can still be read of a form that is larger than the server takes: its texts."""

from typing import Any
from urllib.parse import parse_qsl

from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

TEXTS_AT_MOST = 512 * 1024
DRAINED_AT_MOST = 256 * 1024 * 1024
_CHUNK = 64 * 1024


def text_fields(environ: dict[str, Any]) -> list[tuple[str, str]]:
    """The text fields that come before the first file, of at most half a megabyte in all.

    Reads the rest and throws it away up to a bound: a browser shows no answer to a form that it could
    not send to the end.
    """
    stream, left = environ["wsgi.input"], int(environ.get("CONTENT_LENGTH") or 0)
    head = stream.read(min(left, TEXTS_AT_MOST))
    left -= len(head)
    _drain(stream, min(left, DRAINED_AT_MOST))
    kind, options = parse_options_header(environ.get("CONTENT_TYPE", ""))
    if kind == "multipart/form-data" and "boundary" in options:
        return _of_multipart(head, options["boundary"].encode())
    if kind == "application/x-www-form-urlencoded":
        return parse_qsl(head.decode(errors="replace"), keep_blank_values=True)
    return []


def _drain(stream: Any, left: int) -> None:
    while left > 0:
        chunk = stream.read(min(left, _CHUNK))
        if not chunk:
            return
        left -= len(chunk)


def _of_multipart(head: bytes, boundary: bytes) -> list[tuple[str, str]]:
    decoder = MultipartDecoder(boundary)
    decoder.receive_data(head)
    found: list[tuple[str, str]] = []
    name, value = "", b""
    while True:
        event = decoder.next_event()
        if isinstance(event, Field):
            name, value = event.name, b""
        elif isinstance(event, Data) and name:
            value += event.data
            if not event.more_data:
                found.append((name, value.decode(errors="replace")))
        elif isinstance(event, File | NeedData | Epilogue):
            return found
