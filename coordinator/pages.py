"""Pages of no feature: refusals, and typed text given back to be sent again."""

import logging
import re
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import peewee
from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from coordinator import db, salvage
from coordinator.access import NOBODY
from coordinator.errors import Conflict, DomainError, NotFound
from coordinator.language import _
from coordinator.once import AlreadyDone
from coordinator.said import said_many

# Never given back: what is secret, and what the new page brings itself.
UNSENT = {
    "csrf_token",
    "password_again",
    "password",
    "new_password",
    "new_password_twice",
    "recovery_words",
    "came_from",
}
# Fields for words of people's own, where one word alone counts as well.
WORDS = {
    "text", "title", "heading", "name", "names", "in_brief", "lessons", "remarks", "byline", "picture_text", "pen_name",
    "outward_name", "city", "public_text", "motto", "imprint", "how_to_reach", "words",
}  # fmt: skip
HELD = "held-"
# The address of a page here, and of none elsewhere.
_OWN_PAGE = re.compile(r"/(?:[\w.~%-]+/)*[\w.~%-]*", re.ASCII)
_log = logging.getLogger(__name__)
_messages: dict[str, str] = {}
# More than any text here may have.
MANY_WORDS = 200_000


def tell(name: str, sentence: str) -> None:
    """Register the sentence that a page shows after an act was done (`door.see(address, done=name)`)."""
    _messages[name] = sentence


def message() -> str | None:
    """The registered sentence that this page's address asks for; nothing else can be put on the page that way.

    After it the number of words that were saved, to who is signed in.
    """
    sentence = _messages.get(request.args.get("done", ""))
    words = request.args.get("words", 0, type=int)
    if sentence is None or not (0 < words < MANY_WORDS and current_user.is_signed_in):
        return sentence
    return f"{sentence} {said_many('%(num)s word', '%(num)s words', words)}."


def typed_fields() -> list[tuple[str, str]]:
    """What was typed into the form of this request, field by field, but for secrets."""
    if request.method == "GET":
        return []
    try:
        return list(_without_secrets(request.form.items(multi=True)))
    except RequestEntityTooLarge:
        return list(_without_secrets(salvage.text_fields(request.environ)))


def _without_secrets(fields: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((name, value) for name, value in fields if name not in UNSENT)


def held_fields() -> list[tuple[str, str]]:
    """What a form carried through the sign-in page, under its own names again."""
    return [(name.removeprefix(HELD), value) for name, value in request.form.items(multi=True) if name.startswith(HELD)]


def send_again(fields: list[tuple[str, str]] | None = None, address: str | None = None) -> Response:
    """What was typed, with one button that sends it with a fresh token (nothing was done yet)."""
    page = render_template(
        "errors/send_again.html",
        fields=typed_fields() if fields is None else fields,
        address=address or request.full_path.rstrip("?"),
        asks_password=False,
        sentence="",
        came_from=_came_from() if address is None else "/",
    )
    return make_response(page, HTTPStatus.BAD_REQUEST if address is None else HTTPStatus.OK)


def asks_password() -> bool:
    """Whether a form on this page that `confirm=True` guards must carry the password once more."""
    return not g.get("password_is_right", False) and not current_user.gave_password_lately()


def password_was_wrong() -> bool:
    """Whether a password came with this form and is not the right one, on a page that shows the form again."""
    return request.form.get("password_again", "") != "" and not g.get("password_is_right", True)


def ask_password(sentence: str, doing: str = "") -> Response:
    """What was typed, asking for the password before what is being done, else something hard to take back."""
    page = render_template(
        "errors/send_again.html",
        fields=typed_fields(),
        address=request.full_path.rstrip("?"),
        asks_password=True,
        sentence=sentence,
        doing=doing,
        came_from=_came_from(),
    )
    return make_response(page, HTTPStatus.FORBIDDEN)


def _came_from() -> str:
    """The page of ours that the form stood on, for the way back; the start, where the browser does not tell."""
    carried = request.form.get("came_from", "")
    if _OWN_PAGE.fullmatch(carried):
        return carried
    try:
        told = urlsplit(request.referrer or "")
    except ValueError:
        return "/"
    return told.path if told.netloc == request.host and _OWN_PAGE.fullmatch(told.path) else "/"


def _words_typed() -> list[tuple[str, str]]:
    """The fields in which somebody typed words, short ones too; not the keys, numbers and ticks beside them."""
    return [(name, value) for name, value in typed_fields() if name != "once_key" and _are_words(name, value)]


def _are_words(name: str, value: str) -> bool:
    words = value.strip()
    return bool(words) and (name in WORDS or len(words) > 30 or any(c.isspace() for c in words))


def not_here() -> Response:
    """The one answer for what is missing and for what is hidden: with the sign-in form for who is signed out."""
    form = None if current_user.is_signed_in else current_app.extensions["sign_in_form"]()
    next_address = request.full_path.rstrip("?")
    page = render_template(
        "errors/not_here.html",
        form=form,
        next_address=next_address,
        typed=_words_typed() if current_user.is_signed_in else [],
        held=[(HELD + name, value) for name, value in typed_fields()],
    )
    response = make_response(page, HTTPStatus.NOT_FOUND)
    response.headers["Cache-Control"] = "no-store"
    return response


def refused(status: int, sentence: str, theirs: str = "") -> Response:
    """A refusal as a page: what happened, what to do next, and the typed text to copy."""
    page = render_template(
        "errors/refused.html",
        status=status,
        title=_titles().get(status, _("This did not work")),
        sentence=sentence,
        typed=_words_typed(),
        theirs=theirs,
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    if status in (429, 503):
        response.headers["Retry-After"] = "60"
    return response


def _titles() -> dict[int, str]:
    return {
        400: _("Something is missing or wrong"),
        403: _("This is not yours to do"),
        405: _("This page cannot be used that way"),
        409: _("Somebody else changed this first"),
        413: _("This is too large"),
        415: _("This sort of file is not taken"),
        429: _("Too often"),
        500: _("Something broke here"),
        503: _("Back in a moment"),
    }


def _sentences() -> dict[int, str]:
    return {
        400: _("The server could not read what your browser sent. Go back and try again."),
        405: _("Go back to the page and use its buttons."),
        413: _(
            "This is larger than this server takes. Go back in the browser to your text, and choose a smaller file."
        ),
        415: _("Go back and choose a file of another sort: a picture, for instance, as JPEG or PNG."),
        429: _("Please wait a minute and try again."),
        500: _("The fault is ours. Try again in a minute; if it happens again, tell whoever runs this server."),
        503: _("The server is busy. Please wait a moment and try again."),
    }


def _away() -> str:
    """Said while the database does not answer."""
    return str(_("The server cannot reach its own store just now, so nothing was saved. Please try again in a minute."))


def _broken() -> str:
    """Said of a fault on our side, and of what was typed, where something was."""
    if _words_typed():
        return str(
            _("The fault is ours, and nothing of what you typed was saved. Copy it from below and try again later.")
        )
    return str(_sentences()[500])


def set_up(app: Flask) -> None:
    """Turn every refusal and every fault into one page, and let forms ask for the password themselves."""
    app.jinja_env.globals["asks_password"] = asks_password
    app.jinja_env.globals["password_was_wrong"] = password_was_wrong
    app.register_error_handler(AlreadyDone, _already_done)
    app.register_error_handler(NotFound, _or_the_fault(lambda _problem: not_here()))
    app.register_error_handler(DomainError, _or_the_fault(_domain_error))
    app.register_error_handler(HTTPException, _or_the_fault(_http_error))
    # A number that no page of ours sends, too large for the store.
    app.register_error_handler(OverflowError, lambda _problem: refused(400, str(_sentences()[400])))
    app.register_error_handler(peewee.DataError, lambda _problem: refused(400, str(_sentences()[400])))
    app.register_error_handler(Exception, _fault)


def _or_the_fault(answer: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """`answer`, or the page of a fault where its own page cannot be made."""

    def answered(problem: Any) -> Any:
        try:
            return answer(problem)
        except Exception as fault:  # whatever is broken, a page must come
            return _fault(fault)

    return answered


def _already_done(problem: AlreadyDone) -> Any:
    return redirect(problem.address or "/", code=303)


def _domain_error(problem: DomainError) -> Response:
    theirs = problem.theirs if isinstance(problem, Conflict) else ""
    return refused(problem.status, problem.sentence, theirs)


def _http_error(problem: HTTPException) -> Any:
    if problem.code is None or problem.code < 400:
        return problem.get_response()
    if problem.code == HTTPStatus.NOT_FOUND:
        return not_here()
    return refused(problem.code, str(_sentences().get(problem.code, _sentences()[400])))


def _fault(problem: Exception) -> Any:
    if current_app.testing or current_app.debug:
        raise problem
    # The type and the place alone: a message may hold what a member wrote.
    if isinstance(problem, peewee.OperationalError) and "locked" in str(problem):
        return refused(503, str(_sentences()[503]))
    is_away = isinstance(problem, peewee.OperationalError | peewee.InterfaceError)
    if is_away:
        _leave_the_database()
    place = traceback.extract_tb(problem.__traceback__)[-1]
    _log.error(
        "%s was not expected in %s: line %s of %s.",
        type(problem).__name__,
        request.endpoint,
        place.lineno,
        place.filename,
    )
    return refused(503, _away()) if is_away else _refused_at_any_rate()


def _leave_the_database() -> None:
    """Have the page of a refusal, and the next request, do without the connection that failed."""
    g._login_user = NOBODY
    with suppress(peewee.PeeweeException):
        db.close_all()


def _refused_at_any_rate() -> Response:
    """The page of a fault; signed out, where it is the finding of the reader that fails."""
    try:
        return refused(500, _broken())
    except Exception:  # whatever is broken, its page must come
        g._login_user = NOBODY
        return refused(500, _broken())
