"""What people type about a claim."""

from typing import ClassVar

from wtforms import DateField, IntegerField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from coordinator.forms import Form, line_field, text_field
from coordinator.language import _

LONGEST = 1000


class ClaimForm(Form):
    """Two boxes, and what else is known."""

    long_texts: ClassVar[tuple[str, ...]] = ("said", "answer")
    is_plain: ClassVar[bool] = True

    said = text_field(_("What they say"), needed=_("Write down first what management says."), limit=LONGEST)
    answer = text_field(_("What is true"), limit=LONGEST)
    said_on = DateField(_("On which day was it said?"), validators=[Optional()])
    said_to = line_field(_("To whom?"), limit=200)
    source = line_field(_("Where can the answer be looked up?"), limit=300)
    version = IntegerField(widget=HiddenInput(), validators=[Optional()], default=1)
