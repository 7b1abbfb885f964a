"""The yardstick: a constant page of 20 kB from bare Flask, served exactly as the product is."""

import socket
import sys
from pathlib import Path

from flask import Flask

from coordinator.config import load_settings
from coordinator.serve.log import be_quiet
from coordinator.serve.web import WebServer

PAGE = ("<!doctype html><title>Constant</title>" + "<p>Twenty kilobytes of the same words.</p>\n" * 500)[:20_000]


def constant_app() -> Flask:
    """An application with one page and nothing else."""
    app = Flask("constant", static_folder=None)
    app.add_url_rule("/", "page", lambda: PAGE)
    return app


def serve(instance: Path, port: int) -> None:
    """Serve the page on a port of this machine with the settings of an instance, until SIGTERM."""
    settings = load_settings(instance, {"port": port})
    be_quiet(settings.log_level)
    # Gunicorn closes the socket itself.
    listener = socket.create_server(("127.0.0.1", port))
    WebServer(constant_app(), settings, listener, lambda: None).run()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
