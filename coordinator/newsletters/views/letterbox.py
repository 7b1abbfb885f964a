"""The letterbox as the editors of the newsletter see it: its terms, the letters, and what is done with each."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template, request

from coordinator import pages, sure
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid
from coordinator.forms import Confirm
from coordinator.language import _, in_language
from coordinator.newsletters.letters import actions, answering, queries
from coordinator.newsletters.letters.forms import WISH_NAMES, AnswerForm, LetterboxForm, PieceForm
from coordinator.newsletters.letters.models import Letter, LetterWish
from coordinator.newsletters.letters.printed import letterbox_address
from coordinator.notices import actions as notices
from coordinator.spaces.qr import drawing_of
from coordinator.spaces.redaction import take_out

bp = Blueprint("letterbox", __name__)
pages.tell("letterbox_saved", _("Saved."))
pages.tell("letter_answered", _("The answer is there. Whoever wrote the letter reads it with their words."))
pages.tell("letter_deleted", _("The letter is deleted, with everything that came with it."))
pages.tell("letter_moved", _("Moved."))
pages.tell("letterbox_in_reach", _("It stands under “How to reach us” on every number from now on."))


@bp.get("/s/<space>/newsletter/letterbox")
@guard(Permission.EDIT_NEWSLETTER)
def index(here: Standing) -> Any:
    """The letters, newest first, and the terms of the box."""
    box = queries.letterbox_of(here.space_id)
    return _page(here, LetterboxForm(formdata=None, obj=box))


def _page(here: Standing, form: LetterboxForm) -> str:
    who, address = reader(), letterbox_address(here.space_slug)
    found, new = queries.letters(who, here.space_id), queries.new_among(who, here.space_id)
    if new and request.method == "GET":
        for kind, number in queries.newest_in(here.space_id).items():
            notices.mark_read(who.account_id, kind, here.space_id, number)
    return render_template(
        "newsletters/letters.html",
        form=form,
        box=queries.letterbox_of(here.space_id),
        letters=found,
        spam=queries.spam(who, here.space_id),
        is_answer_last=queries.is_answer_last(found),
        new=new,
        address=address.partition("://")[2],
        drawing=drawing_of(address),
        button=Confirm(formdata=None),
    )


@bp.post("/s/<space>/newsletter/letterbox")
@guard(Permission.EDIT_NEWSLETTER)
def save(here: Standing) -> Any:
    """Open it or close it, and set its terms."""
    form = LetterboxForm()
    if not form.validate():
        return _page(here, form), 400
    terms = actions.Terms(
        form.is_open.data, form.code_word.data or "", form.keeps_days.data, is_printed=form.is_printed.data
    )
    actions.set_letterbox(reader(), here.space_id, terms)
    return see(f"/s/{here.space_slug}/newsletter/letterbox", done="letterbox_saved")


@bp.post("/s/<space>/newsletter/letterbox/reach")
@guard(Permission.EDIT_NEWSLETTER)
def reach(here: Standing) -> Any:
    """Put the address under "How to reach us", in the language of the space."""
    address = letterbox_address(here.space_slug).partition("://")[2]
    with in_language(here.language):
        line = str(_("Write to us, without an account and without a name: %(address)s", address=address))
    answering.print_address(reader(), here.space_id, address, line)
    return see(f"/s/{here.space_slug}/newsletter/masthead", done="letterbox_in_reach")


@bp.get("/letters/<letter_id>")
@guard(Permission.EDIT_NEWSLETTER, queries.letter_for)
def show(letter: Letter) -> Any:
    """One letter, with what can be done with it."""
    return _letter_page(letter)


def _letter_page(letter: Letter, answer: AnswerForm | None = None, piece: PieceForm | None = None) -> str:
    parts = queries.parts_of(letter)
    standing_answer = next((part.text for part in parts if part.is_answer), "")
    return render_template(
        "newsletters/letter.html",
        letter=letter,
        parts=parts,
        wish=WISH_NAMES[LetterWish(letter.wish)],
        is_for_print=letter.wish != LetterWish.NOT_FOR_PRINT,
        earlier=queries.earlier_answers(letter),
        pieces=queries.pieces_of(letter),
        form=answer or AnswerForm(formdata=None, text=standing_answer),
        piece=piece or PieceForm(formdata=None, title=letter.heading),
        button=Confirm(formdata=None),
    )


@bp.post("/letters/<letter_id>/answer")
@guard(Permission.EDIT_NEWSLETTER, queries.letter_for)
def answer(letter: Letter) -> Any:
    """Answer it, or put another answer in the place of the one that stands there."""
    form = AnswerForm()
    if not form.is_to_save(partial(take_out, letter.space_id)):
        return _letter_page(letter, answer=form), form.status
    try:
        answering.answer(reader(), letter, form.text.data)
    except Invalid as problem:
        form.refuse(problem)
        return _letter_page(letter, answer=form), 400
    return see(f"/letters/{letter.public_id}", done="letter_answered", text=form.text.data)


@bp.post("/letters/<letter_id>/article")
@guard(Permission.EDIT_NEWSLETTER, queries.letter_for)
def article(letter: Letter) -> Any:
    """Make a piece of it, and go there."""
    form = PieceForm()
    if not form.validate():
        return _letter_page(letter, piece=form), 400
    try:
        made = answering.make_article(reader(), letter, form.title.data)
    except Invalid as problem:
        form.refuse(problem)
        return _letter_page(letter, piece=form), 400
    return see(f"/articles/{made.public_id}")


@bp.post("/letters/<letter_id>/spam")
@guard(Permission.EDIT_NEWSLETTER, queries.letter_for)
def spam(letter: Letter) -> Any:
    """Lay it among the spam, or take it from there."""
    answering.set_spam(reader(), letter, not letter.is_spam)
    return see(f"/s/{letter.space.slug}/newsletter/letterbox", done="letter_moved")


@bp.post("/letters/<letter_id>/delete")
@guard(Permission.EDIT_NEWSLETTER, queries.letter_for)
def delete(letter: Letter) -> Any:
    """Delete it for good."""
    if page := sure.for_good(f"/letters/{letter.public_id}"):
        return page
    answering.delete_letter(reader(), letter)
    return see(f"/s/{letter.space.slug}/newsletter/letterbox", done="letter_deleted")
