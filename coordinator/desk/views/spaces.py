"""A space's own page, and its week as text to pass on."""

from typing import Any

from babel import Locale
from flask import Blueprint, g, render_template

from coordinator.access import Permission, Standing
from coordinator.charts import Chart, stacked
from coordinator.desk.queries.glance import Glance, glance_at
from coordinator.desk.queries.passing_on import texts_for
from coordinator.desk.queries.silence import heard_from
from coordinator.door import guard, reader
from coordinator.forms import Confirm
from coordinator.language import _, spoken
from coordinator.newsletters.letters.queries import letterbox_of
from coordinator.reports.words import week_words
from coordinator.spaces.models import Space
from coordinator.spaces.queries import space_for

bp = Blueprint("glance", __name__)


@bp.get("/s/<space>/")
@guard(Permission.READ, space_for)
def show(space: Space) -> Any:
    """For its members, the space at a glance; for others, only what it chose to show."""
    here = reader().standing_in(space.id)
    if here is None:
        return render_template("spaces/outward.html", space=space, takes_letters=letterbox_of(space.id).is_open)
    g.here = here
    glance = glance_at(reader(), here)
    return render_template(
        "desk/space.html",
        here=here,
        space=space,
        glance=glance,
        chart=_chart(glance),
        heard=heard_from(reader()),
        confirm=Confirm,
    )


def _chart(glance: Glance) -> Chart:
    """Notes and reports by week."""
    labels = [(week[-2:].lstrip("0"), week_words(week)) for week in glance.chart_weeks]
    series = [(str(_("Notes")), glance.notes_by_week), (str(_("Reports")), glance.reports_by_week)]
    return stacked(labels, series, is_rtl=Locale.parse(spoken()).text_direction == "rtl")


@bp.get("/s/<space>/pass-on")
@guard(Permission.PASS_ON)
def pass_on(here: Standing) -> Any:
    """Lines to select and paste where the group talks."""
    return render_template("desk/pass_on.html", here=here, texts=texts_for(here))
