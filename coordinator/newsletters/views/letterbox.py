"""The letterbox as the editors of the newsletter see it."""

from typing import Any

from flask import Blueprint, render_template

from coordinator import pages
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.language import _
from coordinator.newsletters.letters import actions, queries
from coordinator.newsletters.letters.forms import LetterboxForm

bp = Blueprint("letterbox", __name__)
pages.tell("letterbox_saved", _("Saved."))


@bp.get("/s/<space>/newsletter/letterbox")
@guard(Permission.EDIT_NEWSLETTER)
def index(here: Standing) -> Any:
    """The letterbox with its terms."""
    return _page(here, LetterboxForm(formdata=None, obj=queries.letterbox_of(here.space_id)))


def _page(here: Standing, form: LetterboxForm) -> str:
    return render_template("newsletters/letters.html", form=form, box=queries.letterbox_of(here.space_id))


@bp.post("/s/<space>/newsletter/letterbox")
@guard(Permission.EDIT_NEWSLETTER)
def save(here: Standing) -> Any:
    """Open it or close it, and set its terms."""
    form = LetterboxForm()
    if not form.validate():
        return _page(here, form), 400
    terms = actions.Terms(form.is_open.data, form.code_word.data or "", form.keeps_days.data)
    actions.set_letterbox(reader(), here.space_id, terms)
    return see(f"/s/{here.space_slug}/newsletter/letterbox", done="letterbox_saved")
