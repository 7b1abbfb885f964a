"""The form for the rhythm of a newsletter, which stands on the page of its masthead."""

from typing import Any

from flask import Blueprint

from coordinator import pages
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.newsletters.actions.rhythm import set_rhythm
from coordinator.newsletters.forms import RhythmForm
from coordinator.newsletters.views.front import masthead_page

bp = Blueprint("rhythm", __name__)
pages.tell("rhythm_saved", _("Saved. The next number is planned by it."))


@bp.post("/s/<space>/newsletter/rhythm")
@guard(Permission.EDIT_NEWSLETTER)
def save(here: Standing) -> Any:
    """Save it, and plan the next number by it."""
    form = RhythmForm()
    if form.validate():
        try:
            set_rhythm(reader(), here.space_id, form.rhythm_weeks.data, form.weekday.data, form.deadline_days.data)
        except Invalid as problem:
            form.refuse(problem)
        else:
            return see(f"/s/{here.space_slug}/newsletter/", done="rhythm_saved")
    return masthead_page(here, rhythm=form), 400
