"""What browsers and machines ask every server for: its mark, its name, what they may collect, whom to tell."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, make_response, redirect

from coordinator import clock
from coordinator.access import Permission
from coordinator.door import guard
from coordinator.errors import NotFound
from coordinator.server import shown_everywhere

bp = Blueprint("machines", __name__)
HOUR, DAY = 3600, 86400
# Shorter than a year, as RFC 9116 asks, and counted anew with every day.
GOOD_FOR = timedelta(days=180)
# What may stand open to anybody. Where it does not, the answer is a 404 like that of what does not exist.
PERHAPS_PUBLIC = ("/reports/", "/threads/", "/s/")


@bp.get("/favicon.ico")
@guard(Permission.OPEN)
def favicon() -> Any:
    """Browsers ask for it by this name where a page names none."""
    response = redirect(_static("icon-192.png"), code=302)
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response


@bp.get("/manifest.webmanifest")
@guard(Permission.OPEN)
def manifest() -> Response:
    """The server as something that a phone can keep on its first page, under the server's own neutral name."""
    name, _is_demo = shown_everywhere()
    icons = [
        {"src": _static(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"}
        for size in (192, 512)
    ]
    response = jsonify(
        name=name,
        short_name=name,
        id="/",
        start_url="/",
        scope="/",
        display="minimal-ui",
        background_color="#fbf7ee",
        theme_color="#fbf7ee",
        icons=icons,
    )
    response.headers["Content-Type"] = "application/manifest+json"
    response.headers["Cache-Control"] = f"public, max-age={HOUR}"
    return response


@bp.get("/robots.txt")
@guard(Permission.OPEN)
def robots() -> Response:
    """Machines that collect pages are asked to stay away from all but what may be public."""
    allowed = "".join(f"Allow: {path}\n" for path in PERHAPS_PUBLIC)
    return _plain(f"User-agent: *\n{allowed}Disallow: /\n")


@bp.get("/.well-known/security.txt")
@guard(Permission.OPEN)
def security() -> Response:
    """Whom to tell of a hole, as RFC 9116 says; nothing where the operator named nobody."""
    settings = current_app.config["SETTINGS"]
    if not settings.security_contact:
        raise NotFound()
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return _plain(
        f"Contact: {settings.security_contact}\n"
        f"Expires: {(midnight + GOOD_FOR).isoformat()}Z\n"
        "Preferred-Languages: en, es\n"
        f"Canonical: {settings.own_address}/.well-known/security.txt\n"
        f"Policy: {settings.own_address}/source\n"
    )


def _static(name: str) -> str:
    """The address of a file of ours, as templates make it."""
    made: Callable[[str], str] = current_app.jinja_env.globals["static"]  # type: ignore[assignment]
    return made(name)


def _plain(text: str) -> Response:
    response = make_response(text)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    return response
