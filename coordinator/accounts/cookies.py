"""The two cookies: one random value for the session, and one for a phone that its owner called their own."""

from flask import current_app, request
from werkzeug.wrappers import Response

from coordinator import door
from coordinator.accounts.actions import Entry
from coordinator.accounts.models import LONGEST, SessionKind

DEVICE_LASTS = 400 * 24 * 3600


def device_secret() -> str:
    """The value of the device cookie of this request, or ''."""
    return request.cookies.get(_device_name(), "")


def keep(response: Response, entry: Entry) -> Response:
    """Have the browser keep what belongs to a session that was just opened.

    On a shared device the session's cookie goes when the browser is closed.
    """
    lasts = int(LONGEST[entry.kind].total_seconds()) if entry.kind is SessionKind.OWN else None
    _set(response, door.cookie_name(), entry.session, lasts)
    if entry.device:
        _set(response, _device_name(), entry.device, DEVICE_LASTS)
    return response


def drop(response: Response) -> Response:
    """Have the browser forget the session and all that it kept of the pages; a phone of one's own stays known."""
    _set(response, door.cookie_name(), "", 0)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _device_name() -> str:
    return f"{door.cookie_name().removesuffix('s')}d"


def _set(response: Response, name: str, value: str, lasts: int | None) -> None:
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(name, value, max_age=lasts, path="/", secure=secure, httponly=True, samesite="Lax")
