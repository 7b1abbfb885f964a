"""What people type for the newsletter."""

from babel.dates import get_day_names
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import HiddenInput

from coordinator.forms import Form, Needed, line_field, text_field
from coordinator.language import _, spoken
from coordinator.newsletters.models import Wish
from coordinator.newsletters.printable import KIND_NAMES
from coordinator.newsletters.selection.forms import LANGUAGE_CHOICES

WISHES = (
    (Wish.SHORTEN, _("Shorten as needed")),
    (Wish.SHOW_ME, _("Show me first")),
    (Wish.AS_IT_IS, _("As it is or not at all")),
)
BYLINES = (("pen_name", _("My pen name")), ("coworker", _("A coworker")), ("none", _("No name")))


def weekdays() -> list[SelectChoice]:
    """The days of the week in the reader's language; Monday is 0."""
    names = get_day_names("wide", "stand-alone", locale=spoken())
    return [SelectChoice(number, names[number]) for number in range(7)]


class ArticleForm(Form):
    """One piece for the newsletter."""

    heading_field = "title"
    title = line_field(_("Heading"), needed=_("Give the piece a heading; the editors can change it."))
    text = text_field(_("Text"), needed=_("Write the piece first: a few lines are enough."))
    kind = SelectField(
        _("What sort of piece is it?"),
        choices=[
            SelectChoice("", _("Leave it to the editors")),
            *[SelectChoice(kind.value, name) for kind, name in KIND_NAMES.items()],
        ],
        default="",
    )
    byline_as = RadioField(
        _("Whose name stands under it?"),
        choices=[SelectChoice(value, label) for value, label in BYLINES],
        default="coworker",
    )
    wish = RadioField(
        _("If it is too long or unclear"),
        choices=[SelectChoice(wish.value, label) for wish, label in WISHES],
        default=Wish.SHORTEN.value,
    )
    language = SelectField(_("Language"), choices=LANGUAGE_CHOICES, validate_choice=False)
    picture = FileField(_("Picture"))
    picture_text = line_field(_("What the picture shows"), limit=500)


class EditForm(Form):
    """The same piece, as an editor or its author changes it."""

    heading_field = "title"
    title = line_field(_("Heading"), needed=_("Give the piece a heading."))
    text = text_field(_("Text"), needed=_("A piece needs words: to take it away, use the button below."))
    kind = SelectField(
        _("What sort of piece is it?"),
        choices=[
            SelectChoice("", _("Nothing said")),
            *[SelectChoice(kind.value, name) for kind, name in KIND_NAMES.items()],
        ],
        default="",
    )
    byline = line_field(_("Name under it"), limit=120)
    language = SelectField(_("Language"), choices=LANGUAGE_CHOICES, validate_choice=False)
    picture = FileField(_("Another picture"))
    picture_text = line_field(_("What the picture shows"), limit=500)
    version = IntegerField(widget=HiddenInput())


class EditionForm(Form):
    """When the next number comes out, and how long it is."""

    number = IntegerField(_("Number"), validators=[NumberRange(1, 99999, _("The number is a whole number from 1."))])
    date = DateField(_("Date"), validators=[Needed(_("Say on which day it comes out."))])
    deadline = DateField(_("Pieces by"), validators=[Optional()])
    pages = IntegerField(_("Pages"), default=4, validators=[NumberRange(1, 80, _("A number has from 1 to 80 pages."))])
    version = IntegerField(widget=HiddenInput(), validators=[Optional()], default=1)


class PasteForm(Form):
    """A whole edition, pasted."""

    text = text_field(_("Text"), needed=_("Paste the text of your newsletter first."), limit=400_000)


class MastheadForm(Form):
    """What stands on every edition."""

    name = line_field(_("Name of the newsletter"), needed=_("Give your newsletter a name."), limit=120)
    motto = line_field(_("Line below the name"), limit=200)
    how_to_reach = text_field(_("How to reach us"), limit=1000)
    imprint = text_field(_("Imprint"), limit=1000)
    version = IntegerField(widget=HiddenInput())


class RhythmForm(Form):
    """When the newsletter comes out."""

    rhythm_weeks = RadioField(
        _("How often does it come out?"),
        choices=[
            SelectChoice(0, _("Whenever it is ready")),
            SelectChoice(1, _("Every week")),
            SelectChoice(2, _("Every two weeks")),
            SelectChoice(4, _("Every four weeks")),
        ],
        coerce=int,
        default=0,
    )
    weekday = SelectField(_("On which day?"), choices=weekdays, coerce=int, default=0)
    deadline_days = IntegerField(
        _("Pieces are handed in so many days before"),
        default=3,
        validators=[NumberRange(0, 14, _("From 0 to 14 days."))],
    )


class SecondYesForm(Form):
    """Where a second editor has to say yes."""

    second_yes_web = BooleanField(_("Before a number goes on the open web, another editor says yes"))
    second_yes_paper = BooleanField(_("Before anything is handed out in any form, another editor says yes"))
