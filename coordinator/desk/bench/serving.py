"""Server processes that are measured: started on a free port of this machine, ended by their own numbers."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from coordinator.errors import Invalid

READY_WITHIN = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Served:
    """One running server: its first process and its port."""

    pid: int
    port: int

    def cpu_seconds(self) -> float:
        """Processor time of all its processes so far, user and system."""
        return sum(_cpu_seconds(pid) for pid in _family(self.pid))

    def memory_mb(self) -> float:
        """Memory of all its processes, shared parts counted once, in MB."""
        return sum(_proportional_kb(pid) for pid in _family(self.pid)) / 1000


@contextmanager
def product(instance: Path, environment: dict[str, str]) -> Iterator[Served]:
    """The product as it is deployed, over an instance."""
    port = _free_port()
    command = [sys.executable, "-m", "coordinator", "run", "--instance", str(instance), "--port", str(port)]
    with _running(command, environment, port, "/healthz") as served:
        yield served


@contextmanager
def constant(instance: Path, environment: dict[str, str]) -> Iterator[Served]:
    """The constant page, served in the same way."""
    port = _free_port()
    command = [sys.executable, "-m", "coordinator.desk.bench.constant", str(instance), str(port)]
    with _running(command, environment, port, "/") as served:
        yield served


@contextmanager
def _running(command: list[str], environment: dict[str, str], port: int, path: str) -> Iterator[Served]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_until_ready(process, port, path)
        yield Served(process.pid, port)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise Invalid("The server that was to be measured did not start: try “coordinator run” and read what it says.")


def _family(pid: int) -> list[int]:
    """A process and all that come from it."""
    found, waiting = [], [pid]
    while waiting:
        parent = waiting.pop()
        found.append(parent)
        for path in Path(f"/proc/{parent}/task").glob("*/children"):
            waiting += [int(child) for child in path.read_text().split()]
    return found


def _cpu_seconds(pid: int) -> float:
    # The name of a process may hold blanks and brackets: what counts comes after its last bracket.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _proportional_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
