"""What people type into the letterbox, and what its editors say about it."""

from typing import Any, ClassVar

from flask_wtf.file import FileField
from wtforms import BooleanField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, ValidationError

from coordinator.forms import Form, Needed, line_field, text_field
from coordinator.language import _
from coordinator.newsletters.letters.actions import LETTER_BYTES, LINE_BYTES
from coordinator.newsletters.letters.answering import ANSWER_BYTES
from coordinator.newsletters.letters.models import LetterWish

WISH_NAMES = {
    LetterWish.AS_IT_IS: _("Print it as it is"),
    LetterWish.SHORTEN: _("Shorten as needed"),
    LetterWish.SHOW_ME: _("Show me first"),
    LetterWish.NOT_FOR_PRINT: _("Not for print"),
}


class LetterForm(Form):
    """One letter; `website` is a box that only a machine fills in."""

    text = text_field(
        _("Your letter"), needed=_("Write your letter first: a few lines are enough."), limit=LETTER_BYTES
    )
    wish = RadioField(
        _("May it be printed?"),
        choices=[SelectChoice(wish.value, name) for wish, name in WISH_NAMES.items()],
        default=LetterWish.SHORTEN.value,
    )
    picture = FileField(_("Picture"))
    code_word = line_field(_("Code word"), limit=100)
    website = line_field(_("Leave this box empty"))

    def validate_website(self, field: Any) -> None:
        """A person who came here by mistake is told what to do; a machine does not read."""
        if field.data:
            raise ValidationError(str(_("This box must stay empty. Empty it and send your letter again.")))


class ReceiptForm(Form):
    """The words from the receipt."""

    receipt = line_field(_("Your words"), needed=_("Type the words that you were shown."), limit=300)


class LineForm(ReceiptForm):
    """The same words, and a line to add."""

    line = text_field(_("Add a line"), needed=_("Write the line first."), limit=LINE_BYTES)


class LetterboxForm(Form):
    """Whether it is open, and on which terms."""

    is_open = BooleanField(_("Anybody may write to us, without an account"))
    is_printed = BooleanField(_("Print where to write, as a line and a square, in every number"))
    code_word = line_field(_("Code word"), limit=100)
    keeps_days = IntegerField(
        _("Delete a letter so many days after something was last done with it"),
        default=90,
        validators=[Needed(_("From 14 to 365 days.")), NumberRange(14, 365, _("From 14 to 365 days."))],
    )


class AnswerForm(Form):
    """What the editors answer."""

    is_plain: ClassVar[bool] = True

    text = text_field(_("Your answer"), needed=_("Write the answer first."), limit=ANSWER_BYTES)


class PieceForm(Form):
    """A heading for the piece that is made of a letter."""

    title = line_field(_("Heading"), needed=_("Give the piece a heading."))
