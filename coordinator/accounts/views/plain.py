"""Pages of no feature: whether the server is well, and the source of this program."""

import io
import tarfile
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import peewee
from flask import Blueprint, Response, make_response, render_template

import coordinator
from coordinator import db
from coordinator.access import Permission
from coordinator.door import guard

bp = Blueprint("plain", __name__)
PACKAGE = Path(coordinator.__file__).parent
ROOT_FILES = ("LICENSE", "README.md", "CHANGELOG.md", "Makefile", "pyproject.toml", "requirements.txt")
SHIPPED_PLUGINS = ("print_pdf", "messenger_text", "epub", "markdown_bundle", "poster", "web_page", "email", "booklet")


def _text(body: str, status: int = 200) -> Response:
    response = make_response(body, status)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    return response


@bp.get("/healthz")
@guard(Permission.OPEN)
def health() -> Response:
    """Whether the server and its database answer."""
    try:
        db.fetch_one("SELECT 1")
    except peewee.PeeweeException:
        return _text("the database does not answer\n", 503)
    return _text("ok\n")


@bp.get("/source")
@guard(Permission.OPEN)
def source() -> Any:
    """Where the program's source can be had, as its licence asks."""
    return render_template("accounts/source.html", version=_version())


def _version() -> str:
    try:
        return metadata.version("coordinator")
    except metadata.PackageNotFoundError:
        return ""


@bp.get("/source/coordinator.tar.gz")
@guard(Permission.OPEN)
def source_file() -> Response:
    """The source that runs here, as one file."""
    response = make_response(_packed())
    response.headers["Content-Type"] = "application/gzip"
    response.headers["Content-Disposition"] = 'attachment; filename="coordinator.tar.gz"'
    return response


@cache
def _packed() -> bytes:
    """Program and shipped plugins only: a collective's own plugins, and instance/, are nobody else's business."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for path in [PACKAGE, *_beside()]:
            archive.add(path, arcname=f"coordinator/{path.relative_to(PACKAGE.parent)}", filter=_anonymous)
    return packed.getvalue()


def _beside() -> list[Path]:
    found = [PACKAGE.parent / name for name in ROOT_FILES]
    found += [PACKAGE.parent / "plugins" / name for name in SHIPPED_PLUGINS]
    return [path for path in found if path.exists()]


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Without compiled files, and without the name of the user who runs the server."""
    if "__pycache__" in entry.name:
        return None
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
