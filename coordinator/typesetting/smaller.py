"""Makes the pictures of an edition smaller where all together are more than a file may hold."""

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from PIL import Image

from coordinator.plugin_contract import Article, Edition, Picture

# What pictures may take of the 32 MB that a plugin may hand over.
MOST = 22 * 2**20
# None is made smaller than this long side, in pixels; each attempt takes off a fifth.
_SMALLEST = 320
_STEP = 0.8
_QUALITY = 80
_FEW_COLOURS = 64
# What is larger than this is not unpacked, since it would not fit into memory; a JPEG can be opened smaller.
_MOST_PIXELS = 30_000_000


def with_smaller_pictures(edition: Edition, most: int = MOST) -> Edition:
    """The same edition, whose pictures, those of its earlier numbers included, take at most about `most` bytes.

    Small ones stay as they are; each of the others gets the same share of what is left.
    """
    numbers = (edition, *edition.earlier)
    sizes = [len(each.content) for number in numbers for article in number.articles for each in article.pictures]
    share = share_of_each(sizes, most)
    if all(size <= share for size in sizes):
        return edition
    smaller = [replace(each, articles=tuple(_article(article, share) for article in each.articles)) for each in numbers]
    return replace(smaller[0], earlier=tuple(smaller[1:]))


def share_of_each(sizes: Iterable[int], most: int) -> int:
    """The largest size, in bytes, to which those above it have to come down, so that all together are within `most`."""
    left, waiting = most, sorted(sizes)
    for place, size in enumerate(waiting):
        share = left // (len(waiting) - place)
        if size > share:
            return share
        left -= size
    return most


def _article(article: Article, share: int) -> Article:
    return replace(article, pictures=tuple(_smaller(each, share) for each in article.pictures))


def _smaller(picture: Picture, share: int) -> Picture:
    is_jpeg = picture.media_type == "image/jpeg"
    if len(picture.content) <= share or (picture.width * picture.height > _MOST_PIXELS and not is_jpeg):
        return picture
    long_side = max(picture.width, picture.height)
    # A picture of a quarter of the bytes is about half as wide, and a little less, since small ones have more in them.
    side = max(_SMALLEST, int(long_side * _STEP * (share / len(picture.content)) ** 0.5))
    image = opened_near(picture.content, side)
    while True:
        image.thumbnail((side, side), Image.Resampling.HAMMING)
        content, media_type = written_small(image, _QUALITY)
        if len(content) <= share or side <= _SMALLEST:
            return replace(picture, content=content, media_type=media_type, width=image.width, height=image.height)
        side = max(_SMALLEST, int(side * _STEP))


def opened_near(content: bytes, side: int) -> Image.Image:
    """A picture, read no larger than a side of so many pixels needs; what can be seen through stays so."""
    with Image.open(io.BytesIO(content)) as opened:
        opened.draft("RGB", (side, side))
        return opened.convert("RGBA" if opened.has_transparency_data else "RGB")


def written_small(image: Image.Image, quality: int) -> tuple[bytes, Literal["image/png", "image/jpeg"]]:
    """A picture as a file, and its kind: drawings keep their sharp edges, photographs are JPEG of that quality."""
    written = io.BytesIO()
    if image.mode == "RGBA" or image.getcolors(_FEW_COLOURS) is not None:
        image.save(written, "PNG", optimize=True)
        return written.getvalue(), "image/png"
    image.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue(), "image/jpeg"
