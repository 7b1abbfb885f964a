"""Files: kept sealed in the database, so that a backup always carries them; pictures are made anew."""

import io
from typing import Any

import peewee
import pyrage
from PIL import Image, ImageOps, UnidentifiedImageError

from coordinator import ids
from coordinator.db import BytesField, Row
from coordinator.errors import Invalid
from coordinator.language import _

PICTURE_BYTES = 12 * 1024 * 1024
PIXELS_AT_MOST = 50_000_000
LONGEST_SIDE = 2000
KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/png", "WEBP": "image/jpeg"}


class StoredFile(Row):
    """One file: its bytes sealed with the server's own key, and what must be known to hand it out."""

    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    media_type = peewee.CharField(max_length=80)
    name = peewee.CharField(max_length=120)
    size = peewee.IntegerField()
    width = peewee.IntegerField(default=0)
    height = peewee.IntegerField(default=0)
    sealed = BytesField()

    class Meta:
        table_name = "stored_file"

    @property
    def is_picture(self) -> bool:
        """Whether a page may show it."""
        return str(self.media_type).startswith("image/")


class Seal:
    """The key that seals and opens files; set once at start."""

    def __init__(self) -> None:
        self._identity: Any = None

    def use(self, identity: str) -> None:
        """Take the key, an age identity as text."""
        self._identity = pyrage.x25519.Identity.from_str(identity)

    def close(self, content: bytes) -> bytes:
        """Bytes as they are stored."""
        return bytes(pyrage.encrypt(content, [self._identity.to_public()]))

    def open(self, sealed: bytes) -> bytes:
        """Stored bytes as they were; damage is refused (pyrage.DecryptError)."""
        return bytes(pyrage.decrypt(sealed, [self._identity]))


seal = Seal()


def keep(content: bytes, media_type: str, name: str, width: int = 0, height: int = 0) -> StoredFile:
    """Store bytes under a new random id."""
    return StoredFile.create(
        media_type=media_type, name=name, size=len(content), width=width, height=height, sealed=seal.close(content)
    )


def content_of(file: StoredFile) -> bytes:
    """The bytes of a stored file."""
    return seal.open(file.sealed)


def keep_picture(content: bytes) -> StoredFile:
    """Make an uploaded picture anew without any of its data but the pixels, and store it.

    At most 2,000 pixels on the longer side; JPEG, or PNG where it came as PNG or GIF. Refuses (Invalid)
    what is no picture of a known kind, what is damaged, and what unpacks to more than 50 megapixels.
    """
    if len(content) > PICTURE_BYTES:
        raise Invalid(_("This picture is larger than 12 MB. Choose a smaller one."), "picture")
    picture, media_type = _opened(content)
    made = io.BytesIO()
    if media_type == "image/jpeg":
        picture.convert("RGB").save(made, "JPEG", quality=85, optimize=True)
        name = "picture.jpg"
    else:
        picture.convert("RGBA" if "A" in picture.getbands() or picture.mode == "P" else "RGB").save(made, "PNG")
        name = "picture.png"
    return keep(made.getvalue(), media_type, name, *picture.size)


def _opened(content: bytes) -> tuple[Image.Image, str]:
    refusal = Invalid(
        _("This file is not a picture that can be shown here. Choose a JPEG, PNG, GIF or WebP picture."), "picture"
    )
    try:
        with Image.open(io.BytesIO(content), formats=list(KINDS)) as opened:
            if opened.width * opened.height > PIXELS_AT_MOST:
                raise Invalid(_("This picture has too many pixels. Make it smaller and try again."), "picture")
            media_type = KINDS[str(opened.format)]
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            # A new picture that takes over the pixels alone: no comment, position or preview survives.
            mode = picture.mode if picture.mode in ("L", "RGB", "RGBA") else "RGBA"
            bare = Image.new(mode, picture.size)
            bare.paste(picture.convert(mode))
    except Invalid:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise refusal from problem
    return bare, media_type
