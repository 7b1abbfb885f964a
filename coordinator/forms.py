"""What all forms share: the token, the one-time key, and fields that refuse with a sentence."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ClassVar

from flask import current_app
from flask_babel import get_locale
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.i18n import get_translations
from wtforms.validators import DataRequired, ValidationError

from coordinator import ids, looking, markup
from coordinator.csrf import DoorCSRF, token_for
from coordinator.errors import DomainError, Invalid


def page_token() -> str:
    """The token for a form on the page that is being made."""
    return token_for(current_app.config["SECRET_KEY"], current_user.session_key)


@lru_cache(maxsize=32)
def _own_sentences(locale: str) -> Any:
    return get_translations([locale])


class Form(FlaskForm):  # type: ignore[misc]
    """A form of ours: `hidden_tag()` carries its token and its one-time key.

    `long_texts` names the fields that can be looked at before they are sent, as Markdown or, where `is_plain`, as
    they were typed; `heading_field` names the field with the words above them; `look` is how they will look.
    """

    long_texts: ClassVar[tuple[str, ...]] = ("text",)
    heading_field: ClassVar[str] = ""
    is_plain: ClassVar[bool] = False
    look: looking.Look | None = None

    class Meta:
        csrf = True
        csrf_class = DoorCSRF
        csrf_context = staticmethod(page_token)
        csrf_field_name = "csrf_token"

        def get_translations(self, form: Any) -> Any:
            """WTForms' own few sentences in the language of the page, read from their files once."""
            return _own_sentences(str(get_locale() or "en"))

    once_key = HiddenField(default=ids.new_id)

    def is_to_save(self, leaving: Callable[[str], str] = str) -> bool:
        """Whether the form was sent, holds, and was sent for more than a look.

        Where it was sent for a look it carries one: its long texts as their readers get them. `leaving` takes
        out of a text what does not leave its space.
        """
        if not self.validate_on_submit():
            return False
        if not looking.is_asked():
            return True
        render = markup.as_plain_html if self.is_plain else markup.render
        heading = self._fields[self.heading_field].data if self.heading_field else ""
        self.look = looking.look_of([self._fields[name] for name in self.long_texts], leaving, render, heading or "")
        return False

    @property
    def status(self) -> int:
        """The status of a page that shows this form: 400 where it was sent and refused, else 200."""
        return 400 if self.is_submitted() and self.look is None else 200

    def refuse(self, problem: DomainError) -> None:
        """Show a refusal that an action raised beside the field that it names, or above the form."""
        name = problem.field if isinstance(problem, Invalid) else None
        field = self._fields.get(name or "")
        if field is None:
            self.form_errors: list[str] = [*self.form_errors, problem.sentence]
        else:
            field.errors = [*field.errors, problem.sentence]


class Needed(DataRequired):  # type: ignore[misc]
    """Something must be typed here; `sentence` says what."""

    def __init__(self, sentence: str) -> None:
        super().__init__(message=sentence)
        # No `required` attribute: the browser's own bubble would hide our sentence, and its language.
        self.field_flags: dict[str, Any] = {}


class AtMost:
    """The text must not be longer than `limit` bytes in UTF-8."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse with the sentence that says by how much."""
        try:
            markup.require_length(markup.normalise(field.data or ""), self.limit)
        except Invalid as problem:
            raise ValidationError(problem.sentence) from problem


def line_field(label: str, needed: str | None = None, limit: int = 200, **more: Any) -> StringField:
    """A single line of text; `needed` is the sentence shown when it is left empty."""
    return StringField(label, validators=[*([Needed(needed)] if needed else []), AtMost(limit)], **more)


def text_field(label: str, needed: str | None = None, limit: int = markup.FIELD_BYTES, **more: Any) -> TextAreaField:
    """A text of several lines, in Markdown where it will be read."""
    return TextAreaField(label, validators=[*([Needed(needed)] if needed else []), AtMost(limit)], **more)


class Confirm(Form):
    """A form with nothing but a button."""
