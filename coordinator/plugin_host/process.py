"""Runs one command with its input and takes what it writes, within bounds of time, memory and amount."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")
# A number of usual length takes less than a second of processor time. Whoever uses more steps back behind the pages
# that people wait for, and in the end takes what they leave over: the rank after so many seconds.
_RANKS = ((2.0, 19), (1.0, 5))
_LOOK_EVERY_SECONDS = 0.05
_CHUNK = 65536
_ERRORS_KEPT = 8192
# Only its end is kept, but reading the rest costs the reader as much as it costs the writer.
_MOST_COMPLAINED = 256 * 2**20


@dataclass(frozen=True)
class Limits:
    """What one run may use up.

    `memory_bytes` counts all its processes together, looked at twenty times a second; `address_bytes` holds for each
    of them at every moment, and is wider because much of it is never touched. `data_bytes` holds for what each asks
    for itself, and `cpu_seconds` for its work without its waiting, where they are not 0.
    """

    seconds: int = 30
    memory_bytes: int = 256 * 2**20
    address_bytes: int = 1024 * 2**20
    processes: int = 32
    file_bytes: int = 64 * 2**20
    output_bytes: int = 64 * 2**20
    data_bytes: int = 0
    cpu_seconds: int = 0


@dataclass(frozen=True)
class Outcome:
    """What a run wrote and how it ended: by itself with a `status`, or stopped for time, memory or flooding."""

    ended: Literal["itself", "time", "memory", "flood"]
    status: int
    output: bytes
    errors: str


def fatal_signal(outcome: Outcome) -> int:
    """The signal that ended the process; 0 or less where none did."""
    # bubblewrap passes a signal on as 128 and its number, a bare process as its negative.
    return outcome.status - 128 if outcome.status > 128 else -outcome.status


def run(command: Sequence[str], given: bytes, limits: Limits, folder: Path | None = None) -> Outcome:
    """Run `command` in `folder`, feed it `given`, and return once it and every process of its group are gone."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={},
        start_new_session=True,
    )
    with process:
        try:
            ended, output, errors = _Exchange(process, given, limits).carry_out()
        finally:
            _kill_group(process)
        status = process.wait()
    return Outcome(ended, status, output, errors.decode("utf-8", "replace"))


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    # The leader has not been waited for yet, so its number cannot have been given to somebody else.
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


class _Exchange:
    """The talk with one process: feeds it, reads it, and watches its clock and its memory."""

    def __init__(self, process: subprocess.Popen[bytes], given: bytes, limits: Limits) -> None:
        self._process = process
        self._given = memoryview(given)
        self._limits = limits
        self._output = bytearray()
        self._errors = bytearray()
        self._complained = 0
        self._selector = selectors.DefaultSelector()

    def carry_out(self) -> tuple[Literal["itself", "time", "memory", "flood"], bytes, bytes]:
        for stream, what in ((self._process.stdout, self._read_output), (self._process.stderr, self._read_errors)):
            assert stream is not None  # noqa: S101 - Popen was asked for both
            os.set_blocking(stream.fileno(), False)
            self._selector.register(stream, selectors.EVENT_READ, what)
        assert self._process.stdin is not None  # noqa: S101
        os.set_blocking(self._process.stdin.fileno(), False)
        self._selector.register(self._process.stdin, selectors.EVENT_WRITE, self._feed)
        with self._selector:
            ended = self._until_it_ends()
        return ended, bytes(self._output), bytes(self._errors)

    def _until_it_ends(self) -> Literal["itself", "time", "memory", "flood"]:
        deadline = time.monotonic() + self._limits.seconds
        looked = 0.0
        while self._is_talking():
            now = time.monotonic()
            if now > deadline:
                return "time"
            if now - looked > _LOOK_EVERY_SECONDS:
                looked = now
                if memory_of_tree(self._process.pid) > self._limits.memory_bytes:
                    return "memory"
                _step_back(self._process.pid)
            for key, _events in self._selector.select(_LOOK_EVERY_SECONDS):
                key.data(key.fileobj)
            if len(self._output) > self._limits.output_bytes or self._complained > _MOST_COMPLAINED:
                return "flood"
        return "itself"

    def _is_talking(self) -> bool:
        """Whether it still runs or something it wrote is still unread."""
        reading = any(key.events & selectors.EVENT_READ for key in self._selector.get_map().values())
        return reading and (not self._has_ended() or self._has_news())

    def _has_ended(self) -> bool:
        # Looks without collecting, so that the group keeps its number until it is killed.
        return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def _has_news(self) -> bool:
        return any(key.events & selectors.EVENT_READ for key, _events in self._selector.select(0))

    def _feed(self, stream: IO[bytes]) -> None:
        try:
            written = os.write(stream.fileno(), self._given[:_CHUNK])
        except BrokenPipeError:
            written = len(self._given)
        self._given = self._given[written:]
        if not self._given:
            self._selector.unregister(stream)
            stream.close()

    def _read_output(self, stream: IO[bytes]) -> None:
        self._output += self._read(stream)

    def _read_errors(self, stream: IO[bytes]) -> None:
        chunk = self._read(stream)
        self._complained += len(chunk)
        self._errors += chunk
        del self._errors[:-_ERRORS_KEPT]

    def _read(self, stream: IO[bytes]) -> bytes:
        chunk = os.read(stream.fileno(), _CHUNK)
        if not chunk:
            self._selector.unregister(stream)
        return chunk


def memory_of_tree(root: int) -> int:
    """The bytes that a process and all its descendants hold for themselves; 0 where the system does not tell."""
    return sum(_memory(process) for process in _tree(root))


def cpu_seconds_of_tree(root: int) -> float:
    """The processor time of a process and of all its descendants, those included that have ended."""
    return sum(_cpu_seconds(process) for process in _tree(root))


def _step_back(root: int) -> None:
    """Let others run before a process and its descendants, the more these have worked; what they start follows."""
    used = cpu_seconds_of_tree(root)
    rank = next((rank for seconds, rank in _RANKS if used > seconds), 0)
    if not rank:
        return
    # Each thread has a rank of its own.
    for process in _tree(root):
        for thread in _threads(process):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, int(thread.name), rank)


def _tree(root: int) -> Iterator[int]:
    """A process and all its descendants that are still there."""
    waiting = [root]
    while waiting:
        process = waiting.pop()
        yield process
        for thread in _threads(process):
            with suppress(OSError):
                waiting.extend(int(child) for child in (thread / "children").read_text("ascii").split())


def _threads(process: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{process}/task").iterdir())
    except OSError:
        return []


def _memory(process: int) -> int:
    try:
        _size, resident, shared, *_rest = Path(f"/proc/{process}/statm").read_text("ascii").split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * _PAGE_BYTES


def _cpu_seconds(process: int) -> float:
    try:
        # A name may hold blanks and brackets, so what counts comes after the last bracket.
        fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(field) for field in fields[11:15]) / _TICKS
