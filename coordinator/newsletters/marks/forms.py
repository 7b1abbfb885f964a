"""What editors type about a piece."""

from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from coordinator.forms import Form, line_field, text_field
from coordinator.language import _
from coordinator.newsletters.marks.actions import KIND_WORD_BYTES, REMARK_BYTES

STARTERS = {
    "full": _("This number is full. We would like to print it in a later one."),
    "shorter": _("We like it, but it is too long for us. Would you shorten it?"),
    "again": _("Not this time. Thank you for writing, and please write again."),
}


class MarksForm(Form):
    """How far a piece is, and a remark."""

    stage = RadioField(_("How far is it?"), default="")
    keeper = SelectField(_("Who looks after it?"), default="")
    deadline = DateField(_("Until when?"), validators=[Optional()])
    remark = text_field(_("A remark to the other editors"), limit=REMARK_BYTES)
    for_author = BooleanField(_("Its author may read the remark, too"))


class KindWordForm(Form):
    """A sentence to the author of a piece that is put aside."""

    starter = RadioField(
        _("A word to its author"),
        choices=[SelectChoice(value, sentence) for value, sentence in STARTERS.items()],
        validate_choice=False,
        validators=[Optional()],
    )
    word = line_field(_("In your own words"), limit=KIND_WORD_BYTES)


class CorrectionForm(Form):
    """What was wrong with a piece that is out, and its text."""

    sentence = line_field(_("What was wrong?"), needed=_("Say in one sentence what was wrong."), limit=500)
    text = text_field(_("Text"), needed=_("The piece has no words yet."))
    version = IntegerField(widget=HiddenInput())
