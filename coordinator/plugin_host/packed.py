"""Unpacks the ZIP files that a plugin wrote, where every program would find the same files in them."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from coordinator.plugin_host.odd import Odd

MOST_MEMBERS = 1000
MOST_BYTES = 64 * 2**20

# A name that leads out of the folder in which an archive is unpacked, or that reads otherwise than it is.
_BAD_NAME = re.compile(r"^[/~]|\\|:|(^|/)\.\.?(/|$)|[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]|[ .]$")
# The kind of further words in which an archive gives a file another name.
_OTHER_NAME = 0x7075
# How long what is said behind a file may be, where its size was not known before.
_DESCRIPTORS = (0, 12, 16, 20, 24)
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, NotImplementedError, EOFError, ValueError, OSError,
)  # fmt: skip


def members_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Each file of an archive, by its name. Refuses (Odd) what is damaged, too much, or could unpack otherwise."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check(packed, content)
            for each in packed.infolist():
                _check_entry(each)
                if not each.is_dir():
                    yield each.filename, packed.read(each)
    except _DAMAGED:
        raise Odd("a damaged archive") from None


def _check(packed: zipfile.ZipFile, content: bytes) -> None:
    members = packed.infolist()
    if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_BYTES:
        raise Odd("an archive that unpacks to too much")
    if len({each.filename.casefold() for each in members}) < len(members):
        raise Odd("an archive with two files of the same name")
    if not _is_gapless(packed, content):
        raise Odd("an archive with something between its files")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if _BAD_NAME.search(entry.filename.removesuffix("/")) or stat.S_ISLNK(entry.external_attr >> 16):
        raise Odd(f"{entry.filename[:60]}: a name that leads elsewhere")
    if _OTHER_NAME in _kinds_of_extra(entry.extra):
        raise Odd(f"{entry.filename[:60]}: a second name")


def _kinds_of_extra(extra: bytes) -> set[int]:
    """What kinds of further words an archive has for a file."""
    found: set[int] = set()
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        found.add(kind)
        extra = extra[4 + length :]
    return found


def _is_gapless(packed: zipfile.ZipFile, content: bytes) -> bool:
    """Whether file follows upon file from the first byte to the list of contents, so that nothing lies between them."""
    at = 0
    between: tuple[int, ...] = (0,)
    for each in sorted(packed.infolist(), key=lambda member: member.header_offset):
        if each.header_offset - at not in between:
            return False
        lengths = struct.unpack_from("<HH", content, each.header_offset + 26)
        at = each.header_offset + 30 + sum(lengths) + each.compress_size
        between = _DESCRIPTORS if each.flag_bits & 8 else (0,)
    return packed.start_dir - at in between
