"""What editors type for boxes: their words, and where each stands in one number."""

from collections.abc import Mapping

from wtforms import IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import HiddenInput

from coordinator.errors import Invalid
from coordinator.forms import Form, line_field, text_field
from coordinator.language import _
from coordinator.newsletters.boxes.actions import BOX_BYTES, Placed
from coordinator.newsletters.boxes.models import BoxPlace
from coordinator.spaces.choices import LANGUAGES

PLACES = {
    BoxPlace.FRONT.value: _("On the front"),
    BoxPlace.LAST.value: _("At the end"),
    BoxPlace.ANYWHERE.value: _("Wherever there is room"),
    BoxPlace.NOWHERE.value: _("Not in it"),
}
_LONGEST_KEY, _LONGEST_NUMBER = 10, 4


class BoxForm(Form):
    """One box."""

    heading_field = "title"
    title = line_field(_("Heading"), needed=_("Give the box a heading."))
    text = text_field(_("Text"), needed=_("The box has no words yet."), limit=BOX_BYTES)
    place = RadioField(
        _("Where does it stand?"),
        choices=[SelectChoice(value, label) for value, label in PLACES.items()],
        default=BoxPlace.ANYWHERE.value,
    )
    language = SelectField(_("Language"), choices=[SelectChoice(value, name) for value, name in LANGUAGES.items()])
    version = IntegerField(widget=HiddenInput(), default=1)


def placed_boxes(fields: Mapping[str, str]) -> dict[int, Placed]:
    """Where boxes are to stand, by `Standing.key`, from the form of a line-up; refuses (Invalid) what is no number."""
    names = (name.removeprefix("box-place-") for name in fields if name.startswith("box-place-"))
    keys = [name for name in names if name.removeprefix("-").isdecimal() and len(name) < _LONGEST_KEY]
    return {int(key): _placed(fields, key) for key in keys}


def _placed(fields: Mapping[str, str], key: str) -> Placed:
    place, typed = fields[f"box-place-{key}"], fields.get(f"box-order-{key}", "").strip() or "0"
    if place not in PLACES or not (typed.isdecimal() and len(typed) <= _LONGEST_NUMBER):
        raise Invalid(_("A place is a whole number, such as 1, 2 or 3."))
    return Placed(BoxPlace(place), int(typed))
