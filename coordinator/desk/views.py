"""The pages above all floors: home first."""

from typing import Any

from flask import Blueprint, render_template

from coordinator.access import Permission
from coordinator.door import guard

bp = Blueprint("desk", __name__)
blueprints: tuple[Blueprint, ...] = (bp,)


@bp.get("/")
@guard(Permission.OPEN)
def home() -> Any:
    """What is new for me."""
    return render_template("desk/home.html")
