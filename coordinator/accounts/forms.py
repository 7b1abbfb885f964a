"""What people type to come in."""

from wtforms import PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice

from coordinator.accounts.models import SessionKind
from coordinator.forms import AtMost, Form, Needed
from coordinator.language import _


class SignIn(Form):
    """Name, password, and what sort of device this is."""

    sign_in_name = StringField(
        _("Sign-in name"), validators=[Needed(_("Type your sign-in name: three short words.")), AtMost(200)]
    )
    password = PasswordField(_("Password"), validators=[Needed(_("Type your password.")), AtMost(1000)])
    device = RadioField(
        _("Whose device is this?"),
        choices=[
            SelectChoice(SessionKind.SHARED.value, _("A shared or work device")),
            SelectChoice(SessionKind.OWN.value, _("My own locked phone")),
        ],
        default=SessionKind.SHARED.value,
    )
