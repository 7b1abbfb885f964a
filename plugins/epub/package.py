"""Puts a book together: its pages, its pictures, and the lists by which programs find their way in it."""

import hashlib
import uuid
from collections.abc import Mapping
from pathlib import Path

from .cover import cover_picture
from .pages import article_page, contents_page, cover_page, imprint_page
from .volume import Volume
from .words import direction, words_in
from .xhtml import plain

_FOLDER = "EPUB/"
_STYLE = (Path(__file__).parent / "style.css").read_bytes()
_CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" \
xml:lang="{language}" dir="{direction}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{metadata}
</metadata>
<manifest>
{manifest}
</manifest>
<spine toc="ncx" page-progression-direction="{direction}">
{spine}
</spine>
</package>
"""
_NCX = """<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{language}">
<head>
<meta name="dtb:uid" content="{identifier}"/>
<meta name="dtb:depth" content="1"/>
<meta name="dtb:totalPageCount" content="0"/>
<meta name="dtb:maxPageNumber" content="0"/>
</head>
<docTitle><text>{title}</text></docTitle>
<navMap>
{points}
</navMap>
</ncx>
"""


def book_files(volume: Volume) -> dict[str, bytes]:
    """Every file of the book but the first, by its path, in the order in which they are put into the archive."""
    pages = _pages(volume)
    pictures = {plate.file: plate.content for chapter in volume.chapters for plate in chapter.plates}
    if volume.has_cover:
        pictures = {"cover.png": cover_picture(volume), **pictures}
    content = {name: text.encode("utf-8") for name, text in pages.items()} | {"style.css": _STYLE} | pictures
    identifier = _identifier(volume, content)
    package = _package(volume, identifier, list(pages), list(pictures)).encode("utf-8")
    ncx = _ncx(volume, identifier).encode("utf-8")
    listed = {"package.opf": package, "toc.ncx": ncx, **content}
    return {"META-INF/container.xml": _CONTAINER} | {_FOLDER + name: each for name, each in listed.items()}


def _pages(volume: Volume) -> dict[str, str]:
    """The pages in the order of reading."""
    pages = {"cover.xhtml": cover_page(volume)} if volume.has_cover else {}
    pages["nav.xhtml"] = contents_page(volume)
    pages.update((chapter.file, article_page(chapter)) for chapter in volume.chapters)
    if volume.has_imprint:
        pages["imprint.xhtml"] = imprint_page(volume)
    return pages


def _identifier(volume: Volume, content: Mapping[str, bytes]) -> str:
    """What tells this book from every other: it follows from what stands in it, and from nothing else."""
    digest = hashlib.sha256(repr((volume.title, volume.number, volume.date.isoformat())).encode())
    for name, each in content.items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(each).digest())
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest.hexdigest())}"


def _package(volume: Volume, identifier: str, pages: list[str], pictures: list[str]) -> str:
    return _PACKAGE.format(
        language=volume.language,
        direction=direction(volume.language),
        metadata="\n".join([*_about(volume, identifier), *_reading(volume)]),
        manifest="\n".join([*map(_page_item, pages), *map(_picture_item, pictures), *_OTHER_ITEMS]),
        spine="\n".join(f'<itemref idref="{_id(name)}"/>' for name in pages),
    )


def _about(volume: Volume, identifier: str) -> list[str]:
    """What the book is. Its day is that of the edition; nothing says when the file was made, or by whom."""
    languages = dict.fromkeys([volume.language, *(chapter.language for chapter in volume.chapters)])
    day, name = volume.date.isoformat(), plain(volume.masthead.name.strip())
    about = [f'<dc:identifier id="id">{identifier}</dc:identifier>', f"<dc:title>{plain(volume.title)}</dc:title>"]
    about += [f"<dc:language>{language}</dc:language>" for language in languages]
    about += [f"<dc:publisher>{name}</dc:publisher>"] if name else []
    about += [f"<dc:date>{day}</dc:date>", f'<meta property="dcterms:modified">{day}T00:00:00Z</meta>']
    if volume.number and name:
        about += [
            f'<meta property="belongs-to-collection" id="series">{name}</meta>',
            '<meta refines="#series" property="collection-type">series</meta>',
            f'<meta refines="#series" property="group-position">{volume.number}</meta>',
        ]
    return about + (['<meta name="cover" content="cover-png"/>'] if volume.has_cover else [])


def _reading(volume: Volume) -> list[str]:
    """How the book can be read, for those who cannot read every one."""
    words = words_in(volume.language)
    plates = [plate for chapter in volume.chapters for plate in chapter.plates]
    are_described = all(plate.is_described for plate in plates)
    said = [("accessMode", "textual")] + ([("accessMode", "visual")] if plates else [])
    said += [("accessModeSufficient", "textual")] if are_described else []
    said += [("accessModeSufficient", "textual,visual")] if plates else []
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    features += ["alternativeText"] if plates and are_described else []
    said += [("accessibilityFeature", feature) for feature in features]
    said += [("accessibilityHazard", "none")]
    summary = f"{words.about} {words.about_pictures}" if plates and are_described else words.about
    said += [("accessibilitySummary", summary)]
    return [f'<meta property="schema:{name}">{plain(value)}</meta>' for name, value in said]


_OTHER_ITEMS = (
    '<item id="style" href="style.css" media-type="text/css"/>',
    '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
)


def _page_item(name: str) -> str:
    properties = ' properties="nav"' if name == "nav.xhtml" else ""
    return f'<item id="{_id(name)}" href="{name}" media-type="application/xhtml+xml"{properties}/>'


def _picture_item(name: str) -> str:
    properties = ' properties="cover-image"' if name == "cover.png" else ""
    media_type = "image/png" if name.endswith(".png") else "image/jpeg"
    return f'<item id="{_id(name)}" href="{name}" media-type="{media_type}"{properties}/>'


def _id(name: str) -> str:
    return name.replace("pictures/", "picture-").replace(".", "-")


def _ncx(volume: Volume, identifier: str) -> str:
    """The contents once more, for programs that are older than the page with them."""
    words = words_in(volume.language)
    entries = [("cover.xhtml", words.cover)] if volume.has_cover else []
    entries.append(("nav.xhtml", words.contents))
    entries += [(chapter.file, chapter.name) for chapter in volume.chapters]
    entries += [("imprint.xhtml", words.reach)] if volume.has_imprint else []
    points = "\n".join(
        f'<navPoint id="point-{place}" playOrder="{place}"><navLabel><text>{plain(name)}</text></navLabel>'
        f'<content src="{file}"/></navPoint>'
        for place, (file, name) in enumerate(entries, start=1)
    )
    return _NCX.format(language=volume.language, identifier=identifier, title=plain(volume.title), points=points)
