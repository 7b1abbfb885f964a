"""Runs inside the sandbox in the runner's place while a plugin is checked: notes what it takes and reaches for."""

import json
import os
import resource
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from coordinator.plugin_host import runner
from coordinator.plugin_host.shut_in import keep_standard_output, shut_in, write_all

MARK = "\x1ewatched "
_MOST_NOTES = 20
_CONNECTIONS = ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto")
_KNOWN = ("/in-the-sandbox", "/usr", "/lib", "/dev", sys.base_prefix)
_noted: dict[str, None] = {}


def main() -> None:
    """As the runner's, with a last line on the error output: the most memory held, and what was reached for."""
    leave = os._exit

    def tell_and_leave(status: int) -> NoReturn:
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        told = json.dumps({"memory_bytes": held, "reached_for": list(_noted)[:_MOST_NOTES]})
        write_all(2, f"\n{MARK}{told}\n".encode())
        leave(status)

    os._exit = tell_and_leave
    sys.addaudithook(_note)
    runner.main()


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _CONNECTIONS or (event == "socket.__new__" and arguments[1] != socket.AF_UNIX):
        _noted[f"a connection ({event})"] = None
    elif event == "open" and isinstance(arguments[0], str) and arguments[0].startswith("/"):
        place = os.path.normpath(arguments[0])
        if not place.startswith(_KNOWN):
            _noted[f"the file {place[:120]}"] = None


def try_walls() -> None:
    """Try to get out as a plugin would, and answer with the list of what succeeded."""
    bounds = json.loads(sys.argv[2])
    answers = keep_standard_output()
    shut_in(bounds)
    attempts: dict[str, Callable[[], object]] = {
        "read the machine's accounts": lambda: Path("/etc/passwd").read_text("utf-8"),
        "look into the folders of its users": lambda: [*Path("/root").iterdir(), *Path("/home").iterdir()],
        "write beside its own files": lambda: next(Path(bounds["folders"]).iterdir()).joinpath("written").touch(),
        "open a connection": lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
        "see the other processes": lambda: _more_than_two(Path("/proc")),
        "see the server's settings": lambda: next(key for key in os.environ if key.startswith("COORDINATOR")),
    }
    got_out = [name for name, attempt in attempts.items() if _succeeds(attempt)]
    write_all(answers, json.dumps({"tried": list(attempts), "succeeded": got_out}).encode())
    os._exit(0)


def _more_than_two(processes: Path) -> None:
    if len(list(processes.glob("[0-9]*"))) <= 2:
        raise FileNotFoundError(processes)


def _succeeds(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, StopIteration):
        return False
    return True
