"""Reads a file that ought to be text, whatever its encoding, and says plainly when it is none."""

import codecs
import re
import unicodedata
from pathlib import Path

from coordinator.errors import Invalid
from coordinator.language import _

MOST_BYTES = 2 * 1024 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OFFICE_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_MOST_CONTROLS_SHARE = 0.01
_LEAST_EMPTY_BYTES_SHARE = 0.2


def read_text_file(path: Path) -> str:
    """Return the text of a file, with `\\n` line ends and no control characters.

    Takes UTF-8, UTF-16 and UTF-32 with or without a mark, and Windows-1252. Refuses (Invalid) what is missing, too big
    (over 2 MB), empty, or no text.
    """
    return text_of(_bytes_of(path), path.name)


def text_of(data: bytes, name: str) -> str:
    """The text in `data`, the content of the file called `name`; refuses as `read_text_file` does."""
    if data.startswith(_OFFICE_FILES):
        raise Invalid(_("%(name)s is an office file. Save it as plain text or Markdown and try again.", name=name))
    text = _decoded(data)
    if text is None or _looks_binary(text):
        raise Invalid(_("%(name)s is not text. Save it as plain text or Markdown and try again.", name=name))
    clean = plain_lines(text)
    if not clean.strip():
        raise Invalid(_("%(name)s is empty. Choose the file that holds the text.", name=name))
    return clean


def plain_lines(text: str) -> str:
    """The text as the product keeps it: composed letters, one kind of line end, no control characters."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)))


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        sentence = _("%(path)s cannot be read (%(why)s).", path=str(path), why=error.strerror or "")
        raise Invalid(sentence) from error
    if len(data) > MOST_BYTES:
        raise Invalid(_("%(name)s is larger than 2 MB. Cut it in parts.", name=path.name))
    return data


def _decoded(data: bytes) -> str | None:
    """The text in the first encoding that fits; None where there is none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data, encoding)
    if b"\x00" in data:
        return _unmarked_utf16(data)
    return _try(data, "utf-8") or data.decode("cp1252", errors="replace")


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows itself by Latin letters whose empty byte comes second (little end first) or first."""
    halves = {"utf-16-le": data[1::2], "utf-16-be": data[0::2]}
    encoding = max(halves, key=lambda name: halves[name].count(0))
    is_likely = halves[encoding].count(0) >= len(data) * _LEAST_EMPTY_BYTES_SHARE
    return _try(data, encoding) if is_likely else None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _looks_binary(text: str) -> bool:
    """Whether it holds an empty character, or more control and unreadable characters than any text would."""
    odd = len(_CONTROLS.findall(text)) + text.count("\ufffd")
    return "\x00" in text or odd > len(text) * _MOST_CONTROLS_SHARE
