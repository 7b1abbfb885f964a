"""Runs in a process of its own, shut in: takes a picture on standard input and answers with its pixels alone."""

import io
import json
import os
import sys
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from coordinator.plugin_host.shut_in import keep_standard_output, shut_in, write_all

PIXELS_AT_MOST = 50_000_000
LONGEST_SIDE = 2000
# What comes in, and as what it goes out.
KINDS = {"JPEG": "JPEG", "PNG": "PNG", "GIF": "PNG", "WEBP": "JPEG"}
NO_PICTURE = b"no-picture\n"
TOO_LARGE = b"too-large\n"


class TooLarge(Exception):
    """It unpacks to more than may be held."""


def main() -> None:
    """Close the doors behind us, answer for the one picture, and leave."""
    answers = keep_standard_output()
    shut_in(json.loads(sys.argv[2]))
    write_all(answers, answer_for(sys.stdin.buffer.read()))
    os._exit(0)


def answer_for(content: bytes) -> bytes:
    """A line with kind, width and height, then the new picture; or one word for why there is none."""
    # What Pillow only warns of is refused here as well.
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        bare, kind = _bare(content)
        return f"{kind} {bare.width} {bare.height}\n".encode("ascii") + _packed(bare, kind)
    except (TooLarge, MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return TOO_LARGE
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return NO_PICTURE


def _bare(content: bytes) -> tuple[Image.Image, str]:
    """A new picture that takes over the pixels alone: no comment, position or preview survives."""
    with Image.open(io.BytesIO(content), formats=list(KINDS)) as opened:
        if opened.width * opened.height > PIXELS_AT_MOST:
            raise TooLarge
        kind = KINDS[str(opened.format)]
        # Made small while it is unpacked, as far as its kind allows: large ones would not fit otherwise.
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=1.0)
        picture = ImageOps.exif_transpose(opened)
        mode = picture.mode if picture.mode in ("L", "RGB", "RGBA") else "RGBA"
        bare = Image.new(mode, picture.size)
        bare.paste(picture.convert(mode))
    return bare, kind


def _packed(bare: Image.Image, kind: str) -> bytes:
    made = io.BytesIO()
    if kind == "JPEG":
        bare.convert("RGB").save(made, "JPEG", quality=85, optimize=True)
    else:
        bare.convert("RGBA" if "A" in bare.getbands() else "RGB").save(made, "PNG")
    return made.getvalue()
