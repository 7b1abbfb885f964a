"""Real servers on this machine's loopback: each started as an operator starts it, and surely ended."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 40.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_of(session: int) -> list[int]:
    """The living processes of a session, as the kernel lists them."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


class Running:
    """A started server: its process, its port, and what it says."""

    def __init__(self, instance: Path, port: int, *more: str) -> None:
        self.port = port
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "coordinator", "run", "--instance", str(instance), "--port", str(port), *more],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self.out: list[str] = []
        self.err: list[str] = []
        self.readers = [self._read(self.process.stdout, self.out), self._read(self.process.stderr, self.err)]

    def _read(self, stream: object, lines: list[str]) -> threading.Thread:
        reader = threading.Thread(target=lambda: lines.extend(iter(stream.readline, "")))  # type: ignore[attr-defined]
        reader.start()
        return reader

    def wait_ready(self) -> float:
        """Wait until the server says that it serves; the seconds that it took."""
        while not any(f":{self.port}" in line for line in self.out):
            assert self.process.poll() is None, "".join(self.err)
            assert time.monotonic() - self.started < PATIENCE, "".join(self.err)
            time.sleep(0.01)
        return time.monotonic() - self.started

    def send(self, content: bytes) -> bytes:
        """Send bytes as they are, and return what comes back until the connection closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(content)
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
        return answer

    def get(self, path: str = "/healthz", *headers: str) -> bytes:
        """A page, as bytes with its head."""
        head = "\r\n".join([f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Connection: close", *headers])
        return self.send(f"{head}\r\n\r\n".encode())

    def answers(self) -> bool:
        """Whether it says that it is well; a broken connection is no answer."""
        try:
            return self.get().startswith(b"HTTP/1.1 200")
        except OSError:
            return False

    def children(self) -> dict[int, list[int]]:
        """The parent's children, each with its own."""
        by_parent: dict[int, list[int]] = {}
        for pid in processes_of(self.process.pid):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            by_parent.setdefault(int(fields[1]), []).append(pid)
        return {pid: by_parent.get(pid, []) for pid in by_parent.get(self.process.pid, [])}

    def end(self, number: signal.Signals = signal.SIGTERM) -> float:
        """End it as a person or the system does; the seconds until no process was left."""
        began = time.monotonic()
        self.process.send_signal(number)
        while processes_of(self.process.pid):
            assert time.monotonic() - began < PATIENCE
            time.sleep(0.02)
        return time.monotonic() - began

    def clear(self) -> None:
        """Leave nothing behind, whatever the test found."""
        for pid in processes_of(self.process.pid):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(10)
        for reader in self.readers:
            reader.join(10)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream
            stream.close()


@contextmanager
def running(instance: Path, *more: str, port: int | None = None) -> Iterator[Running]:
    """A server over an instance, for as long as the `with` block lasts."""
    server = Running(instance, port or free_port(), *more)
    try:
        yield server
    finally:
        server.clear()
