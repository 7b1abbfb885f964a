"""Makes pictures ready for paper: no larger than print needs, on white, and grey where the paper is black and white."""

import io

from PIL import Image, ImageOps

from coordinator.plugin_contract import Picture

# The long side in pixels: 300 to the inch over the width of a sheet.
_LARGEST = 2400
_FEW_COLOURS = 64


def ready_for_paper(picture: Picture, greyscale: bool) -> tuple[bytes, str, int, int]:
    """The picture's new bytes, their file ending, and its width and height in pixels."""
    with Image.open(io.BytesIO(picture.content)) as opened:
        opened.draft("L" if greyscale else "RGB", (_LARGEST, _LARGEST))
        image = _on_white(opened)
    image.thumbnail((_LARGEST, _LARGEST))
    if greyscale:
        image = ImageOps.autocontrast(image.convert("L"), cutoff=0.5)
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
