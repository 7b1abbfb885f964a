"""A server on which local collectives sum up their work, debate across cities and publish."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from coordinator.config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The application, its database open and every floor registered.

    Refuses (coordinator.errors.Invalid) wrong settings and a route that names no right.
    """
    # Imported here, and only here, so that plugins can import their contract without the application.
    from coordinator.app import build  # noqa: PLC0415
    from coordinator.config import load_settings  # noqa: PLC0415

    return build(settings or load_settings())
