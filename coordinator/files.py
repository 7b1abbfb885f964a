"""Files: kept sealed in the database, so that a backup always carries them; pictures are made anew."""

import functools
import hashlib
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import peewee
import pyrage

from coordinator import darkroom, ids
from coordinator.db import BytesField, Row
from coordinator.errors import Invalid
from coordinator.language import _

PICTURE_BYTES = 12 * 1024 * 1024
MADE_AS = {"JPEG": ("image/jpeg", "picture.jpg"), "PNG": ("image/png", "picture.png")}


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


def hash_of(file: StoredFile) -> str:
    """The SHA-256 of its bytes, for two people who want to compare what they hold."""
    return hashlib.sha256(content_of(file)).hexdigest()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew, ready to be stored."""

    content: bytes
    media_type: str
    name: str
    width: int
    height: int


def keep_picture(content: bytes) -> StoredFile:
    """Make an uploaded picture anew, as `make_picture` does, and store it."""
    return keep_made(make_picture(content))


def keep_made(picture: Picture) -> StoredFile:
    """Store a picture that `make_picture` made."""
    return keep(picture.content, picture.media_type, picture.name, picture.width, picture.height)


def make_picture(content: bytes) -> Picture:
    """An uploaded picture made anew, without any of its data but the pixels; best before a write begins.

    At most 2,000 pixels on the longer side; JPEG, or PNG where it came as PNG or GIF. Refuses (Invalid)
    what is no picture of a known kind, what is damaged, and what unpacks to more than 50 megapixels.
    """
    if len(content) > PICTURE_BYTES:
        raise Invalid(_("This picture is larger than 12 MB. Choose a smaller one."), "picture")
    made = darkroom.remade(content)
    media_type, name = MADE_AS[made.kind]
    return Picture(made.content, media_type, name, made.width, made.height)


def drop_unused(file_id: int) -> None:
    """Delete a file that no row of any kind refers to any more."""
    backrefs = StoredFile._meta.backrefs.items()
    if not any(model.select().where(column == file_id).exists() for column, model in backrefs):
        StoredFile.delete().where(StoredFile.id == file_id).execute()


_readable: list[Callable[[int | None], Any]] = []


def allow(readable: Callable[[int | None], Any]) -> None:
    """Let an account have the files whose keys are in `readable(account_id)`, a sub-select of keys."""
    _readable.append(readable)


def file_for(account_id: int | None, public_id: str) -> StoredFile | None:
    """The file at an id, where some part of the product lets the account have it; otherwise None."""
    conditions = [StoredFile.id.in_(readable(account_id)) for readable in _readable]
    if not conditions:
        return None
    may_have = functools.reduce(operator.or_, conditions)
    found: StoredFile | None = StoredFile.get_or_none((StoredFile.public_id == public_id) & may_have)
    return found
