"""Home: what is new for me; signed out, the way in."""

from typing import Any

from flask import Blueprint, current_app, render_template, request

from coordinator import pages
from coordinator.access import Permission, Reader
from coordinator.avatars import avatar
from coordinator.desk.actions import put_guide_away
from coordinator.desk.queries.guide import Guide, guide_for, operators_guide
from coordinator.desk.queries.home import home_of
from coordinator.desk.queries.narrowing import PERIODS, narrowed
from coordinator.desk.queries.silence import heard_from
from coordinator.door import guard, reader, see
from coordinator.instance import waiting_recovery_key
from coordinator.language import _
from coordinator.reports.words import month_words, week_words

bp = Blueprint("desk", __name__)
pages.tell("guide_away", _("Put away. The help at the foot of each page stays."))
# As filters, which the pieces of templates have too.
bp.add_app_template_global(avatar, "avatar")
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
        home = home_of(who, narrowed(who, {}))
        return render_template("desk/without_space.html", home=home, guides=_guides(who))
    wanted = narrowed(who, request.args)
    return render_template(
        "desk/home.html",
        home=home_of(who, wanted),
        wanted=wanted,
        periods=PERIODS,
        heard=heard_from(who),
        guides=_guides(who),
    )


@bp.post("/guide/put-away")
@guard(Permission.SIGNED_IN)
def put_away() -> Any:
    """The first steps of a role (the form's field `role`) are not to be shown again."""
    put_guide_away(reader(), request.form.get("role", ""))
    return see("/", done="guide_away")


def _guides(who: Reader) -> list[Guide]:
    """The first steps that are left to do, by role; those of a role that is done go for good."""
    held = [guide_for(who)]
    if who.is_operator:
        is_on_paper = waiting_recovery_key(current_app.config["SETTINGS"]) is None
        held.append(operators_guide(who, is_on_paper))
    found = [guide for guide in held if guide is not None]
    for guide in found:
        if guide.is_done:
            put_guide_away(who, guide.role)
    return [guide for guide in found if not guide.is_done]
