"""What editors type to send a newsletter by mail."""

from wtforms import BooleanField

from coordinator.forms import Form, line_field
from coordinator.language import _


class ListForm(Form):
    """The one address of the mailing list."""

    address = line_field(_("Address of your mailing list"), limit=254)


class TrialForm(Form):
    """Where a test goes."""

    address = line_field(_("Send it to"), needed=_("Type one address, as paper@example.org."), limit=254)


class SendForm(Form):
    """A yes to sending it, and another to sending it again."""

    once_more = BooleanField(_("It may be on the list already, and is to go once more"))
