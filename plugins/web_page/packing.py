"""Packs files so that the same ones always give the same bytes."""

import io
import zipfile
from collections.abc import Mapping

# The first day that the format knows; when a file was written is nobody's business.
_DAY = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = (".jpg", ".png", ".gif", ".webp")


def packed(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of these files, in their order."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED_ALREADY) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return written.getvalue()
