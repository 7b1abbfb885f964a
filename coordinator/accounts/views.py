"""Signing in and out, and a person's own account."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from coordinator import door, pages
from coordinator.access import Permission
from coordinator.accounts import actions
from coordinator.accounts.forms import SignIn
from coordinator.accounts.models import SessionKind
from coordinator.door import guard
from coordinator.errors import Invalid

bp = Blueprint("accounts", __name__)
blueprints: tuple[Blueprint, ...] = (bp,)


@bp.get("/sign-in")
@guard(Permission.OPEN)
def sign_in() -> Any:
    """The form."""
    return render_template("accounts/sign_in.html", form=SignIn(), next_address="", held=[])


@bp.post("/sign-in")
@guard(Permission.OPEN)
def enter() -> Any:
    """Sign in and go on to where one wanted to go; what was typed there before is sent on."""
    form, next_address = SignIn(), _own_address(request.form.get("next", ""))
    if form.validate():
        try:
            token = actions.sign_in(form.sign_in_name.data, form.password.data, SessionKind(form.device.data))
        except Invalid as problem:
            form.refuse(problem)
        else:
            return _with_cookie(_go_on(token, next_address), token)
    page = render_template("accounts/sign_in.html", form=form, next_address=next_address, held=pages.held_fields())
    return page, 400


def _go_on(token: str, next_address: str) -> BaseResponse:
    """To where one wanted to go; what was typed there before comes back, to be sent with the new session's token."""
    held = pages.held_fields()
    if not held:
        return door.see(next_address or "/")
    door.become(token)
    return pages.send_again(held, next_address or "/")


def _own_address(address: str) -> str:
    """An address of this server to return to, or nothing."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_own else ""


def _with_cookie(response: BaseResponse, token: str) -> BaseResponse:
    response.set_cookie(
        door.cookie_name(),
        token,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


@bp.post("/sign-out")
@guard(Permission.SIGNED_IN)
def sign_out() -> Response | BaseResponse:
    """End this session, here and on the server, and have the browser forget what it kept."""
    actions.close_session(door.reader())
    response = door.see("/sign-in")
    response.delete_cookie(door.cookie_name(), path="/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.get("/account")
@guard(Permission.SIGNED_IN)
def account() -> Any:
    """A person's own account."""
    return render_template("accounts/account.html")
