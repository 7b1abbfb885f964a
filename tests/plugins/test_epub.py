"""The e-book: sound by the strictest checker, whole, readable aloud, and the same bytes each time."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from epubcheck import checked
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image
from pressroom import (
    MASTHEAD,
    made_anew,
    made_by,
    make_article,
    make_edition,
    make_picture,
    make_sheet,
    paragraphs,
    part_of,
    words,
)

from coordinator.plugin_contract import Edition, Masthead, Picture, Sheet
from coordinator.typesetting.words import long_date

xhtml = part_of("epub", "xhtml")
saying = part_of("epub", "words")
X = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
RICH = (
    "<p>Two <strong>bold words</strong> and <em>a soft one</em>, <s>gone</s>. "
    'See <a href="https://e.org/x">there <b>now</b></a>.</p><h4>Then</h4><p>One<br>line.</p><h6>Deep</h6>'
    '<ul><li>one<ol start="4"><li>in it</li></ol></li><li>two</li></ul><blockquote><p>They said<br>no.</p></blockquote>'
    "<hr><pre>x &lt; y\n  z</pre><table><tr><th>Shift</th><th>Pay</th></tr><tr><td>1</td><td>10</td></tr></table>"
)
LINKS = (
    "http://my_host.example/", "https://e.org/ä ö?x=[2]", "http://[::1]/x", "https://münchen.example/", "mailto:x",
    "mailto:a@e.org?subject=x y", "https://e.org/%zz", "https://e.org:99999/", "https://e.org/a#b#c", "ftp://e.org/",
    "javascript:alert(1)", "https://e.org/|^`{}", "http://exam ple.org/", "https://me@e.org/", "https://e.org/a\\c",
)  # fmt: skip
# A cover that is not in the contents, contents for old readers, styles that this edition has no use for, and a language
# that nobody knows.
HARMLESS = {"OPF-058", "HTM-010", "CSS-024", "HTM-018", "HTM-019"}
ARABIC = "خمس عشرة دقيقة للجميع"


def picture_of(kind: str, mode: str = "RGB", **more: str) -> Picture:
    """A small picture of that kind that nobody described."""
    written = io.BytesIO()
    Image.new(mode, (40, 30)).save(written, kind)
    said = {"name": "x", "alt": "", "caption": "", **more}
    return Picture(media_type=f"image/{kind}", content=written.getvalue(), width=40, height=30, **said)  # type: ignore[arg-type]


ORDINARY = make_edition(
    make_article(1, RICH, pictures=(make_picture(900, 600),)), make_article(2, paragraphs(3), byline="")
)
ODD = make_edition(
    make_article(1, RICH, title="A & B <c> \"d\" 'e' ]]> \x08 😀 \ufffe", pictures=(make_picture(9000, 9000),)),
    make_article(2, "", title="", byline="", kind=""),
    make_article(3, "".join(f'<p><a href="{link}">x</a></p>' for link in LINKS), title=" \n "),
    make_article(4, [ARABIC * 20], language="ar", title=ARABIC),
    make_article(5, "<p>שלום</p>", language="he", title="x" * 500, byline="\ufffe\x01"),
    make_article(
        6,
        "<h4>a</h4><h6>b</h6><h3>c</h3><ul><li><pre>x</pre></li></ul><blockquote><table><tr><td>y</td></tr></table>",
        language="not a language!",
        pictures=(picture_of("gif"), picture_of("webp"), picture_of("png", "RGBA"), picture_of("jpeg", alt='"<&>\0')),
    ),
)
EMPTY = make_edition(masthead=Masthead("Echo"))
FROM_THE_RIGHT = make_edition(
    make_article(1, [ARABIC * 20], language="ar", title=ARABIC, kind="رسالة"),
    language="ar",
    masthead=Masthead("رصيف التحميل", "من يد إلى يد", "صنعه العاملون هنا.", "ضعها في الصندوق."),
)
EIGHTY = make_edition(
    *(make_article(number, paragraphs(12, seed=number), pictures=(make_picture(900, 600),)) for number in range(1, 81))
)
SHEET = make_sheet(make_article(1, RICH, pictures=(make_picture(90, 60),)))
NOTHING = make_sheet(make_article(1, "", title="", byline="", kind="", language=""), language="", masthead=Masthead(""))


def book(value: Edition | Sheet, **settings: object) -> bytes:
    """The one file that comes out."""
    (file,) = made_by("epub", value, **settings).values()
    return file.content


def opened(value: Edition | Sheet, **settings: object) -> dict[str, bytes]:
    """The files of the book by their paths, in their order."""
    with zipfile.ZipFile(io.BytesIO(book(value, **settings))) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}


def page(value: Edition | Sheet, name: str, **settings: object) -> ElementTree.Element:
    """One page of the book, read by a strict reader."""
    return ElementTree.fromstring(opened(value, **settings)[name])  # noqa: S314 - our own


def text_of(element: ElementTree.Element) -> str:
    """All that stands in it."""
    return " ".join(" ".join(element.itertext()).split())


def about(value: Edition | Sheet, **settings: object) -> dict[str, list[str]]:
    """What the package says of the book, by property."""
    found: dict[str, list[str]] = {}
    for element in page(value, "package.opf", **settings).findall(f"{OPF}metadata/*"):
        name = element.get("property") or element.get("name") or element.tag.removeprefix(DC)
        found.setdefault(name, []).append(element.text or element.get("content") or "")
    return found


@pytest.mark.parametrize(
    ("value", "settings"),
    [
        pytest.param(ORDINARY, {}, id="ordinary", marks=pytest.mark.long),
        pytest.param(ODD, {}, id="odd"),
        pytest.param(FROM_THE_RIGHT, {"pictures": "none", "imprint": "no"}, id="from the right"),
        pytest.param(EIGHTY, {"cover": "no"}, id="eighty articles", marks=pytest.mark.long),
        pytest.param(EMPTY, {"cover": "no"}, id="empty", marks=pytest.mark.long),
        pytest.param(NOTHING, {}, id="a sheet with nothing on it", marks=pytest.mark.long),
    ],
)
def test_the_checker_finds_no_fault(value: Edition | Sheet, settings: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(book(value, **settings))
    said = checked(path)
    assert "0 fatals / 0 errors / 0 warnings / 0 infos" in said, said
    assert set(re.findall(r"USAGE\((.*?)\)", said)) <= HARMLESS, said


def test_the_archive_begins_with_what_it_is_and_tells_no_time() -> None:
    content = book(ORDINARY)
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    assert entries[0].compress_type == zipfile.ZIP_STORED
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert not any(entry.extra for entry in entries)


@pytest.mark.parametrize("value", [ODD, SHEET], ids=["edition", "sheet"])
def test_the_same_edition_gives_the_same_bytes(value: Edition | Sheet) -> None:
    assert made_anew("epub", value) == made_anew("epub", value)


def test_another_text_is_another_book() -> None:
    one, same, other = (make_edition(make_article(1, [text])) for text in ("One.", "One.", "Two."))
    assert about(one)["identifier"] == about(same)["identifier"]
    assert about(one)["identifier"] != about(other)["identifier"]
    assert about(one)["identifier"][0].startswith("urn:uuid:")


def test_the_book_says_what_it_is_and_nothing_of_when_or_by_whom_it_was_made() -> None:
    said = about(ORDINARY)
    assert said["title"] == ["The Loading Dock, No. 12"]
    assert said["language"] == ["en"]
    assert said["date"] == ["2026-11-22"]
    assert said["dcterms:modified"] == ["2026-11-22T00:00:00Z"]
    assert said["publisher"] == said["belongs-to-collection"] == ["The Loading Dock"]
    assert said["group-position"] == ["12"]
    assert "creator" not in said
    assert "contributor" not in said


def test_the_book_says_how_it_can_be_read() -> None:
    said = about(ORDINARY)
    assert said["schema:accessMode"] == ["textual", "visual"]
    assert said["schema:accessModeSufficient"] == ["textual", "textual,visual"]
    assert {"alternativeText", "tableOfContents", "readingOrder"} <= set(said["schema:accessibilityFeature"])
    assert said["schema:accessibilityHazard"] == ["none"]
    assert said["schema:accessibilitySummary"][0].endswith("Pictures are described.")


def test_no_description_is_promised_where_one_is_missing() -> None:
    said = about(ODD)
    assert "alternativeText" not in said["schema:accessibilityFeature"]
    assert said["schema:accessModeSufficient"] == ["textual,visual"]
    assert "described" not in said["schema:accessibilitySummary"][0]


def test_a_book_without_pictures_is_for_reading_only() -> None:
    assert about(ORDINARY, pictures="none")["schema:accessMode"] == ["textual"]


def test_every_file_is_listed_and_every_listed_file_is_there() -> None:
    files = opened(ODD)
    listed = {item.get("href") for item in page(ODD, "package.opf").iter(f"{OPF}item")}
    assert listed | {"mimetype", "META-INF/container.xml", "package.opf"} == set(files)


def test_the_pages_come_in_the_order_of_reading() -> None:
    package = page(ORDINARY, "package.opf")
    by_id = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    read = [by_id[each.get("idref")] for each in package.iter(f"{OPF}itemref")]
    assert read == ["cover.xhtml", "nav.xhtml", "article-001.xhtml", "article-002.xhtml", "imprint.xhtml"]


def test_every_article_is_in_the_contents_for_new_readers_and_for_old_ones() -> None:
    contents, landmarks = page(ORDINARY, "nav.xhtml").iter(f"{X}nav")
    assert [text_of(link) for link in contents.iter(f"{X}a")] == ["Headline 1", "Headline 2", "How to reach us"]
    assert [link.get(f"{OPS}type") for link in landmarks.iter(f"{X}a")] == ["cover", "toc", "bodymatter", "colophon"]
    points = [text_of(point) for point in page(ORDINARY, "toc.ncx").iter(f"{NCX}navPoint")]
    assert points == ["Cover", "Contents", "Headline 1", "Headline 2", "How to reach us"]


def test_an_article_without_a_title_is_called_by_its_first_words() -> None:
    edition = make_edition(
        make_article(1, ["We took the break, and " + "then " * 40], title=""), make_article(2, "", title="")
    )
    contents = next(page(edition, "nav.xhtml").iter(f"{X}nav"))
    names = [text_of(link) for link in contents.iter(f"{X}a")]
    assert names[0].startswith("We took the break, and then")
    assert names[0].endswith("then…")
    assert len(names[0]) <= 61
    assert names[1] == "Article 2"


def test_an_article_keeps_its_structure() -> None:
    body = page(ORDINARY, "article-001.xhtml").find(f"{X}body")
    assert body is not None
    section = body[0]
    assert (section.get(f"{OPS}type"), section.get("role")) == ("chapter", "doc-chapter")
    assert [text_of(each) for each in section.iter(f"{X}h1")] == ["Headline 1"]
    tags = [each.tag.removeprefix(X) for each in section.iter() if each.tag != f"{X}p"]
    wanted = ["h2", "br", "h3", "ul", "li", "ol", "li", "li", "blockquote", "br", "hr", "pre", "code", "table"]
    assert [tag for tag in tags if tag in {*wanted, "h4", "h5", "h6"}] == wanted
    numbered = section.find(f".//{X}ol")
    assert numbered is not None and numbered.get("start") == "4"
    assert [text_of(cell) for cell in section.iter(f"{X}th")] == ["Shift", "Pay"]
    link = section.find(f".//{X}a")
    assert link is not None and link.get("href") == "https://e.org/x" and text_of(link) == "there now"


def test_every_word_is_in_the_book() -> None:
    found = set(
        re.findall(r"\w+", " ".join(file.decode() for name, file in opened(EIGHTY).items() if "article" in name))
    )
    assert {word for number in range(1, 81) for word in words(12 * 60, number)} <= found


def test_headings_follow_one_another_without_a_gap() -> None:
    headings = [each.tag[-2:] for each in page(ODD, "article-006.xhtml").iter() if re.search(r"\}h\d$", each.tag)]
    assert headings == ["h1", "h2", "h3", "h2"]


def test_each_article_has_its_own_language_and_direction() -> None:
    sizes = {name: page(ODD, f"article-00{number}.xhtml") for number, name in ((1, "en"), (4, "ar"), (5, "he"))}
    said = {name: (found.get("lang"), found.get("dir")) for name, found in sizes.items()}
    assert said == {"en": ("en", "ltr"), "ar": ("ar", "rtl"), "he": ("he", "rtl")}
    assert page(ODD, "article-006.xhtml").get("lang") == "und"
    assert about(ODD)["language"] == ["en", "ar", "he", "und"]
    spans = page(ODD, "nav.xhtml").findall(f".//{X}span")
    assert [span.get("dir") for span in spans] == ["rtl", "rtl", "ltr"]


def test_a_book_in_arabic_is_leafed_through_the_other_way() -> None:
    spine = page(FROM_THE_RIGHT, "package.opf").find(f"{OPF}spine")
    assert spine is not None and spine.get("page-progression-direction") == "rtl"
    assert about(FROM_THE_RIGHT)["title"] == ["رصيف التحميل, العدد 12"]


def test_a_picture_has_its_description_and_its_caption() -> None:
    figure = page(ORDINARY, "article-001.xhtml").find(f".//{X}figure")
    assert figure is not None
    image = figure.find(f"{X}img")
    assert image is not None
    assert (image.get("src"), image.get("alt")) == ("pictures/001-01.png", "The gate")
    assert text_of(figure) == "The gate at six"


def test_pictures_are_as_large_as_asked_or_left_out() -> None:
    edition = make_edition(make_article(1, ["x"], pictures=(make_picture(3000, 2000),)))
    for size, width in (("large", 2000), ("small", 800)):
        with Image.open(io.BytesIO(opened(edition, pictures=size)["pictures/001-01.png"])) as image:
            assert image.width == width
    assert not any(name.startswith("pictures/") for name in opened(edition, pictures="none"))
    assert page(edition, "article-001.xhtml", pictures="none").find(f".//{X}img") is None


def test_a_photograph_becomes_a_jpeg_and_every_kind_one_that_all_books_show() -> None:
    written = io.BytesIO()
    Image.effect_noise((2100, 1000), 80).convert("RGB").save(written, "WEBP")
    photograph = Picture("x", "image/webp", written.getvalue(), "Noise", 2100, 1000)
    assert "pictures/001-01.jpg" in opened(make_edition(make_article(1, ["x"], pictures=(photograph,))))
    kinds = {name[-3:] for name in opened(ODD) if name.startswith("pictures/")}
    assert kinds == {"png", "jpg"}


def test_an_enormous_picture_is_not_unpacked() -> None:
    assert opened(ODD)["pictures/001-01.png"] == ODD.articles[0].pictures[0].content


def test_the_cover_has_the_name_the_number_and_the_headlines() -> None:
    said = text_of(page(ORDINARY, "cover.xhtml"))
    for words_on_it in ("The Loading Dock", "From hand to hand", "No. 12 · Sunday, November 22, 2026", "Headline 2"):
        assert words_on_it in said
    with Image.open(io.BytesIO(opened(ORDINARY)["cover.png"])) as drawn:
        assert drawn.size == (1200, 1800)
        dark = sum(drawn.convert("L").histogram()[:128]) / (1200 * 1800)
    assert 0.01 < dark < 0.5


def test_the_cover_shows_the_first_headlines_only() -> None:
    assert len(list(page(EIGHTY, "cover.xhtml").iter(f"{X}li"))) == 6


def test_the_cover_can_be_left_out() -> None:
    files = opened(ORDINARY, cover="no")
    assert not any("cover" in name for name in files)
    assert b"cover" not in files["package.opf"] + files["nav.xhtml"] + files["toc.ncx"]


def test_the_book_ends_with_how_to_reach_those_who_made_it_unless_not_asked_to() -> None:
    said = text_of(page(ORDINARY, "imprint.xhtml"))
    assert MASTHEAD.how_to_reach in said and MASTHEAD.imprint in said
    files = opened(ORDINARY, imprint="no")
    assert "imprint.xhtml" not in files
    assert b"imprint" not in files["package.opf"] + files["nav.xhtml"] + files["toc.ncx"]


def test_a_sheet_is_a_book_with_one_article() -> None:
    assert list(made_by("epub", SHEET)) == ["sheet.epub"]
    assert about(SHEET)["title"] == ["Headline 1"]
    assert "belongs-to-collection" not in about(SHEET)
    assert [name for name in opened(SHEET) if "article" in name] == ["article-001.xhtml"]


@pytest.mark.parametrize(
    ("link", "followed"),
    [
        ("https://e.org/ä b?x=1", "https://e.org/%C3%A4%20b?x=1"),
        ("https://e.org/100%", "https://e.org/100%25"),
        ("https://e.org/%C3%A4", "https://e.org/%C3%A4"),
        ("mailto:a@e.org", "mailto:a@e.org"),
        ("javascript:alert(1)", ""),
        ("https://me:secret@e.org/", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("https://[", ""),
    ],
)
def test_only_links_to_pages_and_mail_are_followed(link: str, followed: str) -> None:
    assert xhtml.followable(link) == followed


@given(some.text())
def test_whatever_is_written_can_be_read_by_a_strict_reader(text: str) -> None:
    read = ElementTree.fromstring(f'<p title="{xhtml.plain(text)}">{xhtml.lines(text)}</p>')  # noqa: S314 - our own
    wanted = xhtml.clean(text).replace("\r\n", "\n").replace("\r", "\n")
    assert "".join(read.itertext()).replace("\n", "") == wanted.replace("\n", "")


@pytest.mark.parametrize("language", ["en", "es", "ar", "de", "fr", "it", "pt", "tlh", ""])
def test_the_words_of_every_language_are_whole(language: str) -> None:
    said = saying.words_in(language)
    assert "{}" in said.number and "{}" in said.article
    assert all(getattr(said, name) for name in said.__dataclass_fields__)


def test_a_day_stands_in_the_language_of_the_edition() -> None:
    assert long_date(date(2026, 11, 22), "es") == "domingo, 22 de noviembre de 2026"
    assert long_date(date(2026, 11, 22), "xx-nowhere").startswith("Sunday")
