"""A person's own account: browsers that are signed in, password, recovery words, language, what is held, the end."""

from typing import Any

from flask import Blueprint, render_template
from wtforms.fields.choices import SelectChoice

from coordinator import door, pages
from coordinator.access import Permission
from coordinator.accounts import actions, cookies, inventory, queries, words
from coordinator.accounts.forms import ChangePassword, CloseAccount, EndSession, Language
from coordinator.catalogues import SPOKEN
from coordinator.door import guard
from coordinator.errors import Invalid
from coordinator.forms import Confirm
from coordinator.language import _

bp = Blueprint("account", __name__)
OF_THE_SPACE = ""
pages.tell("session_ended", _("That browser is signed out."))
pages.tell("others_ended", _("All other browsers are signed out."))
pages.tell("password_changed", _("Your password is changed. All other browsers are signed out."))
pages.tell("language_chosen", _("The language is changed."))
pages.tell("account_closed", _("Your account is closed. What you wrote stays, under your pen names."))


@bp.get("/account")
@guard(Permission.SIGNED_IN)
def show() -> Any:
    """Everything about one's own account, with a way to change it."""
    return _page(_language_form(door.reader().language))


def _page(language_form: Language) -> str:
    who = door.reader()
    return render_template(
        "accounts/account.html",
        sessions=queries.sessions_of(who),
        devices=queries.devices_of(who),
        has_words=queries.has_recovery_words(who),
        language_form=language_form,
        end_form=EndSession,
        confirm=Confirm,
    )


def _language_form(chosen: str | None) -> Language:
    form = Language(language=chosen if chosen in SPOKEN else OF_THE_SPACE)
    choices = [(OF_THE_SPACE, _("The language of my space, or of my browser")), *SPOKEN.items()]
    form.language.choices = [SelectChoice(value, label) for value, label in choices]
    return form


@bp.post("/account/language")
@guard(Permission.SIGNED_IN)
def choose_language() -> Any:
    """Show the pages in another language."""
    form = _language_form(None)
    if not form.validate():
        return _page(form), 400
    actions.choose_language(door.reader(), form.language.data or None)
    return door.see("/account", done="language_chosen")


@bp.post("/account/sessions/end")
@guard(Permission.SIGNED_IN)
def end_session() -> Any:
    """Sign one browser out."""
    actions.end_session(door.reader(), EndSession().handle.data or "")
    return door.see("/account", done="session_ended")


@bp.post("/account/sessions/end-others")
@guard(Permission.SIGNED_IN)
def end_others() -> Any:
    """Sign all other browsers out."""
    actions.end_other_sessions(door.reader())
    return door.see("/account", done="others_ended")


@bp.get("/account/password")
@guard(Permission.SIGNED_IN)
def password() -> Any:
    """The form for another password."""
    return render_template("accounts/password.html", form=ChangePassword())


@bp.post("/account/password")
@guard(Permission.SIGNED_IN, confirm=True)
def change_password() -> Any:
    """Change it; all other sessions end."""
    form = ChangePassword()
    if form.validate():
        try:
            actions.change_password(door.reader(), form.new_password.data)
        except Invalid as problem:
            form.refuse(problem)
        else:
            return door.see("/account", done="password_changed")
    return render_template("accounts/password.html", form=form), 400


@bp.get("/account/recovery-words")
@guard(Permission.SIGNED_IN)
def recovery_words() -> Any:
    """What they are for, and the button that makes new ones."""
    has_words = queries.has_recovery_words(door.reader())
    return render_template("accounts/recovery_words.html", form=Confirm(), has_words=has_words)


@bp.post("/account/recovery-words")
@guard(Permission.SIGNED_IN, confirm=True)
def make_recovery_words() -> Any:
    """Make new ones and show them, this once, on a page to print or copy by hand."""
    who = door.reader()
    made = actions.new_recovery_words(who.account_id or 0)
    return render_template(
        "accounts/welcome.html", sign_in_name=who.sign_in_name, recovery_words=made, next_address="/account"
    )


@bp.get("/account/held")
@guard(Permission.SIGNED_IN)
def held() -> Any:
    """What this server holds about the reader."""
    return render_template("accounts/held.html", held=inventory.held_about(door.reader().account_id or 0))


@bp.get("/account/close")
@guard(Permission.SIGNED_IN)
def leave() -> Any:
    """What closing the account means."""
    return render_template("accounts/close.html", form=CloseAccount())


@bp.post("/account/close")
@guard(Permission.SIGNED_IN, confirm=True)
def close() -> Any:
    """Close it for good."""
    form = CloseAccount()
    if form.validate():
        try:
            _close(form.sign_in_name.data)
        except Invalid as problem:
            form.refuse(problem)
        else:
            return cookies.drop(door.see("/sign-in", done="account_closed"))
    return render_template("accounts/close.html", form=form), 400


def _close(typed_name: str) -> None:
    who = door.reader()
    if words.as_name(typed_name) != who.sign_in_name:
        raise Invalid(_("That is not your sign-in name. Your account is as it was."), "sign_in_name")
    actions.close_own_account(who)
