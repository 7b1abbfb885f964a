"""A stream of lines in one file: packed, then encrypted to a public key before the first byte touches the disk."""

import hashlib
import io
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from coordinator.errors import Invalid

# No line is longer than this once unpacked: a picture of the largest size that is taken, many times over.
LONGEST_LINE = 512 * 1024 * 1024
DAMAGED = "This backup is damaged, cut short, or not a backup: nothing was changed. Take another one."


class _Source:
    """What the encryption reads from: bytes as they are made, so that nothing waits on the disk."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.current = io.BytesIO()
        self.fault: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            while not (part := self.current.read(size)):
                if not (piece := next(self.pieces, b"")):
                    return b""
                self.current = io.BytesIO(piece)
        except BaseException as fault:
            self.fault = fault
            raise
        return part


class _Drain:
    """What the decryption writes to: unpacks, cuts into lines and hands each on."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self.take = take
        self.unpack = zlib.decompressobj()
        self.begun: list[bytes] = []
        self.begun_size = 0

    def write(self, piece: bytes) -> int:
        first, *others = self.unpack.decompress(piece).split(b"\n")
        self._go_on(first)
        for start in others:
            self.take(b"".join(self.begun))
            self.begun, self.begun_size = [], 0
            self._go_on(start)
        return len(piece)

    def _go_on(self, part: bytes) -> None:
        """Add to the line that has begun; it is put together once, for it may be long."""
        if part:
            self.begun.append(part)
            self.begun_size += len(part)
            if self.begun_size > LONGEST_LINE:
                raise zlib.error("a line without end")

    @property
    def is_whole(self) -> bool:
        """Whether everything was unpacked and handed on."""
        return self.unpack.eof and not self.begun

    def flush(self) -> None:
        """Nothing waits here."""


class _Digest:
    """A file that is written, and the SHA-256 of what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.sum = hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self.sum.update(piece)
        return self.file.write(piece)

    def flush(self) -> None:
        self.file.flush()


def _packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    pack = zlib.compressobj(6)
    for line in lines:
        if piece := pack.compress(line + b"\n"):
            yield piece
    yield pack.flush()


def write_sealed(path: Path, lines: Iterable[bytes], public_key: str) -> str:
    """Write lines into a new encrypted file, readable by its owner alone, and return its SHA-256.

    The file stands whole under its name, or not at all. Refuses (Invalid) a name that is taken or cannot be written.
    """
    if path.exists():
        raise Invalid(f"{path} is there already: name another file.")
    draft = path.with_name(f".{path.name}.part")
    source = _Source(_packed(lines))
    try:
        digest = _write_draft(draft, source, public_key)
        draft.rename(path)
        _sync_folder(path.parent)
    except OSError as problem:
        raise Invalid(f"The backup {path} cannot be written: {problem.strerror}.") from problem
    except pyrage.EncryptError:
        raise (source.fault or Invalid(f"The backup {path} could not be encrypted.")) from None
    finally:
        draft.unlink(missing_ok=True)
    return digest


def _write_draft(draft: Path, source: _Source, public_key: str) -> str:
    recipient = pyrage.x25519.Recipient.from_str(public_key)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        sink = _Digest(file)
        pyrage.encrypt_io(source, sink, [recipient])
        file.flush()
        os.fsync(file.fileno())
    return sink.sum.hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_sealed(path: Path, recovery_key: str, take: Callable[[bytes], None]) -> None:
    """Hand each line of an encrypted file to `take`; what it raises comes through.

    Refuses (Invalid) a wrong key, and a damaged or cut file, though perhaps only at its end:
    whoever reads must not act on lines before this has returned.
    """
    drain = _Drain(take)
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, drain, [identity_of(recovery_key)])
    except pyrage.DecryptError as problem:
        if "No matching keys" in str(problem):
            raise Invalid("This recovery key does not open this backup: take the sheet of that server.") from None
        raise Invalid(DAMAGED) from None
    except OSError as problem:
        reason = f"{path} cannot be read: {problem.strerror}." if problem.strerror else DAMAGED
        raise Invalid(reason) from None
    except zlib.error:
        raise Invalid(DAMAGED) from None
    if not drain.is_whole:
        raise Invalid(DAMAGED)


def identity_of(recovery_key: str) -> Any:
    """The private key as typed from paper, with or without blanks, in any case."""
    text = "".join(recovery_key.split()).upper()
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError:
        raise Invalid("This is not a recovery key: it starts with AGE-SECRET-KEY-1 and has 74 characters.") from None


def digest_of(path: Path) -> str:
    """The SHA-256 of a file as it lies there."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise Invalid(f"{path} cannot be read: {problem.strerror}.") from problem
