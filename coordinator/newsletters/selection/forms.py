"""What is typed to translate a piece, and chosen to hand a number out."""

from collections.abc import Mapping

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from coordinator.forms import Form, line_field, text_field
from coordinator.language import _
from coordinator.newsletters.selection.queries import Selection
from coordinator.spaces.choices import LANGUAGES

LANGUAGE_CHOICES = [SelectChoice(value, name) for value, name in LANGUAGES.items()]
_LONGEST_KEY = 10


class TranslationForm(Form):
    """A piece in another language."""

    heading_field = "title"
    language = SelectField(
        _("Into which language?"), choices=[SelectChoice("", _("Choose one")), *LANGUAGE_CHOICES], default=""
    )
    title = line_field(_("Heading"), needed=_("Give the piece a heading."))
    text = text_field(_("Text"), needed=_("Write the piece first: a few lines are enough."))


def selection_of(fields: Mapping[str, str]) -> Selection:
    """What is wanted of a number, from the form that hands it out; what is not known there is not asked for."""
    language, site = fields.get("language", ""), fields.get("site", "")
    key = int(site) if site.isdecimal() and len(site) < _LONGEST_KEY else None
    return Selection(language if language in LANGUAGES else "", key)
