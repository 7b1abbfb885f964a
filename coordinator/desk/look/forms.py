"""A form with one field of every kind, for the style page; what is sent with it goes nowhere."""

from wtforms import (
    BooleanField,
    FileField,
    IntegerField,
    MonthField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from coordinator.forms import Form, line_field, text_field
from coordinator.language import _

_PLACES = [SelectChoice(value="1", label="Boston"), SelectChoice(value="2", label="Chicago")]


class Sample(Form):
    """Labels that other pages have too, so that nobody translates a word for this page alone."""

    title = line_field(_("Title"))
    text = text_field(_("What happened?"))
    site = SelectField(_("Site"), choices=_PLACES)
    audience = RadioField(_("Who may read this?"), choices=_PLACES, default="1")
    kinds = SelectMultipleField(
        _("Struggles"), choices=_PLACES, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    is_unnamed = BooleanField(_("Leave my pen name out: show only which space this comes from"))
    picture = FileField(_("A picture"))
    count = IntegerField(_("How many?"))
    month = MonthField(_("Month"))


def refused() -> Sample:
    """The form as it comes back with a mistake in it."""
    form = Sample(formdata=None)
    form.title.errors = [_("Something is missing or wrong")]
    return form
