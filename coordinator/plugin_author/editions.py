"""Editions to try a plugin with: an ordinary one, and those that are odd in one way each."""

import struct
import zlib
from dataclasses import replace
from datetime import date
from html import escape

from coordinator.plugin_contract import Article, Edition, Masthead, Picture, Sheet

_MASTHEAD = Masthead("The Loading Dock", "From hand to hand", "Made by those who work here.", "Put it in the box.")
_DAY = date(2026, 11, 22)
_LINES = (
    "They cut the break by ten minutes and said that nobody would notice. Everybody did.",
    "We wrote it down, each for our own shift, and laid the sheets beside one another.",
    "On Thursday thirty of us went to the office together. The ten minutes are back.",
)
_ARABIC = "قالوا إن أحدا لن يلاحظ. لاحظنا جميعا، وذهبنا معا يوم الخميس."
_EMOJI = "We won 🎉 the break 👩🏽‍🏭 back ☕️ 🏳️‍🌈 together ✊🏿."
_ODD_TITLE = "#let x = 1 $ \\ {{ 7 * 7 }} <b>& “” _*_ `` ~ / .. %s \u200f\u202e\u00ad"
# As large as the product ever hands one over.
_LONGEST_SIDE = 2000


def plain_edition() -> Edition:
    """Number 12: three short articles, the first with a picture."""
    articles = (
        make_article("1", "Ten minutes", *_LINES, pictures=(_picture(300, 200),)),
        make_article("2", "Ask a neighbour", *_LINES[1:], byline=""),
        make_article("3", "What is due to us", *_LINES[:1]),
    )
    return Edition(12, _DAY, "en", "a4", _MASTHEAD, articles)


def plain_sheet() -> Sheet:
    """The first article of the plain edition, alone."""
    return Sheet(_DAY, "en", "a4", _MASTHEAD, plain_edition().articles[0])


def odd_editions() -> dict[str, Edition]:
    """Editions that are odd in one way each, by what is odd about them."""
    many = [make_article(str(number), f"Article {number}", *_LINES * 25) for number in range(1, 41)]
    return {
        "no article": _with(),
        "80 pages": _with(*many),
        "text from right to left": replace(
            _with(make_article("1", "عشر دقائق", _ARABIC, language="ar")), language="ar"
        ),
        "emoji": _with(make_article("1", "We won 🎉", _EMOJI)),
        "no pictures": _with(make_article("1", "Ten minutes", *_LINES)),
        "one enormous picture": _with(
            make_article("1", "The gate", *_LINES, pictures=(_picture(_LONGEST_SIDE, _LONGEST_SIDE),))
        ),
        "odd characters in titles": _with(make_article("1", _ODD_TITLE, *_LINES)),
        "a title without end": _with(make_article("1", "unbreakable" * 40, "word" * 500)),
        "nothing but a title": _with(make_article("1", "Silence")),
        "a correction": _with(
            replace(make_article("1", "The gate", *_LINES), corrected="Nine days, not eight.", corrected_on=_DAY)
        ),
    }


def edition_of_text(text: str, title: str) -> Edition:
    """The plain edition with a text of its own as the one article: paragraphs with an empty line between them."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    return _with(make_article("1", title, *paragraphs))


def make_article(
    number: str,
    title: str,
    *paragraphs: str,
    byline: str = "Heron",
    language: str = "en",
    pictures: tuple[Picture, ...] = (),
) -> Article:
    """An article of plain paragraphs."""
    html = "".join(f"<p>{escape(text)}</p>\n" for text in paragraphs)
    return Article(number, title, byline, "Letter", html, "\n\n".join(paragraphs), language, pictures)


def _with(*articles: Article) -> Edition:
    return replace(plain_edition(), articles=articles)


def _picture(width: int, height: int) -> Picture:
    return Picture("gate.png", "image/png", _gradient(width, height), "The gate", width, height, "The gate at six")


def _gradient(width: int, height: int) -> bytes:
    """A PNG from black to white; by hand, since the server tries looks with it and must unpack no picture."""
    rows = b"".join(b"\0" + bytes([255 * row // height]) * 3 * width for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
