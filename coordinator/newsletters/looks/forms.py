"""What coordinators type and bring for a look of their own."""

from flask_wtf.file import FileField
from wtforms import IntegerField
from wtforms.widgets import HiddenInput

from coordinator.forms import Form, line_field, text_field
from coordinator.language import _
from coordinator.newsletters.looks.intake import TEMPLATE_BYTES, TOML_BYTES


class BringForm(Form):
    """A look from a file."""

    file = FileField(_("The file"))
    title = line_field(_("What it is called here"), limit=80)


class LookForm(Form):
    """A look as it is changed on a page."""

    text = text_field(_("Template"), needed=_("The template has no words yet."), limit=TEMPLATE_BYTES)
    toml = text_field(
        _("Name and settings"), needed=_("The name and the template's file must stand here."), limit=TOML_BYTES
    )
    version = IntegerField(widget=HiddenInput())
