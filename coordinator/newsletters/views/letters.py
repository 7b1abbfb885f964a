"""The letterbox as anybody sees it: writing a letter, and coming back to it with its words."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, current_app, render_template, request

from coordinator import clock, once, pages, sure
from coordinator.access import Permission
from coordinator.door import guard, see
from coordinator.errors import Invalid, TooMany
from coordinator.language import _, in_language
from coordinator.newsletters.letters import actions, queries, showing
from coordinator.newsletters.letters.forms import WISH_NAMES, LetterForm, LineForm, ReceiptForm
from coordinator.newsletters.letters.models import Letter, Letterbox, LetterWish
from coordinator.newsletters.queries import newsletter_of

bp = Blueprint("letters", __name__)
pages.tell("letter_gone", _("Your letter is deleted, with everything that came with it."))


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _last_day(box: Letterbox) -> date:
    return clock.today() + timedelta(days=box.keeps_days)


def _box_page(box: Letterbox, form: LetterForm) -> str:
    name = newsletter_of(box.space_id).name
    return render_template("newsletters/letterbox.html", form=form, box=box, name=name, last_day=_last_day(box))


@bp.get("/s/<space>/letterbox")
@guard(Permission.OPEN, queries.open_letterbox)
def box(found: Letterbox) -> Any:
    """The box, in the language of its space."""
    with in_language(found.space.language):
        return _box_page(found, LetterForm(formdata=None))


@bp.post("/s/<space>/letterbox")
@guard(Permission.OPEN, queries.open_letterbox)
def send(found: Letterbox) -> Any:
    """Put the letter in, and show its words this once."""
    with in_language(found.space.language):
        form, status = LetterForm(), 400
        if form.validate():
            try:
                receipt = actions.send_letter(found, _draft(form), _secret())
            except (Invalid, TooMany) as problem:
                form.refuse(problem)
                status = problem.status
            else:
                return render_template("newsletters/letter_sent.html", words=receipt.split(), last_day=_last_day(found))
        return _box_page(found, form), status


def _draft(form: LetterForm) -> actions.Draft:
    picture = form.picture.data.read() if form.picture.data else None
    return actions.Draft(form.text.data, LetterWish(form.wish.data), picture or None, form.code_word.data or "")


@bp.get("/letter")
@guard(Permission.OPEN)
def come_back() -> Any:
    """The form for the words."""
    return render_template("newsletters/letter_words.html", form=ReceiptForm(formdata=None))


@bp.post("/letter")
@guard(Permission.OPEN)
def with_words() -> Any:
    """Whatever the sender wants: read the letter and its answer, add a line, or delete it."""
    act = request.form.get("act", "read")
    if act == "read":
        # To read it again is no second doing.
        once.forget()
    form = ReceiptForm()
    if not form.validate():
        return render_template("newsletters/letter_words.html", form=form), 400
    try:
        letter = actions.letter_with(form.receipt.data, _secret())
    except (Invalid, TooMany) as problem:
        form.refuse(problem)
        return render_template("newsletters/letter_words.html", form=form), problem.status
    with in_language(letter.space.language):
        return {"line": _add, "delete": _delete, "yes": _say, "no": _say}.get(act, _letter_page)(letter)


def _letter_page(letter: Letter, form: LineForm | None = None) -> Any:
    form = form or LineForm(formdata=None, receipt=request.form["receipt"])
    wish = WISH_NAMES[LetterWish(letter.wish)]
    parts = queries.parts_of(letter)
    pieces = queries.shown_pieces(letter)
    return render_template(
        "newsletters/letter_mine.html", letter=letter, parts=parts, wish=wish, form=form, pieces=pieces
    )


def _add(letter: Letter) -> Any:
    form = LineForm()
    if form.validate():
        try:
            actions.add_line(letter, form.line.data)
        except Invalid as problem:
            form.refuse(problem)
        else:
            return _letter_page(letter)
    return _letter_page(letter, form), 400


def _say(letter: Letter) -> Any:
    """Yes or no to a piece that the editors made of the letter."""
    showing.say(letter, request.form.get("piece", ""), request.form["act"] == "yes")
    return _letter_page(letter)


def _delete(letter: Letter) -> Any:
    if page := sure.for_good("/letter"):
        return page
    actions.forget_letter(letter)
    return see("/letter", done="letter_gone")
