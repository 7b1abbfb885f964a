"""Decodes what stands in mails: bytes of any declared or missing charset, and headers with encoded words."""

import base64
import binascii
import codecs
import quopri
import re

from coordinator.text_file import plain_lines

# The names that mailers use, and the wider charset that they mean by them.
_WIDER = {
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-2022-jp": "iso2022_jp_ext",
    "utf8mb4": "utf-8",
    "utf-16": "utf-16",
}
# Codecs that are no charsets of mail, or that cost more than they give.
_REFUSED = {"unicode_escape", "raw_unicode_escape", "punycode", "idna", "undefined", "mbcs", "oem"}

_ENCODED_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^?\s]+\?[bq]\?)", re.IGNORECASE)
_FOLD = re.compile(r"\r?\n[ \t]*")


def decoded(data: bytes, charset: str | None) -> str:
    """The text in `data`: in the charset that it names if that fits, else UTF-8, else Windows-1252. Never fails."""
    for name in (charset, "utf-8"):
        codec = _codec(name)
        if codec:
            try:
                return plain_lines(data.decode(codec))
            except (UnicodeError, LookupError):
                continue
    last = _codec(charset) if charset and charset.lower().startswith("iso-2022") else None
    return plain_lines(data.decode(last or "cp1252", errors="replace"))


def decoded_header(raw: bytes) -> str:
    """The text of one header's value on one line, its encoded words decoded, broken ones left as they are."""
    text = _FOLD.sub(" ", decoded(raw, None))
    text = _BETWEEN_WORDS.sub(r"\1", text)
    return " ".join(_with_words_decoded(text).split())


def _with_words_decoded(text: str) -> str:
    """Decode encoded words; neighbours of one charset are joined first, as a letter may be cut between them."""
    parts: list[str] = []
    waiting = b""
    charset = ""
    end = 0
    for match in _ENCODED_WORD.finditer(text):
        data = _word_bytes(match[2], match[3])
        if waiting and (match.start() > end or match[1].lower() != charset):
            parts.append(decoded(waiting, charset))
            waiting = b""
        parts.append(text[end : match.start()])
        end = match.end()
        if data is None:
            parts.append(match[0])
            continue
        waiting += data
        charset = match[1].lower()
    return "".join(parts) + (decoded(waiting, charset) if waiting else "") + text[end:]


def _word_bytes(encoding: str, content: str) -> bytes | None:
    """The bytes of one encoded word; None where they cannot be had."""
    try:
        if encoding.lower() == "q":
            return quopri.decodestring(content.encode("ascii"), header=True)
        return base64.b64decode(content.encode("ascii") + b"==")
    except (binascii.Error, ValueError):
        return None


def _codec(charset: str | None) -> str | None:
    name = (charset or "").strip().strip("\"'").lower()
    try:
        codec = codecs.lookup(_WIDER.get(name, name)).name
    except (LookupError, ValueError):
        return None
    return None if codec in _REFUSED else codec
