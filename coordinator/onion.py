"""Public pages name the server's address in the Tor network, where the operator gave one."""

from flask import Flask, Response, current_app, request

from coordinator import door

OK = 200


def set_up(app: Flask) -> None:
    """Have every page that anybody may read say where it stands in the Tor network."""
    app.after_request(_point)


def _point(response: Response) -> Response:
    address = current_app.config["SETTINGS"].onion_address
    # What a signed-out reader gets is public by that; the answers for what is hidden stay alike to the byte.
    if address and response.status_code == OK and response.mimetype == "text/html" and not door.reader().is_signed_in:
        response.headers["Onion-Location"] = address.rstrip("/") + request.full_path.rstrip("?")
    return response
