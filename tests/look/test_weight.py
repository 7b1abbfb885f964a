"""What the look may weigh: an old phone on a slow line loads it once."""

import gzip
import re

from tests.look.sheet import STATIC

KILOBYTE = 1024


def test_the_stylesheet_is_at_most_20_kilobytes_compressed() -> None:
    assert len(gzip.compress((STATIC / "style.css").read_bytes(), 9)) <= 20 * KILOBYTE


def test_the_font_is_at_most_20_kilobytes_and_brings_its_licence() -> None:
    assert (STATIC / "atkinson-hyperlegible-next.woff2").stat().st_size <= 20 * KILOBYTE
    assert "SIL OPEN FONT LICENSE" in (STATIC / "atkinson-hyperlegible-next.OFL.txt").read_text()


def test_the_icons_bring_their_licence() -> None:
    assert "ISC License" in (STATIC / "lucide.LICENSE.txt").read_text()


def test_the_stylesheet_asks_for_nothing_from_elsewhere() -> None:
    style = (STATIC / "style.css").read_text()
    addresses = re.findall(r'url\("?([^")]+)', style)
    assert addresses, "the font is named"
    assert all((STATIC / address).is_file() for address in addresses)
    assert "@import" not in style


def test_every_token_that_is_used_is_set_and_the_other_way_round() -> None:
    style = (STATIC / "style.css").read_text()
    made = set(re.findall(r"(--[\w-]+):", style))
    used = set(re.findall(r"var\((--[\w-]+)", style))
    assert made == used
