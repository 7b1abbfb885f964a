"""Signing in and out."""

from typing import Any

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from coordinator import door, once, pages
from coordinator.access import Permission
from coordinator.accounts import actions, cookies
from coordinator.accounts.forms import SignIn
from coordinator.accounts.models import SessionKind
from coordinator.door import guard
from coordinator.errors import Invalid, TooMany
from coordinator.language import _

bp = Blueprint("accounts", __name__)
pages.tell("signed_out", _("You are signed out. If this is a shared device, close the browser too."))


@bp.get("/sign-in")
@guard(Permission.OPEN)
def sign_in() -> Any:
    """The form."""
    return _page(SignIn(), _own_address(request.args.get("next", "")), 200)


@bp.post("/sign-in")
@guard(Permission.OPEN)
def enter() -> Any:
    """Sign in and go on to where one wanted to go; what was typed there before is sent on."""
    # Tapped twice, it signs in twice: better than an answer that gets lost on the way.
    once.forget()
    form, next_address = SignIn(), _own_address(request.form.get("next", ""))
    if not form.validate():
        return _page(form, next_address, 400)
    try:
        entry = actions.sign_in(
            form.sign_in_name.data, form.password.data, SessionKind(form.device.data), cookies.device_secret()
        )
    except (Invalid, TooMany) as problem:
        form.refuse(problem)
        return _page(form, next_address, problem.status)
    if door.reader().is_signed_in:
        actions.close_session(door.reader())
    return cookies.keep(_go_on(entry.session, next_address), entry)


def _page(form: SignIn, next_address: str, status: int) -> Any:
    page = render_template("accounts/sign_in.html", form=form, next_address=next_address, held=pages.held_fields())
    return page, status


def _go_on(token: str, next_address: str) -> BaseResponse:
    """To where one wanted to go; what was typed there before comes back, to be sent with the new session's token."""
    held = pages.held_fields()
    if not held:
        return door.see(next_address or "/")
    door.become(token)
    return pages.send_again(held, next_address or "/")


def _own_address(address: str) -> str:
    """An address of this server to return to, or nothing."""
    is_own = address.startswith("/") and not address.startswith("//") and not set(address) & set("\\\r\n\t")
    return address if is_own else ""


@bp.post("/sign-out")
@guard(Permission.SIGNED_IN)
def sign_out() -> Response | BaseResponse:
    """End this session, here and on the server, and have the browser forget what it kept."""
    actions.close_session(door.reader())
    return cookies.drop(door.see("/sign-in", done="signed_out"))
