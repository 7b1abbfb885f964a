"""Starts everything in order: what must be true, the database, the server and its worker; then keeps them running."""

import os
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from socket import socket

from flask import Flask

from coordinator import create_app, db, jobs
from coordinator.backups import daily
from coordinator.config import Settings
from coordinator.plugin_host.sandbox import sandbox_state
from coordinator.serve.children import Child, supervise
from coordinator.serve.first_link import first_link
from coordinator.serve.log import be_quiet
from coordinator.serve.place import only_one, open_listener, refuse_unwritable
from coordinator.serve.renewing import renew
from coordinator.serve.web import WebServer


@dataclass(frozen=True)
class Started:
    """What the person at the console is told once the server serves."""

    address: str
    link: str | None


def run(settings: Settings, tell: Callable[[str], None], ready: Callable[[Started], None]) -> bool:
    """Serve until SIGTERM or Ctrl-C, then leave no process behind. True when it shall be started again at once.

    `tell` is given a sentence now and then; `ready` is called once, from the server's own process.
    Refuses (Invalid) a folder, a port, a setting or a database that it cannot work with.
    """
    _no_core_dumps()
    be_quiet(settings.log_level)
    refuse_unwritable(settings.instance)
    if os.geteuid() == 0:
        tell("This runs as root; a user of its own is safer (deploy/README.md).")
    with only_one(settings.instance), open_listener(settings) as listener:
        app = create_app(settings)
        with app.app_context():
            _prepare_database(settings, tell)
            started = Started(settings.own_address, first_link(settings))
            db.close_all()
        _tell_of_the_sandbox(settings, tell)
        return supervise(_children(app, settings, listener, lambda: ready(started)), tell)


def run_again() -> None:
    """Become a new process of the same command, with the code that lies there now."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606


def _no_core_dumps() -> None:
    """Memory, with keys in it, is never written to the disk when a process breaks."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _prepare_database(settings: Settings, tell: Callable[[str], None]) -> None:
    names = renew(settings)
    if names:
        tell(f"The database was brought up to date: {', '.join(names)}.")


def _tell_of_the_sandbox(settings: Settings, tell: Callable[[str], None]) -> None:
    state = sandbox_state()
    if settings.plugins and not state.is_whole:
        tell(str(state.sentence))


def _children(app: Flask, settings: Settings, listener: socket, ready: Callable[[], None]) -> list[Child]:
    def serve() -> None:
        # Only the first time: a link that stood there once is not printed again.
        WebServer(app, settings, listener, ready if web.deaths == 0 else lambda: None).run()

    def work() -> None:
        listener.close()
        with app.app_context():
            daily.make_up_for(settings)
            jobs.run_worker()

    web = Child("web server", serve)
    return [web, Child("job worker", work)]
