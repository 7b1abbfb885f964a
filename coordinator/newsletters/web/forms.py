"""What an editor says of the open web."""

from wtforms import BooleanField

from coordinator.forms import Form
from coordinator.language import _


class ListedForm(Form):
    """Whether search engines may list the numbers on the open web."""

    is_listed = BooleanField(_("Search engines may list it"))
