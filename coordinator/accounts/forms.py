"""What people type to come in, to come back in, and about their own account."""

from wtforms import HiddenField, PasswordField, SelectField

from coordinator.accounts.fields import DeviceField, NewPasswordFields
from coordinator.forms import AtMost, Form, Needed, line_field
from coordinator.language import _


class SignIn(DeviceField):
    """Name, password, and what sort of device this is."""

    sign_in_name = line_field(_("Sign-in name"), _("Type your sign-in name: three short words."))
    password = PasswordField(_("Password"), validators=[Needed(_("Type your password.")), AtMost(1000)])


class Recover(DeviceField, NewPasswordFields):
    """The way back in with the words from paper."""

    sign_in_name = line_field(_("Sign-in name"), _("Type your sign-in name: three short words."))
    recovery_words = line_field(
        _("Your five recovery words"), _("Type the five words from the paper, with blanks between them."), limit=400
    )


class Reset(DeviceField, NewPasswordFields):
    """The way back in with a link from the operator."""


class ChangePassword(NewPasswordFields):
    """Another password; the old one is asked for by the door, where it was not given lately."""


class Language(Form):
    """The language of the pages."""

    language = SelectField(_("Language of the pages"))


class EndSession(Form):
    """Which session to end."""

    handle = HiddenField()


class NamedAccount(Form):
    """Which account a button of the operator's page is about."""

    sign_in_name = HiddenField()


class CloseAccount(Form):
    """Closing one's account asks for the sign-in name, so that no slip of the finger does it."""

    sign_in_name = line_field(_("To be sure: type your sign-in name"), _("Type your sign-in name."))
