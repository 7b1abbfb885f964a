"""What a server needs of the machine before it starts: a folder of its own, a free port, and nobody else in it."""

import errno
import fcntl
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coordinator.config import Settings
from coordinator.errors import Invalid

LOCK = "run.lock"


def refuse_unwritable(folder: Path) -> None:
    """Refuses (Invalid) a folder in which no file can be made."""
    probe = folder / f".probe-{secrets.token_hex(4)}"
    try:
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as problem:
        raise Invalid(
            f"The folder {folder} cannot be written to ({problem.strerror}): "
            "let the server's user own it, or choose another with INSTANCE=."
        ) from problem


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Nobody else runs this instance inside. Refuses (Invalid) where somebody does.

    The lock is the kernel's: it ends with the last process, however that ends, so none is ever stale.
    """
    with (folder / LOCK).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Invalid(f"The instance {folder} is running already: stop that server first.") from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def running_parent(folder: Path) -> int | None:
    """The process that runs this instance, if one does."""
    with suppress(FileNotFoundError, ValueError), (folder / LOCK).open("r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return int(lock.read())
    return None


def open_listener(settings: Settings) -> socket.socket:
    """A socket that listens where the settings say. Refuses (Invalid) a taken or forbidden port with what to do."""
    where = f"{settings.host}, port {settings.port}"
    try:
        family, kind, number, _name, address = socket.getaddrinfo(
            settings.host.strip("[]"), settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, number)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(256)
    except socket.gaierror:
        raise Invalid(f"This machine has no address {settings.host}: set another host.") from None
    except OSError as problem:
        raise Invalid(_why_not(problem, where, settings.port)) from problem
    return listener


def _why_not(problem: OSError, where: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Another program listens on {where}: stop it, or choose another port, as in PORT={port + 1}."
    if problem.errno == errno.EACCES:
        return f"This user may not listen on {where}: choose a port above 1023, as in PORT=8000."
    if problem.errno == errno.EADDRNOTAVAIL:
        return f"This machine has no address {where.partition(',')[0]}: set another host."
    return f"The server cannot listen on {where}: {problem.strerror}."
