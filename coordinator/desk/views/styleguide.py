"""The living style page: every piece, size and colour, as the shipped stylesheet has them."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, url_for

from coordinator.access import Permission
from coordinator.charts import stacked
from coordinator.desk.look import forms, sheet
from coordinator.desk.look.specimens import copied
from coordinator.desk.look.tokens import LOOKS, THEMES, measured, tokens
from coordinator.door import guard, see
from coordinator.forms import Confirm

bp = Blueprint("styleguide", __name__)


@bp.get("/operator/styleguide")
@guard(Permission.OPERATE)
def show() -> Any:
    """Every piece in light, dark, high contrast, from right to left, and 320 px wide."""
    return render_template(
        "desk/styleguide.html",
        form=forms.Sample(formdata=None),
        refused=forms.refused(),
        confirm=Confirm(formdata=None),
        copied=copied,
        chart=stacked([("1", "1"), ("2", "2"), ("3", "3")], [("Boston", [2, 0, 4]), ("Chicago", [1, 3, 2])]),
        looks=LOOKS,
        themes=THEMES,
        measured=measured,
        sizes=[(name, tokens()[name]) for name in sheet.names(sheet.SIZES)],
        gaps=[(name, tokens()[name]) for name in sheet.names(*sheet.GAPS)],
    )


@bp.post("/operator/styleguide")
@guard(Permission.OPERATE)
def sent() -> Any:
    """The forms of this page go nowhere."""
    return see(url_for("styleguide.show"))


@bp.get("/operator/styleguide.css")
@guard(Permission.OPERATE)
def style() -> Response:
    """The looks as classes, for this page alone."""
    response = make_response(sheet.style())
    response.headers["Content-Type"] = "text/css; charset=utf-8"
    return response
