"""Makes the pictures of an article ready for a book: no larger than a screen needs, JPEG or PNG."""

from coordinator.plugin_contract import Picture
from coordinator.typesetting.smaller import opened_near, written_small

# Large ones are as the product keeps them: made anew they would lose more than they save.
_LONG_SIDE = {"large": 2000, "small": 800}
_QUALITY = {"large": 82, "small": 70}
# What is larger than this is not unpacked, since it would not fit into memory.
_MOST_PIXELS = 30_000_000
_KEPT_AS_THEY_ARE = {"image/jpeg": "jpg", "image/png": "png"}


def ready_for_screen(picture: Picture, size: str) -> tuple[bytes, str] | None:
    """The picture's new bytes and their file ending; None for one so large that no book could show it."""
    is_jpeg = picture.media_type == "image/jpeg"
    if picture.width * picture.height > _MOST_PIXELS and not is_jpeg:
        return (picture.content, "png") if picture.media_type == "image/png" else None
    side = _LONG_SIDE[size]
    ending = _KEPT_AS_THEY_ARE.get(picture.media_type)
    if ending and max(picture.width, picture.height) <= side:
        return picture.content, ending
    return _made_smaller(picture.content, side, _QUALITY[size])


def _made_smaller(content: bytes, side: int, quality: int) -> tuple[bytes, str]:
    image = opened_near(content, side)
    image.thumbnail((side, side))
    made, media_type = written_small(image, quality)
    return made, "png" if media_type == "image/png" else "jpg"
