"""Has pictures made anew in processes of their own: this one never unpacks what members send."""

import fcntl
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from coordinator.errors import Invalid, TooMany
from coordinator.language import _
from coordinator.plugin_host import process, sandbox
from coordinator.plugin_host.process import Limits, Outcome

# Ten seconds of work; longer by the clock, since others work here too.
LIMITS = Limits(
    seconds=30,
    cpu_seconds=10,
    memory_bytes=256 * 2**20,
    # What it asks for itself, shared libraries not counted: more is refused to it before it has it.
    data_bytes=230 * 2**20,
    address_bytes=1024 * 2**20,
    processes=32,
    file_bytes=4096,
    output_bytes=32 * 2**20,
)
START = "import json, sys; sys.path[:0] = json.loads(sys.argv[1]); from coordinator.remaking import main; main()"
WAIT_SECONDS = 30
_BEGINNINGS = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n"}
_HEAD = re.compile(rb"(JPEG|PNG) ([1-9][0-9]{0,3}) ([1-9][0-9]{0,3})\n")
# Files that are there on every machine, to be locked: as many pictures are made at once, by all server processes.
_PLACES = (Path(__file__), Path(__file__).with_name("remaking.py"))


class Remade(NamedTuple):
    """A picture made anew: JPEG or PNG, its size in pixels, and its bytes."""

    kind: str
    width: int
    height: int
    content: bytes


def remade(content: bytes, limits: Limits = LIMITS) -> Remade:
    """The picture in these bytes, made anew by a process that is gone by then; at most two at a time.

    Refuses (Invalid) what is no picture, what is damaged, and what takes too much room or time to unpack;
    and (TooMany) to wait longer than half a minute for its turn.
    """
    with _turn():
        outcome = process.run(_command(limits), content, limits)
    if outcome.ended in ("memory", "time") or outcome.output == b"too-large\n" or _ran_out(outcome):
        raise Invalid(_("This picture has too many pixels. Make it smaller and try again."), "picture")
    head = _HEAD.match(outcome.output)
    if outcome.ended != "itself" or head is None:
        raise _no_picture()
    kind, made = head[1].decode("ascii"), outcome.output[head.end() :]
    if not made.startswith(_BEGINNINGS[kind]):
        raise _no_picture()
    return Remade(kind, int(head[2]), int(head[3]), made)


def _command(limits: Limits) -> list[str]:
    return sandbox.sandboxed_command(None, limits, START) or sandbox.plain_command(None, limits, START)


def _ran_out(outcome: Outcome) -> bool:
    """Whether it died without an answer because its room or its time was over."""
    was_killed = process.fatal_signal(outcome) in (signal.SIGXCPU, signal.SIGKILL)
    return not outcome.output and (was_killed or "MemoryError" in outcome.errors)


def _no_picture() -> Invalid:
    return Invalid(
        _("This file is not a picture that can be shown here. Choose a JPEG, PNG, GIF or WebP picture."), "picture"
    )


@contextmanager
def _turn() -> Iterator[None]:
    """One of the two places, held until the picture is made, whichever process or thread of the server asks."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        for place in _PLACES:
            with place.open("rb") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        time.sleep(0.05)
    raise TooMany(_("The server is busy. Please wait a moment and try again."))
