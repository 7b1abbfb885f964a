"""Files, for whoever may read something that shows them."""

from flask import Blueprint, Response

from coordinator import files
from coordinator.access import Permission
from coordinator.door import guard
from coordinator.files import StoredFile
from coordinator.reports import queries

bp = Blueprint("files", __name__)


@bp.get("/files/<file_id>")
@guard(Permission.READ, queries.file_for)
def show(file: StoredFile) -> Response:
    """A picture as a picture; anything else as a download only."""
    response = Response(files.content_of(file), content_type=file.media_type)
    kind = "inline" if file.is_picture else "attachment"
    response.headers["Content-Disposition"] = f'{kind}; filename="{_plain(file.name)}"'
    response.headers["Cache-Control"] = "no-store"
    # Whoever may look at a picture finds it where it stands.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in name) or "file"
