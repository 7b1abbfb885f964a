"""The web server: gunicorn with settings that fit a small machine and tell nobody anything."""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from socket import socket
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from coordinator import catalogues, db
from coordinator.config import Settings, is_loopback
from coordinator.serve.log import QuietLogger

# With this the last answer is out, and the processes are gone, within the ten seconds that the parent allows.
DRAIN_SECONDS = 7
# What a browser or a proxy says of its user. Nothing inside ever gets to see it.
FORGOTTEN = (
    "REMOTE_ADDR",
    "REMOTE_PORT",
    "REMOTE_HOST",
    "HTTP_USER_AGENT",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_CF_CONNECTING_IP",
)
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def forget_who(application: Application) -> Application:
    """The same application, which never learns an address or a browser."""

    def nameless(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        for name in FORGOTTEN:
            environ.pop(name, None)
        return application(environ, start_response)

    return nameless


class WebServer(BaseApplication):  # type: ignore[misc]
    """Gunicorn on a socket that is open already; `on_ready` is called once it serves."""

    def __init__(self, app: Flask, settings: Settings, listener: socket, on_ready: Callable[[], None]) -> None:
        self.app = app
        self.settings = settings
        self.listener = listener
        self.on_ready = on_ready
        super().__init__()

    def load_config(self) -> None:
        for name, value in server_options(self.settings, self.listener).items():
            self.cfg.set(name, value)
        self.cfg.set("when_ready", lambda _arbiter: self.on_ready())

    def load(self) -> Application:
        catalogues.read_all()
        return forget_who(self.app.wsgi_app)


def server_options(settings: Settings, listener: socket) -> dict[str, Any]:
    """Gunicorn's settings, by their names there."""
    return {
        "bind": f"fd://{listener.fileno()}",
        "worker_class": "gthread",
        "workers": settings.workers,
        "threads": settings.threads,
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": DRAIN_SECONDS,
        "keepalive": 5,
        "limit_request_fields": 64,
        "logger_class": QuietLogger,
        "loglevel": settings.log_level,
        "control_socket_disable": True,
        # The heartbeat file in memory: on a slow disk it would stop the worker.
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108
        "forwarded_allow_ips": "127.0.0.1,::1" if is_loopback(settings.host) else "*",
        "pre_fork": _before_fork,
        "post_fork": lambda _arbiter, worker: keep_to_core(worker.core),
        "proc_name": "coordinator",
    }


def _before_fork(arbiter: Any, worker: Any) -> None:
    db.close_all()
    worker.core = free_core([other.core for other in arbiter.WORKERS.values()])


def free_core(taken: list[int | None]) -> int | None:
    """The processor core on which the fewest of the server's processes are; None where there is no saying."""
    if not hasattr(os, "sched_getaffinity"):
        return None
    used = Counter(taken)
    return min(sorted(os.sched_getaffinity(0)), key=lambda core: used[core])


def keep_to_core(core: int | None) -> None:
    """Let this process run on one core only.

    Its threads take turns with one interpreter, so that it never fills a second core; but on two, each turn moves
    what it works on from one core's cache to the other's, which doubles the cost of a page under load.
    """
    if core is not None:
        # A system may forbid it, which costs nothing but speed.
        with suppress(OSError):
            os.sched_setaffinity(0, {core})
