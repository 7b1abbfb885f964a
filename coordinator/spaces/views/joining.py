"""Coming in with an invitation. Opening one uses nothing up and shows no space's name; only the sent form does."""

from typing import Any

from flask import Blueprint, redirect, render_template

from coordinator import door, once, pages
from coordinator.access import Permission
from coordinator.accounts import actions as account_actions
from coordinator.accounts.models import SessionKind
from coordinator.accounts.welcoming import welcomed
from coordinator.door import guard
from coordinator.errors import Invalid, NotFound, TooMany
from coordinator.language import _
from coordinator.once import AlreadyDone
from coordinator.spaces.actions import invitations, joining
from coordinator.spaces.forms import Join, JoinAsNew, TakeOver, TakeOverAsNew, TypedCode
from coordinator.spaces.models import Invitation, Space

bp = Blueprint("joining", __name__)
pages.tell("joined", _("You are in. Have a look round; nothing here is shown to other spaces unless it is sent there."))
_FORMS = {
    # (signed in, takes a pen name over)
    (True, False): Join,
    (True, True): TakeOver,
    (False, False): JoinAsNew,
    (False, True): TakeOverAsNew,
}
_NOT_GOOD = _("No invitation answers to this code: it is mistyped, used up, or older than a week. Ask for another.")


@bp.get("/join")
@guard(Permission.OPEN)
def start() -> Any:
    """Where a code from a slip is typed."""
    return render_template("spaces/join_code.html", form=TypedCode())


@bp.post("/join")
@guard(Permission.OPEN)
def find() -> Any:
    """On to the invitation."""
    form = TypedCode()
    code = "".join(letter for letter in (form.code.data or "").lower() if letter.isascii() and letter.isalnum())
    if not (form.validate() and code):
        return render_template("spaces/join_code.html", form=form), 400
    address = invitations.address_of(code)
    return _no_invitation(form) if address is None else redirect(address, 303)


@bp.get("/join/<code>")
@guard(Permission.OPEN)
def look(code: str) -> Any:
    """The form; the same page for every code that no invitation answers to, whatever the reason."""
    invitation = invitations.invitation_with(code)
    if invitation is not None:
        return _page(code, invitation, _form(invitation))
    address = invitations.address_of(code)
    return _no_invitation(TypedCode()) if address is None else redirect(address, 303)


@bp.post("/join/<code>")
@guard(Permission.OPEN)
def join(code: str) -> Any:
    """Come in, as the account that is signed in or as a new one."""
    invitation = invitations.invitation_at(code)
    if invitation is None:
        raise NotFound()
    form = _form(invitation)
    if form.validate():
        try:
            return _join_as(code, form) if door.reader().is_signed_in else _join_as_new(code, form)
        except (Invalid, TooMany) as problem:
            form.refuse(problem)
    return _page(code, invitation, form), 400


def _no_invitation(form: TypedCode) -> tuple[str, int]:
    form.refuse(Invalid(_NOT_GOOD, "code"))
    return render_template("spaces/join_code.html", form=form), 404


def _form(invitation: Invitation) -> Any:
    return _FORMS[door.reader().is_signed_in, invitation.returns_id is not None]()


def _page(code: str, invitation: Invitation, form: Any) -> str:
    return render_template("spaces/join.html", form=form, code=code, takes_over=invitation.returns_id is not None)


def _join_as(code: str, form: Any) -> Any:
    joined = joining.join_as(door.reader(), code, _pen_name(form))
    return door.see(_home_of(joined), done="joined")


def _join_as_new(code: str, form: Any) -> Any:
    """The page with the sign-in name; sent twice, the same form leads to the same account, for its password."""
    password = form.new_password.data
    try:
        joined = joining.join_as_new(code, _pen_name(form), password)
    except AlreadyDone:
        once.forget()
        joined = joining.join_again(code, password)
    entry = account_actions.enter(joined.account, SessionKind(form.device.data))
    return welcomed(joined.account, entry, _home_of(joined) + "?done=joined")


def _pen_name(form: Any) -> str:
    return form.pen_name.data if "pen_name" in form else ""


def _home_of(joined: joining.Joined) -> str:
    return f"/s/{Space.get_by_id(joined.membership.space_id).slug}/"
