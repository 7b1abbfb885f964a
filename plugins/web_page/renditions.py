"""Smaller renditions of pictures, for small screens: the same bytes each time, and only where they save something."""

import io
from dataclasses import dataclass

from PIL import Image

from coordinator.plugin_contract import Picture

# A telephone's screen in its own pixels, coarse and fine.
WIDTHS = (480, 960)
# More pixels are left to the reader's browser: they would take the memory of the plugin.
_PIXELS_AT_MOST = 25_000_000
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_KEPT: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 80, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80},
}


@dataclass(frozen=True)
class Rendition:
    """A picture in a smaller width, as a file."""

    width: int
    content: bytes


def renditions_of(picture: Picture) -> tuple[Rendition, ...]:
    """The picture in each width of at most three quarters of its own, the smallest first.

    One that is no smaller as a file is left out. A picture that moves, one that is too large to be made smaller here
    and one that cannot be read have none.
    """
    kind = _FORMATS.get(picture.media_type)
    if kind is None or picture.width * picture.height > _PIXELS_AT_MOST:
        return ()
    try:
        made = [_rendition(picture, width, kind) for width in WIDTHS if width * 4 <= picture.width * 3]
    except (OSError, ValueError, Image.DecompressionBombError):
        return ()
    return tuple(each for each in made if each is not None and len(each.content) < len(picture.content))


def _rendition(picture: Picture, width: int, kind: str) -> Rendition | None:
    with Image.open(io.BytesIO(picture.content)) as opened:
        if getattr(opened, "is_animated", False):
            return None
        height = max(1, round(opened.height * width / opened.width))
        opened.draft(None, (width, height))
        # Colours from a table cannot be mixed.
        whole = opened.convert("RGBA" if opened.has_transparency_data else "RGB") if opened.mode == "P" else opened
        written = io.BytesIO()
        whole.resize((width, height), Image.Resampling.LANCZOS).save(written, kind, **_KEPT[kind])
    return Rendition(width, written.getvalue())
