"""Home: what is new for me; signed out, the way in."""

from typing import Any

from flask import Blueprint, current_app, render_template, request

from coordinator.access import Permission
from coordinator.desk.queries.home import home_of
from coordinator.desk.queries.narrowing import PERIODS, narrowed
from coordinator.desk.queries.silence import heard_from
from coordinator.door import guard, reader
from coordinator.reports.words import month_words, week_words

bp = Blueprint("desk", __name__)
# As filters, which the pieces of templates have too.
bp.add_app_template_filter(month_words, "month")
bp.add_app_template_filter(week_words, "week")


@bp.get("/")
@guard(Permission.OPEN)
def home() -> Any:
    """What is new across spaces, what waits, and the first button."""
    who = reader()
    if not who.is_signed_in:
        return render_template("desk/welcome.html", form=current_app.extensions["sign_in_form"]())
    if not who.memberships:
        return render_template("desk/without_space.html", home=home_of(who, narrowed(who, {})))
    wanted = narrowed(who, request.args)
    return render_template(
        "desk/home.html", home=home_of(who, wanted), wanted=wanted, periods=PERIODS, heard=heard_from(who)
    )
