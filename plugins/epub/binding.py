"""Puts the files of a book into one archive, the same bytes for the same files."""

import io
import zipfile
from collections.abc import Mapping

_MEDIA_TYPE = b"application/epub+zip"
# The first day that the format knows: when a file was made is nobody's business.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = (".jpg", ".png")


def bound(files: Mapping[str, bytes]) -> bytes:
    """The archive: first what it is, not packed, then the files in the order given."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        _add(archive, "mimetype", _MEDIA_TYPE, zipfile.ZIP_STORED)
        for name, content in files.items():
            packing = zipfile.ZIP_STORED if name.endswith(_PACKED_ALREADY) else zipfile.ZIP_DEFLATED
            _add(archive, name, content, packing)
    return written.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, packing: int) -> None:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = packing
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
