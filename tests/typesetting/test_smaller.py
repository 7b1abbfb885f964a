"""Pictures of a long number are made smaller, so that what comes out fits into what a plugin may hand over."""

import io
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from PIL import Image, ImageChops

from coordinator.plugin_contract import Edition, Picture
from coordinator.typesetting.smaller import share_of_each, with_smaller_pictures
from tests.plugins.pressroom import made_anew, make_article, make_edition, make_picture

MEGABYTE = 2**20


@cache
def colours(width: int, height: int) -> Image.Image:
    """What no format packs well."""
    chance = Random(7).randbytes((width // 4) * (height // 4) * 3)  # noqa: S311
    return Image.frombytes("RGB", (width // 4, height // 4), chance).resize((width, height))


def photo(number: int, width: int = 1600, height: int = 1200) -> Picture:
    """A photograph of about a megabyte, none like the other."""
    written = io.BytesIO()
    ImageChops.offset(colours(width, height), number * 16, number * 8).save(written, "JPEG", quality=92)
    return Picture(f"photo-{number}", "image/jpeg", written.getvalue(), f"Photo {number}", width, height)


@cache
def eighty() -> Edition:
    """A number with eighty photographs."""
    return make_edition(*(make_article(n, [f"Photograph {n}."], pictures=(photo(n),)) for n in range(1, 81)))


def test_small_ones_stay_and_the_others_share_what_is_left() -> None:
    assert share_of_each([10, 20, 1000, 1000], 230) == 100
    assert share_of_each([10, 20], 230) == 230
    assert share_of_each([], 5) == 5
    assert share_of_each([50, 50, 50], 90) == 30


def test_an_edition_within_the_bounds_stays_as_it_is() -> None:
    edition = make_edition(make_article(1, "", pictures=(make_picture(60, 40),)))
    assert with_smaller_pictures(edition) is edition


def test_only_the_large_ones_are_made_smaller_and_kept_in_shape() -> None:
    small, large = make_picture(60, 40), photo(2)
    glass = Image.new("RGBA", (900, 900), (255, 0, 0, 90))
    glass.putdata([(n % 251, n % 7, n % 83, n % 256) for n in range(900 * 900)])
    written = io.BytesIO()
    glass.save(written, "PNG")
    clear = Picture("glass", "image/png", written.getvalue(), "Glass", 900, 900)
    edition = make_edition(make_article(1, "", pictures=(small, large, clear)))
    earlier = make_edition(make_article(1, "", pictures=(large,)), number=11)
    made = with_smaller_pictures(replace(edition, earlier=(earlier,)), 300_000)
    first, second, third = made.articles[0].pictures
    assert first is small
    assert len(second.content) < 110_000 and abs(second.width / second.height - 4 / 3) < 0.01
    with Image.open(io.BytesIO(third.content)) as opened:
        assert opened.mode == "RGBA" and opened.size == (third.width, third.height)
    assert len(made.earlier[0].articles[0].pictures[0].content) < 110_000
    assert with_smaller_pictures(replace(edition, earlier=(earlier,)), 300_000) == made


@pytest.mark.parametrize(
    "plugin",
    [
        "booklet",
        *(
            pytest.param(name, marks=pytest.mark.long)
            for name in ("epub", "markdown_bundle", "web_page", "email", "print_pdf")
        ),
    ],
)
def test_eighty_photographs_of_a_megabyte_come_out(plugin: str) -> None:
    edition = eighty()
    assert sum(len(article.pictures[0].content) for article in edition.articles) > 70 * MEGABYTE
    files = made_anew(plugin, edition)
    assert 2 * MEGABYTE < sum(len(file.content) for file in files) < 32 * MEGABYTE
