"""A newsletter as pages: whole from a disk, nothing from elsewhere, readable for all, the same bytes each time."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from pressroom import made_anew, made_by, make_article, make_edition, make_picture, make_sheet, paragraphs, part_of

from coordinator.errors import Invalid
from coordinator.plugin_contract import Edition, Masthead, Sheet

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
RICH = (
    '<p>Two <strong>bold</strong> &amp; <a href="https://e.org/?a=1&amp;b=2">there</a>, <s>gone</s>.</p><h4>Then</h4>'
    '<ul><li>one<ol start="4"><li>in it</li></ol></li></ul><h6>Deep</h6><blockquote><p>They<br>no.</p></blockquote>'
    "<hr><table><thead><tr><th>Shift</th><th>Breaks</th></tr></thead><tbody><tr><td>Night</td><td>10</td></tr></tbody>"
    "</table><pre><code>a &lt; b</code></pre>"
)
ARABIC = make_article(3, ["خمس عشرة دقيقة للجميع، قالوا لنا."], title="خمس عشرة دقيقة للجميع", byline="نورا")
WHOLE = make_edition(
    make_article(1, RICH, title="The belt stood still", pictures=(make_picture(600, 400),)),
    make_article(2, paragraphs(6), title="The belt stood still", byline=""),
    ARABIC,
    make_article(4, ["🎉 We won the fans"], title="🎉 Fans!"),
    make_article(5, "", title="", byline="", kind=""),
    earlier=tuple(
        make_edition(make_article(1, RICH, title=f"From number {n}"), number=n, date=date(2026, 11, n))
        for n in (11, 10)
    ),
)
articles = tuple(make_article(n, paragraphs(3, seed=n)) for n in range(1, 81))
EIGHTY = make_edition(*articles)


def site(value: Edition | Sheet, **settings: object) -> dict[str, bytes]:
    """The files of the site, by their names."""
    (file,) = made_by("web_page", value, **settings).values()
    packed = zipfile.ZipFile(io.BytesIO(file.content))
    assert packed.testzip() is None
    return {name: packed.read(name) for name in packed.namelist()}


def unpacked(folder: Path, value: Edition | Sheet, **settings: object) -> list[Path]:
    """The pages of the site, in a folder."""
    for name, content in site(value, **settings).items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_bytes(content)
    return sorted(folder.rglob("*.html"))


def feed_of(value: Edition, **settings: object) -> ElementTree.Element:
    """The feed, read."""
    return ElementTree.fromstring(site(value, **settings)["feed.xml"])  # noqa: S314 - our own


def test_a_number_is_a_front_page_a_page_for_each_article_an_archive_and_a_feed() -> None:
    assert list(site(WHOLE, archive=1)) == [
        "index.html", "archive.html", "feed.xml", "style.css", "number-12/index.html",
        "number-12/the-belt-stood-still.html", "number-12/the-belt-stood-still-2.html", "number-12/article-3.html",
        "number-12/fans.html", "number-12/article-5.html", "number-12/the-belt-stood-still-1.png",
        "number-11/index.html", "number-11/from-number-11.html",
    ]  # fmt: skip
    assert list(made_by("web_page", WHOLE)) == ["web-page-12.zip"]


def test_a_sheet_is_one_page() -> None:
    sheet = make_sheet(make_article(1, RICH, pictures=(make_picture(60, 40),)))
    files = site(sheet)
    assert list(files) == ["index.html", "style.css", "index-1.png"]
    assert b"archive" not in files["index.html"] and b"feed.xml" not in files["index.html"]


@pytest.mark.parametrize("value", [WHOLE, make_sheet(ARABIC)])
def test_the_same_twice_is_the_same_bytes(value: Edition | Sheet) -> None:
    assert made_anew("web_page", value) == made_anew("web_page", value)


@pytest.mark.parametrize(
    "value",
    [WHOLE, EIGHTY, make_edition(), make_edition(ARABIC, language="ar"), make_edition(ARABIC, language="tlh"),
     make_edition(make_article(1, ["x"], title="Con"), make_article(2, "<p>a\x00\ufffe<script>b", title="<b>&'"))],
)  # fmt: skip
def test_every_page_is_well_formed_and_every_link_leads_somewhere_inside(value: Edition) -> None:
    files = site(value, archive=30)
    for name, content in files.items():
        if name.endswith(".html"):
            tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(content.decode())
            for element in tree.iter():
                for link in (element.get("href"), element.get("src")):
                    if link and not link.startswith(("https://e.org/", "#")):
                        path = (Path("/", name).parent / unquote(urldefrag(link).url)).resolve()
                        assert str(path).lstrip("/") in files, (name, link)


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
@pytest.mark.parametrize("value", [WHOLE, make_edition(ARABIC, ARABIC, language="ar")])
def test_in_a_browser_from_the_disk(browser: Browser, tmp_path: Path, value: Edition, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 700}, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in unpacked(tmp_path, value, archive=5):
        page.goto(path.as_uri())
        assert not page.evaluate(TOO_WIDE), path
        assert all(url.startswith(tmp_path.as_uri()) for url in asked), path
        # axe asks for the stylesheet anew, which a page from a disk may not.
        found = Axe().run(page, options={"preload": False}).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], path
    context.close()


def test_its_own_rules_let_its_style_and_pictures_in_and_nothing_else(browser: Browser, tmp_path: Path) -> None:
    unpacked(tmp_path, WHOLE)
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((tmp_path / "number-12" / "the-belt-stood-still.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 248)"
    assert page.evaluate("document.querySelector('img').naturalWidth") == 600
    assert said == []
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://e.org/a.png\"><p style=\"color:red\">')"
    )
    assert any("Content Security Policy" in each for each in said)
    context.close()


def test_each_text_says_its_language_and_runs_its_own_way() -> None:
    page = site(WHOLE)["number-12/article-3.html"].decode()
    assert '<html lang="en" dir="ltr">' in page
    assert '<article class="whole" lang="" dir="rtl">' in page
    page = site(make_edition(ARABIC, language="ar"))["index.html"].decode()
    assert '<html lang="ar" dir="rtl">' in page


def test_headings_follow_one_another_and_nothing_unknown_is_written() -> None:
    body: Callable[..., str] = part_of("web_page", "body").page_body
    assert re.findall(r"<h\d>", body(RICH, 2, "Table")) == ["<h2>", "<h3>"]
    assert re.findall(r"<h\d>", body(RICH, 3, "Table")) == ["<h3>", "<h4>"]
    odd = '<p onclick="a()">a<img src="x"><a href="javascript:b()">b</a><script>c</script><style>d</style></p></div>e'
    assert body(odd, 2, "") == "<p>a<span>b</span></p>e"
    assert body("<ul><li>a", 2, "") == "<ul><li>a</li></ul>"


def test_pictures_have_their_words_once_for_ears() -> None:
    shown = (make_picture(9, 6), make_picture(9, 6, alt="Same", caption="Same"), make_picture(9, 6, alt="", caption=""))
    (page,) = [content.decode() for name, content in site(make_sheet(make_article(1, RICH, pictures=shown))).items()
               if name == "index.html"]  # fmt: skip
    assert re.findall(r'alt="([^"]*)"', page) == ["The gate", "Picture", "Picture"]
    assert re.findall(r"<figcaption([^>]*)>(.*?)<", page) == [
        (' dir="auto"', "The gate at six"),
        (' dir="auto"', "Same"),
    ]
    front = site(make_edition(make_article(1, RICH), make_article(2, RICH, pictures=shown[1:2])))["index.html"].decode()
    assert 'alt="Same"' in front and "<figcaption" not in front


BESIDE = make_edition(
    make_article(1, RICH, title="The belt stood still", pictures=(make_picture(600, 400),)),
    make_article(
        2,
        RICH.replace("Two", "Dos"),
        title="La cinta se paró",
        language="es",
        translation_of="1",
        pictures=(make_picture(600, 400, caption="La puerta"), make_picture(60, 40, "blue", caption="")),
    ),
    make_article(3, paragraphs(2), title="Fans"),
    make_article(4, ["قالوا لا."], title="مراوح", language="ar", translation_of="3"),
    make_article(5, paragraphs(1), title="Alone"),
)


def test_a_translation_stands_beside_its_piece_where_there_is_room(browser: Browser, tmp_path: Path) -> None:
    unpacked(tmp_path, BESIDE, translations="side")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for width, is_beside in ((1280, True), (800, True), (700, False), (320, False)):
        page.set_viewport_size({"width": width, "height": 900})
        for name in ("index", "the-belt-stood-still", "la-cinta-se-paro"):
            page.goto((tmp_path / "number-12" / f"{name}.html").as_uri())
            assert not page.evaluate(TOO_WIDE)
            first, second = (each.bounding_box() for each in page.locator(".pair").first.locator(".body").all())
            assert first and second
            assert (abs(first["y"] - second["y"]) < 1) is is_beside
            if is_beside:
                heads = page.locator(".pair").first.locator(".body > :is(h2, h3, h4, h5)").all()
                tops = [box["y"] for each in heads if (box := each.bounding_box())]
                assert len(tops) % 2 == 0 and min(tops) > first["y"]
                assert {round(top) for top in tops[: len(tops) // 2]} == {round(top) for top in tops[len(tops) // 2 :]}
    context.close()


def test_each_of_two_pieces_side_by_side_stands_whole_in_the_source() -> None:
    files = {name: content.decode() for name, content in site(BESIDE, translations="side").items() if ".html" in name}
    whole = files["number-12/index.html"]
    assert whole.count('class="pair') == 2 and whole.count('class="whole"') == 5
    assert whole.count("number-12/the-belt-stood-still-1.png") == 1 and "la-cinta-se-paro-1.png" not in whole
    assert "la-cinta-se-paro-2.png" in whole and '<p class="caption"><bdi>La puerta</bdi></p>' in whole
    assert re.findall(r'class="whole" id="article-(\d)" lang="(..)"', whole)[:2] == [("1", "en"), ("2", "es")]
    assert "hreflang" not in whole and "hreflang" in site(BESIDE)["number-12/index.html"].decode()
    assert re.findall("<h1>(.*?)</h1>", files["number-12/la-cinta-se-paro.html"]) == ["La cinta se paró"]
    assert 'class="pair' not in files["number-12/alone.html"] + "".join(
        each.decode() for name, each in site(BESIDE).items() if ".html" in name
    )
    rows = set(re.findall(r"rows-\d+", "".join(files.values())))
    style = site(BESIDE, translations="side")["style.css"].decode()
    assert all(f".{each} " in style for each in rows - {"rows-1"}) and "rows-1" in rows
    for page in files.values():
        html5lib.HTMLParser(strict=True).parse(page)


def test_the_feed_is_a_whole_atom_feed() -> None:
    feed = feed_of(WHOLE, archive=2)
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed" and len(entries) == 7
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert (element.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        assert element.findtext(f"{ATOM}title")
        assert re.fullmatch(r"2026-11-\d\dT12:00:00Z", element.findtext(f"{ATOM}updated") or "")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")] == ["self", "alternate"]
    content = entries[0].find(f"{ATOM}content")
    assert content is not None and content.get("type") == "html"
    assert "<strong>bold</strong> &amp; <a href=" in (content.text or "")
    assert 'src="number-12/the-belt-stood-still-1.png"' in (content.text or "")


def test_what_was_corrected_stands_below_the_article_and_makes_its_entry_newer() -> None:
    right = make_article(1, ["Ten."], corrected="It was <ten>.", corrected_on=date(2026, 11, 25))
    edition = make_edition(right, make_article(2, ["Two."]))
    pages = {name: content.decode() for name, content in site(edition).items() if name.endswith(".html")}
    line = "Corrected on Wednesday, November 25, 2026: <bdi>It was &lt;ten&gt;.</bdi>"
    assert sorted(name for name, page in pages.items() if line in page) == [
        "number-12/headline-1.html",
        "number-12/index.html",
    ]
    feed = feed_of(edition)
    days = [each.findtext(f"{ATOM}updated") for each in (feed, *feed.findall(f"{ATOM}entry"))]
    assert days == ["2026-11-25T12:00:00Z", "2026-11-25T12:00:00Z", "2026-11-22T12:00:00Z"]


def test_an_entry_keeps_its_id_when_its_text_or_its_place_changes() -> None:
    one, two = make_article(1, ["a"], title="One"), make_article(2, ["b"], title="Two")
    said = [
        {entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}id") for entry in feed_of(edition).iter(f"{ATOM}entry")}
        for edition in (make_edition(one, two), make_edition(replace(two, html="<p>c</p>"), one))
    ]
    assert said[0] == said[1]


def test_the_feed_takes_whole_numbers_as_far_as_there_is_room() -> None:
    assert len(feed_of(replace(EIGHTY, earlier=WHOLE.earlier), archive=2).findall(f"{ATOM}entry")) == 80


def test_with_an_address_links_are_whole_and_a_preview_can_be_made() -> None:
    without, given = site(WHOLE), site(WHOLE, address="https://example.org/paper")
    assert b"og:" not in without["index.html"] and b"xml:base" not in without["feed.xml"]
    page = given["number-12/the-belt-stood-still.html"].decode()
    assert '<meta property="og:url" content="https://example.org/paper/number-12/the-belt-stood-still.html">' in page
    assert 'og:image" content="https://example.org/paper/number-12/the-belt-stood-still-1.png"' in page
    assert '<link rel="canonical" href="https://example.org/paper/">' in given["index.html"].decode()
    assert feed_of(WHOLE, address="https://example.org/paper").get(f"{XML}base") == "https://example.org/paper/"
    with pytest.raises(Invalid, match="must be an address"):
        made_anew("web_page", WHOLE, address="javascript:alert(1)")


def test_who_wrote_it_can_be_left_out() -> None:
    assert b"Heron" in b"".join(site(WHOLE).values())
    assert b"Heron" not in b"".join(site(WHOLE, bylines="no").values())


def test_the_archive_holds_as_many_numbers_as_was_said() -> None:
    assert "From number 11" not in site(WHOLE)["archive.html"].decode()
    assert {n for n in (10, 11) if f"From number {n}" in site(WHOLE, archive=30)["archive.html"].decode()} == {10, 11}
    with pytest.raises(Invalid, match="at most 30"):
        made_anew("web_page", WHOLE, archive=31)


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_can_be_read_on_light_paper_and_on_dark() -> None:
    colours = part_of("web_page", "colours")
    for name, accent in colours.ACCENTS.items():
        for colour, paper in ((accent.light, colours.PAPER), (accent.dark, colours.PAPER_DARK)):
            darker, lighter = sorted((brightness(colour), brightness(paper)))
            assert (lighter + 0.05) / (darker + 0.05) >= 7, name
        assert f"--accent:{accent.light}" in site(make_sheet(ARABIC), accent=name)["style.css"].decode()


def test_an_enormous_picture_goes_through_as_it_is() -> None:
    picture = make_picture(6000, 6000)
    files = site(make_sheet(make_article(1, ["x"], pictures=(picture,))))
    assert files["index-1.png"] == picture.content


def test_a_headline_takes_a_smaller_picture_than_the_lead(browser: Browser, tmp_path: Path) -> None:
    pictured = [make_article(n, ["x"], title=f"Piece {n}", pictures=(make_picture(1600, 900),)) for n in (1, 2)]
    unpacked(tmp_path, make_edition(*pictured))
    widths = "[...document.images].map(each => /-(\\d+)\\.png$/.exec(each.currentSrc)[1])"
    drawn = "[...document.images].every(each => each.clientWidth <= parseFloat(each.currentSrc.match(/-(\\d+)\\./)[1]))"
    page = browser.new_page(viewport={"width": 1280, "height": 2000})
    page.goto((tmp_path / "index.html").as_uri(), wait_until="networkidle")
    assert page.evaluate(widths) == ["960", "480"]
    assert page.evaluate(drawn)
    page.close()


def test_a_language_without_words_of_its_own_speaks_english_and_no_masthead_leaves_no_foot() -> None:
    page = site(make_edition(ARABIC, language="tlh", masthead=Masthead("Echo")))["index.html"].decode()
    assert "Newest number" in page and "<footer" not in page


def test_long_beginnings_end_between_words() -> None:
    shortened = part_of("web_page", "numbers").shortened
    assert shortened("one two, three", 10) == "one two…"
    assert shortened("one", 10) == "one"
    assert shortened("字" * 20, 10) == "字" * 9 + "…"
