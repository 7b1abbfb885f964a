"""Child processes that a parent forks, starts again when they die, and ends in time."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from coordinator.serve.log import place_of

STOP_SIGNALS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
START_AGAIN = signal.SIGUSR1
OURS = STOP_SIGNALS | {signal.SIGCHLD, START_AGAIN}
STOP_SECONDS = 9.0
LONGEST_PAUSE = 5.0
# A child that lived this long was well: its next death is no repetition.
WELL_AFTER = 20.0
SET_PARENT_DEATH_SIGNAL = 1


@dataclass
class Child:
    """One kind of child process: what it does, and how often it died lately."""

    name: str
    work: Callable[[], None]
    pid: int = 0
    started: float = 0.0
    deaths: int = 0
    start_at: float = 0.0

    def start(self) -> None:
        """Fork it, in a process group of its own, so that Ctrl-C reaches the parent alone."""
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        self.started = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            _be_child(parent, self.work)
        # In both processes, so that the group is there whichever runs first.
        with suppress(OSError):
            os.setpgid(self.pid, self.pid)

    def has_died(self) -> None:
        """Remember the death; the next start waits longer each time."""
        self.end(signal.SIGKILL)
        now = time.monotonic()
        self.deaths = 1 if now - self.started > WELL_AFTER else self.deaths + 1
        self.start_at = now + min(LONGEST_PAUSE, 0.1 * 2 ** min(self.deaths, 10))
        self.pid = 0

    def end(self, number: signal.Signals) -> None:
        """Send a signal to the child and to whatever it started."""
        if self.pid:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, number)


def _be_child(parent: int, work: Callable[[], None]) -> None:
    """In the fork: never returns into the parent's code, and dies with the parent."""
    code = 1
    try:
        os.setpgid(0, 0)
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
        for number in OURS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, OURS)
        if os.getppid() == parent:
            work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException as fault:
        sys.stderr.write(f"A process ended with {place_of(fault)}.\n")
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def supervise(children: list[Child], tell: Callable[[str], None]) -> bool:
    """Keep the children running until SIGTERM, SIGINT or SIGHUP; then end them all within ten seconds.

    SIGUSR1 ends them too, and True is returned: start again.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, OURS)
    try:
        while True:
            _start_due(children)
            arrived = signal.sigtimedwait(OURS, 0.2 if any(not each.pid for each in children) else 5)
            if arrived and arrived.si_signo != signal.SIGCHLD:
                return arrived.si_signo == START_AGAIN
            for child in _reap(children):
                tell(f"The {child.name} ended by itself and is started again.")
                child.has_died()
    finally:
        stop(children)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_due(children: list[Child]) -> None:
    for child in children:
        if not child.pid and time.monotonic() >= child.start_at:
            child.start()


def _reap(children: list[Child]) -> list[Child]:
    """The children that have ended since the last look."""
    ended = []
    with suppress(ChildProcessError):
        while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            ended += [child for child in children if child.pid == pid]
    return ended


def stop(children: list[Child], seconds: float = STOP_SECONDS) -> None:
    """Ask every child to end, wait `seconds` for them, and kill what is left, groups and all."""
    running = [child for child in children if child.pid]
    for child in running:
        # Its own process alone: it lets its workers finish what they are at.
        with suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGTERM)
    deadline = time.monotonic() + seconds
    while running and time.monotonic() < deadline:
        for child in _reap(running):
            child.end(signal.SIGKILL)
            running.remove(child)
        time.sleep(0.02)
    for child in running:
        child.end(signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(child.pid, 0)
