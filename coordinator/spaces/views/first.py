"""The operator's first page, the recovery sheet, and spaces made by the operator."""

from typing import Any

from flask import Blueprint, current_app, make_response, render_template

from coordinator import door, instance, once, pages
from coordinator.access import Permission, Reader
from coordinator.accounts import actions as account_actions
from coordinator.accounts import cookies
from coordinator.accounts.models import SessionKind
from coordinator.door import guard
from coordinator.errors import Invalid, TooMany
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.once import AlreadyDone
from coordinator.server import the_server
from coordinator.spaces.actions import making
from coordinator.spaces.forms import NewSpace, SetUp
from coordinator.spaces.slips import slips_for

bp = Blueprint("first", __name__)
pages.tell("sheet_done", _("The key is deleted here. It exists on your paper alone now."))


def first_link(_who: Reader, code: str) -> str | None:
    """The code, while the first link holds."""
    return code if account_actions.operator_link(code) else None


@bp.get("/first/<code>")
@guard(Permission.READ, first_link)
def start(code: str) -> Any:
    """The form; opening it uses nothing up."""
    return render_template("spaces/first.html", form=SetUp(), code=code)


@bp.post("/first/<code>")
@guard(Permission.OPEN)
def set_up(code: str) -> Any:
    """Make the operator's account and the first space, and show what belongs on paper."""
    form = SetUp()
    if form.validate():
        try:
            return _welcome(_set_up(code, form), SessionKind(form.device.data))
        except (Invalid, TooMany) as problem:
            form.refuse(problem)
    return render_template("spaces/first.html", form=form, code=code), 400


def _set_up(code: str, form: SetUp) -> making.First:
    draft = making.Draft(name=form.name.data, language=form.language.data, paper=form.paper.data)
    pen_name = (form.pen_name.data or "") if form.belongs.data else None
    try:
        return making.set_up(code, form.server_name.data, draft, form.new_password.data, pen_name)
    except AlreadyDone:
        once.forget()
        return making.set_up_again(form.new_password.data)


def _welcome(first: making.First, kind: SessionKind) -> Any:
    entry = account_actions.enter(first.account, kind)
    recovery_words = account_actions.new_recovery_words(first.account.id)
    door.become(entry.session)
    page = render_template(
        "spaces/first_done.html",
        sign_in_name=first.account.sign_in_name,
        recovery_words=recovery_words,
        slips=slips_for([first.invitation] if first.invitation else [], the_server().language),
    )
    return cookies.keep(make_response(page), entry)


@bp.get("/operator/recovery-sheet")
@guard(Permission.OPERATE)
def recovery_sheet() -> Any:
    """The sheet to print, while its key is still here."""
    key = instance.waiting_recovery_key(current_app.config["SETTINGS"])
    return render_template("spaces/recovery_sheet.html", key=key, form=Confirm())


@bp.post("/operator/recovery-sheet")
@guard(Permission.OPERATE, confirm=True)
def recovery_sheet_done() -> Any:
    """It is on paper: delete the key here."""
    instance.forget_recovery_key(current_app.config["SETTINGS"])
    return door.see("/", done="sheet_done")


@bp.get("/operator/spaces/new")
@guard(Permission.OPERATE)
def new_space() -> Any:
    """The form for one space more."""
    return render_template("spaces/new.html", form=NewSpace())


@bp.post("/operator/spaces/new")
@guard(Permission.OPERATE, confirm=True)
def make_space() -> Any:
    """Make it, and show the invitation for its first coordinator."""
    form = NewSpace()
    if form.validate():
        try:
            space, invitation = making.make_space_as_operator(door.reader(), _draft(form))
        except Invalid as problem:
            form.refuse(problem)
        else:
            return render_template("spaces/new_done.html", space=space, slips=slips_for([invitation], space.language))
    return render_template("spaces/new.html", form=form), 400


def _draft(form: NewSpace) -> making.Draft:
    return making.Draft(
        name=form.name.data,
        outward_name=form.outward_name.data or "",
        city=form.city.data or "",
        language=form.language.data,
        time_zone=form.time_zone.data,
        paper=form.paper.data,
    )
