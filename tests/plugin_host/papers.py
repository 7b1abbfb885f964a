"""Small PDFs and archives, written by hand, so that anything can be put into them."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[]/Count 0>>"


def stream(about: bytes, content: bytes) -> bytes:
    """A stream, with its length said."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (about, len(content), content)


def pdf(*objects: bytes, catalogue: bytes = CATALOGUE, trailer: bytes = b"", extra: bytes = b"") -> bytes:
    """A PDF with a catalogue, no pages, and these objects from number 3 on, then `extra`, then the table."""
    written = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, each in enumerate((catalogue, PAGES, *objects), start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    written += extra
    start = len(written)
    size = len(places) + 1
    written += b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(written)


def packed_objects(*objects: bytes, places: Sequence[int] = (), about: bytes = b"") -> bytes:
    """A stream that holds these objects, numbered from 100; at these places, where they are said otherwise."""
    found = places or [sum(len(each) + 1 for each in objects[:count]) for count in range(len(objects))]
    head = b" ".join(b"%d %d" % (100 + count, place) for count, place in enumerate(found)) + b" "
    content = zlib.compress(head + b" ".join(objects))
    said = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode%s" % (len(objects), len(head), about)
    return stream(said, content)


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file with these files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return written.getvalue()
