"""Opening a thread in a space."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import door, looking, pages
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader
from coordinator.errors import Invalid, NotAllowed
from coordinator.language import _
from coordinator.reports.queries import Passage
from coordinator.spaces.audience import describe
from coordinator.threads import actions, queries, quoting
from coordinator.threads.circles import Circle
from coordinator.threads.forms import OpenThread, line_of, offer_lines
from coordinator.threads.quoting import Quote
from coordinator.threads.views.looks import look_of

bp = Blueprint("opening", __name__)
pages.tell("thread_opened", _("Your thread is open."))


@bp.get("/s/<space>/threads/new")
@guard(Permission.WRITE_POST)
def new(here: Standing) -> Any:
    """The form, with a passage of a report above it where one was chosen."""
    form = _form(here)
    form.passage.data = ":".join(request.args.get(name, "") for name in ("report", "section", "from", "to")).strip(":")
    form.line.data = str(queries.line_with(reader(), request.args.get("line", "")) or "")
    return _page(here, form)


@bp.post("/s/<space>/threads/new")
@guard(Permission.WRITE_POST)
def create(here: Standing) -> Any:
    """Open it, or show how it will look."""
    form = _form(here)
    if not form.validate():
        return _page(here, form), 400
    try:
        choice = form.choice(here.space_id)
        circle = Circle(here.space_id, choice.audience, frozenset(choice.space_ids))
        quote = _quote(form, circle)
        if looking.is_asked():
            home = None if circle.is_only(here.space_id) else here.space_id
            form.look = look_of(form.text.data, home, quote)
            return _page(here, form, readers=describe(choice, here.space_name))
        thread = actions.open_thread(
            reader(),
            here.space_id,
            form.title.data,
            form.text.data,
            choice.audience,
            choice.space_ids,
            line_of(form.line),
            quotes=quote,
            is_unnamed=form.is_unnamed.data,
        )
    except (Invalid, NotAllowed) as problem:
        form.refuse(problem if isinstance(problem, Invalid) else Invalid(problem.sentence))
        return _page(here, form), 400
    return door.see(f"/threads/{thread.public_id}", done="thread_opened", text=form.text.data)


def _form(here: Standing) -> OpenThread:
    form = OpenThread()
    form.offer(here.space_id, with_public=here.may(Permission.MODERATE))
    form.offer_names([here])
    offer_lines(form.line, queries.lines_to_choose(reader()))
    return form


def _passage(form: OpenThread) -> Passage | None:
    return quoting.chosen_passage(reader(), form.passage.data) if form.passage.data else None


def _quote(form: OpenThread, circle: Circle) -> Quote | None:
    if not form.passage.data:
        return None
    passage = _passage(form)
    if passage is None:
        form.passage.data = ""
        raise Invalid(_("The words that you quoted are not there any more. Send once more to go on without them."))
    return quoting.of_report(passage, circle)


def _page(here: Standing, form: OpenThread, readers: str = "") -> str:
    return render_template("threads/new.html", here=here, form=form, readers=readers, passage=_passage(form))
