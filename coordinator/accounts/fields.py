"""The questions that every way in asks: a new password, and whose device this is."""

from typing import Any

from wtforms import PasswordField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice

from coordinator.accounts.models import SessionKind
from coordinator.forms import AtMost, Form, Needed
from coordinator.language import _


class DeviceField(Form):
    """Whose device it is decides how long a session lasts."""

    device = RadioField(
        _("Whose device is this?"),
        choices=[
            SelectChoice(SessionKind.SHARED.value, _("A shared or work device")),
            SelectChoice(SessionKind.OWN.value, _("My own locked phone")),
        ],
        default=SessionKind.SHARED.value,
        description=_(
            "On a shared one you are signed out after half an hour; on your own after two weeks without a visit."
        ),
    )


class NewPasswordFields(Form):
    """A password of one's own, typed twice, since nothing on the page can show it."""

    new_password = PasswordField(
        _("A password of your own"),
        validators=[Needed(_("Think of a password.")), AtMost(1000)],
        description=_(
            "At least ten characters. A few words that only you would put together are easy to keep in mind."
        ),
    )
    new_password_twice = PasswordField(_("The same password once more"), validators=[AtMost(1000)])

    def validate_new_password_twice(self, field: Any) -> None:
        """Both must be the same."""
        if self.new_password.data and field.data != self.new_password.data:
            raise ValidationError(_("The two passwords differ. Type the same one twice."))
