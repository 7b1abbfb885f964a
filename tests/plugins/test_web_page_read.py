"""A newsletter's pages on small screens, under a strict policy, and its feed as a feed reader reads it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from random import Random

import feedparser
import pytest
from PIL import Image
from pressroom import made_anew, made_by, make_article, make_edition, make_sheet

from coordinator.plugin_contract import Edition, Picture, Sheet


def noisy(width: int, height: int, kind: str = "JPEG", mode: str = "RGB") -> Picture:
    """A picture in which there is something to save."""
    random = Random(7)  # noqa: S311 - no secret
    small = Image.frombytes("RGB", (width // 8, height // 8), random.randbytes(width // 8 * (height // 8) * 3))
    written = io.BytesIO()
    small.resize((width, height)).convert(mode).save(written, kind)
    return Picture("gate", f"image/{kind.lower()}", written.getvalue(), "The gate", width, height)  # type: ignore[arg-type]


def site(value: Edition | Sheet, **settings: object) -> dict[str, bytes]:
    """The files of the site, by their names."""
    (file,) = made_by("web_page", value, **settings).values()
    packed = zipfile.ZipFile(io.BytesIO(file.content))
    return {name: packed.read(name) for name in packed.namelist()}


def sheet_with(picture: Picture) -> Sheet:
    """One article with one picture."""
    return make_sheet(make_article(1, ["The gate."], pictures=(picture,)))


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "P"), ("WEBP", "RGB")])
def test_a_large_picture_comes_in_widths_for_small_screens(kind: str, mode: str) -> None:
    files = site(sheet_with(noisy(1600, 800, kind, mode)))
    ending = kind.lower().replace("jpeg", "jpg")
    widths = re.findall(r"index-1-(\d+)\.", " ".join(files))
    assert "480" in widths
    for width in widths:
        made = files[f"index-1-{width}.{ending}"]
        with Image.open(io.BytesIO(made)) as opened:
            assert opened.size == (int(width), int(width) // 2)
            assert not opened.getexif()
        assert len(made) < len(files[f"index-1.{ending}"])
    page = files["index.html"].decode()
    named = "".join(f"index-1-{width}.{ending} {width}w, " for width in widths)
    assert f'srcset="{named}index-1.{ending} 1600w" sizes="(min-width: 43rem) 40rem, 100vw"' in page


def test_pages_below_name_smaller_pictures_where_they_are() -> None:
    files = site(make_edition(make_article(1, ["The gate."], title="Gate", pictures=(noisy(1600, 800),))))
    assert "number-12/gate-1-480.jpg" in files
    assert b'srcset="../number-12/gate-1-480.jpg 480w, ' in files["number-12/gate.html"]
    assert b'srcset="number-12/gate-1-480.jpg 480w, ' in files["index.html"]
    assert b"srcset" not in files["feed.xml"]


def test_what_is_small_moves_or_cannot_be_read_stays_alone() -> None:
    broken = replace(noisy(1600, 800), content=b"no picture")
    for picture in (noisy(400, 200), noisy(1600, 800, "GIF", "P"), broken):
        files = site(sheet_with(picture))
        assert len(files) == 3 and b"srcset" not in files["index.html"]


def test_smaller_pictures_are_the_same_bytes_each_time() -> None:
    value = sheet_with(noisy(1600, 800))
    assert made_anew("web_page", value) == made_anew("web_page", value)


def test_no_page_needs_more_than_a_strict_policy_gives() -> None:
    number = make_edition(make_article(1, ["The gate."], pictures=(noisy(1600, 800),)))
    for name, content in site(number).items():
        if name.endswith(".html"):
            assert not re.search(
                rb"<(script|style|iframe|object|embed)\b|\s(style|on\w+)=|javascript:|data:", content
            ), name


def test_a_feed_reader_reads_it_without_a_complaint() -> None:
    right = make_article(
        1, ["Ten & <b>more</b>."], title="“Ten” & more", corrected="It was ten.", corrected_on=date(2026, 11, 25)
    )
    feed = feedparser.parse(
        site(make_edition(right, make_article(2, ["Two."])), address="https://e.org/paper/")["feed.xml"]
    )
    assert feed.bozo is False
    assert feed.version == "atom10"
    first, second = feed.entries
    assert first.title == "“Ten” & more"
    assert first.link.startswith("https://e.org/paper/number-12/")
    assert first.id != second.id
    assert (first.published[:10], first.updated[:10]) == ("2026-11-22", "2026-11-25")
    assert (second.published[:10], second.updated[:10]) == ("2026-11-22", "2026-11-22")
    assert "It was ten." in first.content[0].value
    assert feed.feed.updated == "2026-11-25T12:00:00Z"


def test_a_corrected_piece_is_the_same_entry_made_newer() -> None:
    before = make_edition(make_article(1, ["Nine."], title="Fans"))
    after = make_edition(make_article(1, ["Ten."], title="Fans", corrected="Ten.", corrected_on=date(2026, 11, 25)))
    (old,), (new,) = (feedparser.parse(site(each)["feed.xml"]).entries for each in (before, after))
    assert old.id == new.id
    assert new.updated_parsed > old.updated_parsed
