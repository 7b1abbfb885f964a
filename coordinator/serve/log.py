"""What may be written about serving: never an address, a path, a name or a text that somebody sent."""

import logging
import sys
import traceback
from typing import Any

from gunicorn.glogging import Logger

# The server's own sentences whose only arguments are numbers of processes; everything else is cut down to its place.
HARMLESS = frozenset(
    {
        "Booting worker with pid: %s",
        "Worker exiting (pid: %s)",
        "Worker (pid:%s) exited with code %s.",
        "Worker (pid:%s) was sent %s!",
        "Worker (pid:%s) was sent SIGKILL! Perhaps out of memory?",
        "WORKER TIMEOUT (pid:%s)",
        "Shutting down: %s",
        "Handling signal: %s",
    }
)


class QuietLogger(Logger):  # type: ignore[misc]
    """The server's logger without an access log, and without the words of any request.

    Gunicorn writes the address of whoever sends a malformed request, and the path of a failing one.
    """

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nothing: who asked for what is not written down."""

    def critical(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._write(logging.CRITICAL, msg, args)

    def error(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._write(logging.ERROR, msg, args)

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._write(logging.WARNING, msg, args)

    def info(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._write(logging.INFO, msg, args)

    def debug(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._write(logging.DEBUG, msg, args)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._write(logging.ERROR, msg, args)

    def log(self, lvl: Any, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._write(lvl if isinstance(lvl, int) else logging.INFO, msg, args)

    def _write(self, level: int, msg: Any, args: tuple[Any, ...]) -> None:
        if msg in HARMLESS:
            self.error_log.log(level, msg, *args)
        elif str(msg).startswith("Invalid request"):
            self.error_log.log(logging.INFO, "A request that is not proper HTTP was refused.")
        elif (fault := sys.exc_info()[1]) is not None:
            self.error_log.log(level, "The server met %s.", place_of(fault))
        elif level >= logging.WARNING:
            self.error_log.log(level, "The server says: %s", str(msg).partition(":")[0].partition("%")[0].strip())


def place_of(fault: BaseException) -> str:
    """The kind of a fault and the line of code where it arose; never its text, which may quote a request."""
    frames = traceback.extract_tb(fault.__traceback__)
    if not frames:
        return type(fault).__name__
    return f"{type(fault).__name__} in {frames[-1].name}, line {frames[-1].lineno} of {frames[-1].filename}"
