"""Pages for sending a newsletter by mail: the address of the list, a test, and the sending itself."""

from typing import Any

from flask import Blueprint, render_template

from coordinator import mail, pages
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.newsletters import queries
from coordinator.newsletters.mailing import actions
from coordinator.newsletters.mailing import queries as sendings
from coordinator.newsletters.mailing.forms import ListForm, SendForm, TrialForm
from coordinator.newsletters.models import Export

bp = Blueprint("mailing", __name__)
pages.tell("list_saved", _("Saved. Newsletters are sent to this address from now on."))
pages.tell("mail_on_its_way", _("It is on its way. Look again in a minute."))


@bp.get("/s/<space>/newsletter/mailing-list")
@guard(Permission.EDIT_NEWSLETTER)
def mailing_list(here: Standing) -> Any:
    """The form for the one address of the list."""
    return _list_page(here, ListForm(data={"address": sendings.list_of(here.space_id)}))


@bp.post("/s/<space>/newsletter/mailing-list")
@guard(Permission.EDIT_NEWSLETTER)
def save_list(here: Standing) -> Any:
    """Save it."""
    form = ListForm()
    if form.validate():
        try:
            actions.set_list(reader(), here.space_id, form.address.data or "")
        except Invalid as problem:
            form.refuse(problem)
        else:
            return see(f"/s/{here.space_slug}/newsletter/", done="list_saved")
    return _list_page(here, form), 400


def _list_page(here: Standing, form: ListForm) -> str:
    return render_template("newsletters/mailing_list.html", here=here, form=form)


@bp.get("/exports/<export_id>/mail")
@guard(Permission.EXPORT, queries.export_for)
def show(export: Export) -> Any:
    """What can be sent of an export, and what was."""
    return _page(export)


@bp.post("/exports/<export_id>/mail/test")
@guard(Permission.EXPORT, queries.export_for)
def send_test(export: Export) -> Any:
    """Send a test to one address."""
    form = TrialForm()
    if form.validate():
        try:
            actions.send_test(reader(), export, form.address.data or "")
        except Invalid as problem:
            form.refuse(problem)
        else:
            return see(f"/exports/{export.public_id}/mail", done="mail_on_its_way")
    return _page(export, test=form), 400


@bp.post("/exports/<export_id>/mail/list")
@guard(Permission.EXPORT, queries.export_for, confirm=True)
def send_to_list(export: Export) -> Any:
    """Send it to the mailing list."""
    form = SendForm()
    try:
        actions.send_to_list(reader(), export, once_more=bool(form.once_more.data))
    except Invalid as problem:
        form.refuse(problem)
        return _page(export, send=form), 400
    return see(f"/exports/{export.public_id}/mail", done="mail_on_its_way")


def _page(export: Export, test: TrialForm | None = None, send: SendForm | None = None) -> str:
    return render_template(
        "newsletters/mailing.html",
        export=export,
        has_mail=sendings.message_of(export) is not None,
        receiver=sendings.list_of(export.space_id),
        deliveries=sendings.deliveries_of(export),
        may_be_out=sendings.may_be_out(export),
        is_open=mail.office.is_open,
        # What a refused form holds must not fill the other one.
        test=test or TrialForm(formdata=None),
        send=send or SendForm(formdata=None),
    )
