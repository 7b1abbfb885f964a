"""The pictures of an article as they come along in a mail: small, each with a mark by which the HTML finds it."""

from base64 import b64encode
from dataclasses import dataclass

from coordinator.plugin_contract import Picture
from coordinator.typesetting.smaller import opened_near, written_small

# Twice as wide as the column, for sharp screens; more would only make the mail heavy.
_LONG_SIDE = 1200
_QUALITY = 72
# What is larger than this is not unpacked, since it would not fit into memory.
_MOST_PIXELS = 30_000_000
_WIDTH = 568


@dataclass(frozen=True)
class Enclosed:
    """A picture's bytes, or none where it is only described; `mark` is its Content-ID."""

    mark: str
    kind: str
    content: bytes
    alt: str
    caption: str
    width: int
    height: int


def enclosed(place: int, pictures: tuple[Picture, ...], *, whole: bool) -> tuple[Enclosed, ...]:
    """The pictures of the article at that place, without their bytes unless they are to come along whole."""
    return tuple(_enclosed(f"{place}-{number}", each, whole) for number, each in enumerate(pictures, start=1))


def by_mark(picture: Enclosed) -> str:
    """The address of a picture that is a part of the same message."""
    return f"cid:{picture.mark}"


def inside(picture: Enclosed) -> str:
    """The address of a picture that stands in the page itself."""
    return f"data:image/{picture.kind};base64,{b64encode(picture.content).decode()}"


def _enclosed(number: str, picture: Picture, whole: bool) -> Enclosed:
    content, kind = _made_small(picture) if whole else (b"", "")
    # The domain is one that can never exist, so that it says nothing about anybody.
    mark = f"picture-{number}@newsletter.invalid"
    width = max(1, min(picture.width, _WIDTH))
    height = max(1, round(picture.height * width / max(picture.width, 1)))
    return Enclosed(mark, kind, content, picture.alt.strip(), picture.caption.strip(), width, height)


def _made_small(picture: Picture) -> tuple[bytes, str]:
    """The new bytes and their kind; nothing for a picture so large that it cannot be opened."""
    is_jpeg = picture.media_type == "image/jpeg"
    if picture.width * picture.height > _MOST_PIXELS and not is_jpeg:
        return b"", ""
    if max(picture.width, picture.height) <= _LONG_SIDE and picture.media_type in ("image/jpeg", "image/png"):
        return picture.content, picture.media_type.removeprefix("image/")
    image = opened_near(picture.content, _LONG_SIDE)
    image.thumbnail((_LONG_SIDE, _LONG_SIDE))
    content, media_type = written_small(image, _QUALITY)
    return content, media_type.removeprefix("image/")
