"""Finds what a picture's file carries besides its pixels, from its outer form alone: nothing is unpacked."""

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
# What a picture needs to be shown; all other parts of a file tell something of where it comes from.
_PNG_PARTS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
_START_OF_SCAN, _JFIF, _ADOBE = 0xDA, 0xE0, 0xEE
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xDA)}
_APPLICATION, _COMMENT = range(0xE0, 0xF0), 0xFE


def carries_data(content: bytes) -> bool:
    """Whether a JPEG or PNG has a comment, a place, a camera, a profile or anything else beside its pixels.

    What is neither, or is broken, is taken to carry something (https://www.w3.org/TR/png-3/, ITU-T T.81 annex B).
    """
    try:
        if content.startswith(_PNG):
            parts = list(_png_parts(content))
            return parts[-1] != b"IEND" or any(part not in _PNG_PARTS for part in parts)
        if content.startswith(b"\xff\xd8"):
            return not content.endswith(b"\xff\xd9") or any(_tells(marker) for marker in _jpeg_markers(content))
    except (struct.error, IndexError):
        return True
    return True


def _png_parts(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        yield name
        at += length + 12


def _jpeg_markers(content: bytes) -> Iterator[int]:
    """The markers up to the first scan, behind which there are pixels only."""
    at = 2
    while True:
        marker = content[at + 1]
        yield marker
        if marker == _START_OF_SCAN:
            return
        at += 2 if marker in _WITHOUT_LENGTH else 2 + struct.unpack_from(">H", content, at + 2)[0]


def _tells(marker: int) -> bool:
    return marker == _COMMENT or (marker in _APPLICATION and marker not in (_JFIF, _ADOBE))
