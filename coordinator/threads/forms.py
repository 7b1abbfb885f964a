"""What a person types into threads."""

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from coordinator.access import Standing
from coordinator.accounts.fields import DeviceField, NewPasswordFields
from coordinator.forms import Form, line_field, text_field
from coordinator.language import _
from coordinator.markup import POST_BYTES
from coordinator.spaces.audience import AudienceFields

NO_LINE = ""
LONGEST_KEY = 10


def _post_text(label: str) -> TextAreaField:
    return text_field(label, needed=_("There is no text yet. Write something, then send it."), limit=POST_BYTES)


class WriteFields(Form):
    """What every form for a post asks: the text, as whom, and how one is shown."""

    as_membership = RadioField(_("As whom do you write?"), coerce=int, validators=[Optional()])
    is_unnamed = BooleanField(_("Leave my pen name out: show only which space this comes from"))

    def offer_names(self, writers: Iterable[Standing]) -> None:
        """Let one who belongs to several spaces choose; with one membership there is nothing to ask."""
        names = [SelectChoice(each.membership_id, f"{each.pen_name}, {each.outward_name}") for each in writers]
        self.as_membership.choices = names
        if len(names) < 2:
            del self.as_membership
        elif not self.is_submitted():
            self.as_membership.data = names[0].value

    @property
    def membership_id(self) -> int | None:
        """The membership that was chosen, if there was a choice."""
        return self.as_membership.data if "as_membership" in self else None


class Reply(WriteFields):
    """A post at the end of a thread, perhaps with a quote, perhaps the one that says where the thread stands."""

    text = _post_text(_("Your post"))
    quote = HiddenField(default="")
    parts = SelectMultipleField(
        _("What of it do you quote?"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        coerce=int,
    )
    is_sum_up = BooleanField(_("This says where we stand: show it first, for those who come later"))

    def offer_parts(self, texts: list[str]) -> None:
        """Let the writer tick which paragraphs of the quoted post stand above the text; all, to begin with."""
        self.parts.choices = [SelectChoice(number, text) for number, text in enumerate(texts, start=1)]
        if not texts:
            del self.parts
        elif not self.is_submitted():
            self.parts.data = [choice.value for choice in self.parts.choices]


class OpenThread(AudienceFields, WriteFields):
    """A new thread: its question, its first post, its line and its readers."""

    title = line_field(
        _("What is the question?"), needed=_("Give the thread a title, such as its question."), limit=200
    )
    text = _post_text(_("The first post"))
    line = SelectField(_("Which struggle is it about?"), validators=[Optional()], validate_choice=False)
    # A passage of a report to quote: its id, section, first and last paragraph, with colons between.
    passage = HiddenField(default="")


class GuestName(Form):
    """An account that is there already comes into a thread as a guest."""

    pen_name = line_field(_("The name that you write under here"), _("Choose a name to write under."))


class GuestAsNew(DeviceField, NewPasswordFields):
    """A new account comes into a thread as a guest."""

    pen_name = line_field(_("The name that you write under here"), _("Choose a name to write under."))


class EditThread(Form):
    """Another title, another line."""

    title = line_field(
        _("What is the question?"), needed=_("Give the thread a title, such as its question."), limit=200
    )
    line = SelectField(_("Which struggle is it about?"), validators=[Optional()], validate_choice=False)
    version = IntegerField(widget=HiddenInput())


class EditPost(Form):
    """Another text for a post of one's own."""

    text = _post_text(_("Your post"))
    version = IntegerField(widget=HiddenInput())


class PutAway(Form):
    """Why somebody's post is put away."""

    reason = line_field(
        _("Why? Its author reads this."), needed=_("Say in a sentence why, so that its author understands."), limit=500
    )


class Question(WriteFields):
    """A question or remark about a report."""

    text = _post_text(_("Your question or remark"))
    where = RadioField(_("Where do you ask?"))


def offer_lines(field: SelectField, lines: Iterable[tuple[int, str]]) -> None:
    """Fill in the lines of a choice, with none before them."""
    field.choices = [
        SelectChoice(NO_LINE, _("None")),
        *(SelectChoice(str(key), name) for key, name in lines),
    ]


def line_of(field: SelectField) -> int | None:
    """The line that was chosen, or None."""
    typed = field.data or ""
    return int(typed) if typed.isdecimal() and len(typed) < LONGEST_KEY else None
