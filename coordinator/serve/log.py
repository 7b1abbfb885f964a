"""What may be written about serving: never an address, a path, a name or a text that somebody sent."""

import logging
import sys
import threading
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


class QuietFormatter(logging.Formatter):
    """Lines of our own loggers as they are; of all others, and of every fault, only where it happened."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; never a traceback, a statement or what somebody sent."""
        fault = record.exc_info[1] if record.exc_info else None
        if fault is not None:
            text = f"{place_of(fault)} was not expected."
        elif record.name.startswith("coordinator.") or record.name == "gunicorn.error":
            text = record.getMessage()
        else:
            text = f"{record.name} says something in {record.funcName}."
        return f"{self.formatTime(record)} {record.levelname.lower()}: {text}"


def be_quiet(level: str) -> None:
    """Have everything that is logged in this process go to stderr in that form, from `level` on."""
    handler = logging.StreamHandler()
    handler.setFormatter(QuietFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("coordinator").setLevel(level.upper())
    sys.excepthook = lambda _kind, fault, _frames: _write_fault(fault)
    threading.excepthook = lambda died: _write_fault(died.exc_value)


def _write_fault(fault: BaseException | None) -> None:
    if fault is not None:
        logging.getLogger("coordinator.serve").error("%s was not expected.", place_of(fault))
