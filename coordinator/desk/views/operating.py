"""The operator's overview of the server: names, numbers and faults, never content."""

from typing import Any

from flask import Blueprint, current_app, render_template

from coordinator.access import Permission
from coordinator.backups.checks import findings
from coordinator.desk.queries.operating import overview
from coordinator.door import guard

bp = Blueprint("operating", __name__)


@bp.get("/operator")
@guard(Permission.OPERATE)
def index() -> Any:
    """Spaces by name, work that failed, and what was checked."""
    return render_template("desk/operator.html", overview=overview())


@bp.get("/operator/check")
@guard(Permission.OPERATE)
def check() -> Any:
    """Look at the instance from all sides now."""
    return render_template("desk/check.html", findings=findings(current_app.config["SETTINGS"].instance))
