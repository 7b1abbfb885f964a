"""Makes pictures ready for paper: no larger than print needs, on white, and grey where the paper is black and white."""

import io
from collections.abc import Iterable

from PIL import Image, ImageOps

from coordinator.plugin_contract import Picture
from coordinator.typesetting.smaller import share_of_each

# The long side in pixels: 300 to the inch over the width of a sheet.
_LARGEST = 2400
_FEW_COLOURS = 64
# What the pictures of one number may take of the 32 MB that a plugin may hand over, which hold them twice.
_MOST = 12 * 2**20
# None is made smaller than this long side, in pixels; each attempt takes off a fifth.
_SMALLEST = 480
_STEP = 0.8


def share_on_paper(pictures: Iterable[Picture]) -> int:
    """How many bytes each may have on paper, so that the pages to read and the sheets to print hold all of them."""
    return share_of_each((len(each.content) for each in pictures), _MOST)


def ready_for_paper(picture: Picture, greyscale: bool, most: int = _MOST) -> tuple[bytes, str, int, int]:
    """The picture's new bytes, about `most` of them at most, their file ending, and its width and height in pixels."""
    side = _LARGEST
    if len(picture.content) > most:
        wanted = max(picture.width, picture.height) * (most / len(picture.content)) ** 0.5
        side = min(_LARGEST, max(_SMALLEST, int(wanted * _STEP)))
    with Image.open(io.BytesIO(picture.content)) as opened:
        opened.draft("L" if greyscale else "RGB", (side, side))
        image = _on_white(opened)
    image.thumbnail((side, side))
    if greyscale:
        image = ImageOps.autocontrast(image.convert("L"), cutoff=0.5)
    content, ending = _encoded(image)
    while len(content) > most and side > _SMALLEST:
        side = max(_SMALLEST, int(min(side, max(image.size)) * _STEP))
        image.thumbnail((side, side))
        content, ending = _encoded(image)
    return content, ending, image.width, image.height


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("L" if image.mode in ("1", "L") else "RGB")
    layer = image.convert("RGBA")
    page = Image.new("RGB", image.size, "white")
    page.paste(layer, mask=layer.getchannel("A"))
    return page


def _encoded(image: Image.Image) -> tuple[bytes, str]:
    """Drawings as PNG, so that their edges stay sharp, and photographs as JPEG."""
    is_drawing = image.getcolors(_FEW_COLOURS) is not None
    written = io.BytesIO()
    if is_drawing:
        image.save(written, "PNG", optimize=True)
    else:
        image.save(written, "JPEG", quality=85)
    return written.getvalue(), "png" if is_drawing else "jpg"
