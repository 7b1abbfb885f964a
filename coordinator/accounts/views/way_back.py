"""The ways back in: with recovery words, or with a link from the operator."""

from typing import Any

from flask import Blueprint, render_template

from coordinator import once
from coordinator.access import Permission, Reader
from coordinator.accounts import actions
from coordinator.accounts.forms import Recover, Reset
from coordinator.accounts.models import ResetLink, SessionKind
from coordinator.accounts.welcoming import welcomed
from coordinator.door import guard
from coordinator.errors import Invalid, TooMany

bp = Blueprint("way_back", __name__)


def link_for(_who: Reader, code: str) -> tuple[str, ResetLink] | None:
    """The code and its row, while the link holds."""
    link = actions.reset_link(code)
    return None if link is None else (code, link)


@bp.get("/recover")
@guard(Permission.OPEN)
def recover() -> Any:
    """The form for sign-in name, words and a new password."""
    return render_template("accounts/recover.html", form=Recover())


@bp.post("/recover")
@guard(Permission.OPEN)
def use_words() -> Any:
    """Come back in with a new password; new words take the place of those that are used up."""
    once.forget()
    form = Recover()
    if form.validate():
        try:
            account, entry = actions.recover(
                form.sign_in_name.data,
                form.recovery_words.data,
                form.new_password.data,
                SessionKind(form.device.data),
            )
        except (Invalid, TooMany) as problem:
            form.refuse(problem)
        else:
            return welcomed(account, entry, "/")
    return render_template("accounts/recover.html", form=form), 400


@bp.get("/reset/<code>")
@guard(Permission.READ, link_for)
def reset(found: tuple[str, ResetLink]) -> Any:
    """The form for a new password; opening it uses nothing up."""
    return render_template("accounts/reset.html", form=Reset(), code=found[0])


@bp.post("/reset/<code>")
@guard(Permission.OPEN)
def use_link(code: str) -> Any:
    """Set the password and come in."""
    once.forget()
    form = Reset()
    if form.validate():
        try:
            return welcomed(*actions.use_reset_link(code, form.new_password.data, SessionKind(form.device.data)), "/")
        except (Invalid, TooMany) as problem:
            form.refuse(problem)
    return render_template("accounts/reset.html", form=form, code=code), 400
