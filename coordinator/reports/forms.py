"""What a person may type about notes and reports, and the sentence they read when it is wrong."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from wtforms import BooleanField, FileField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from coordinator import clock, markup
from coordinator.forms import Form, line_field, text_field
from coordinator.language import _
from coordinator.reports.models import SectionKind, ShownDate
from coordinator.reports.words import KIND_NAMES, month_words, week_words
from coordinator.spaces.audience import AudienceFields

WEEKS_BACK = 12
MONTHS_BACK = 36


def _choice_field(label: str) -> SelectField:
    """One of the space's own things, by key as text; '' for none."""
    return SelectField(label, validate_choice=False)


def _checks_field(label: str) -> SelectMultipleField:
    return SelectMultipleField(
        label, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
    )


def key_of(typed: str | None) -> int | None:
    """The key that a choice stands for; None for no choice, and a key that there is not for nonsense."""
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def choices_of(rows: Iterable[tuple[int, str]]) -> list[SelectChoice]:
    """Rows of keys and names as choices."""
    return [SelectChoice(str(key), name) for key, name in rows]


def with_none(rows: Iterable[tuple[int, str]], none: str) -> list[SelectChoice]:
    """The same, with a first one for none."""
    return [SelectChoice("", none), *choices_of(rows)]


def week_choices(this_week: str, chosen: str = "") -> list[tuple[str, str]]:
    """This week and the twelve before it, and the chosen one where it is older."""
    monday = clock.monday_of(this_week)
    weeks = [clock.week_of(monday - timedelta(weeks=back)) for back in range(WEEKS_BACK)]
    words = {weeks[0]: str(_("This week")), weeks[1]: str(_("Last week"))}
    if chosen and chosen not in weeks:
        weeks.append(chosen)
    return [(week, words.get(week) or _as_heading(week_words(week))) for week in weeks]


def _as_heading(words: str) -> str:
    """With a capital in front; the capitals of names of months stay."""
    return words[:1].upper() + words[1:]


def month_choices(this_month: str, chosen: str = "") -> list[tuple[str, str]]:
    """This month and the three years before it, and the chosen one where it is older."""
    year, month = int(this_month[:4]), int(this_month[5:])
    months = []
    for _back in range(MONTHS_BACK):
        months.append(date(year, month, 1).isoformat()[:7])
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    if chosen and chosen not in months:
        months.append(chosen)
    return [(each, month_words(each)) for each in months]


class NoteForm(Form):
    """What happened, where, in which week, and one picture."""

    text = text_field(
        _("What happened?"), _("Write at least a few words about what happened."), limit=markup.POST_BYTES
    )
    site = _choice_field(_("Where?"))
    week = _choice_field(_("When?"))
    picture = FileField(_("A picture"))
    picture_text = line_field(_("What the picture shows, in words"))
    drop_picture = BooleanField(_("Take the picture away"))
    version = HiddenField()

    def offer(self, sites: list[tuple[int, str]], this_week: str, site: int | None = None, week: str = "") -> None:
        """Fill in what can be chosen, and preset it on a form that was not sent yet."""
        self.site.choices = with_none(sites, str(_("No site in particular")))
        self.week.choices = [SelectChoice(*each) for each in week_choices(this_week, week)]
        if not self.is_submitted():
            self.site.data, self.week.data = str(site or ""), week or this_week


class AboutReport(Form):
    """A report's title, month, site and line."""

    title = line_field(_("Title"))
    month = _choice_field(_("Which month is it about?"))
    site = _choice_field(_("Which site?"))
    line = _choice_field(_("Which struggle?"))
    version = HiddenField()

    def offer(
        self, sites: list[tuple[int, str]], lines: list[tuple[int, str]], this_month: str, month: str = ""
    ) -> None:
        """Fill in what can be chosen."""
        self.site.choices = with_none(sites, str(_("All of them")))
        self.line.choices = with_none(lines, str(_("None in particular")))
        self.month.choices = [SelectChoice(*each) for each in month_choices(this_month, month)]
        if not self.is_submitted() and not self.month.data:
            self.month.data = month or this_month


class ReportForm(AboutReport):
    """A new report: one text, and what it is about."""

    text = text_field(_("Your report"), _("Write something first: one text is enough, and a few sentences will do."))
    field_order = ("text", "title", "site", "month", "line")


class SectionForm(Form):
    """A heading, a kind and a text."""

    heading = line_field(_("Heading"))
    kind = _choice_field(_("What it is about"))
    text = text_field(_("Text"), _("This section is empty. Write something, or go back and remove it."))
    version = HiddenField()

    def offer(self) -> None:
        """Fill in the kinds."""
        kinds = (SelectChoice(kind.value, KIND_NAMES[kind]) for kind in SectionKind)
        self.kind.choices = [SelectChoice("", _("Something of its own")), *kinds]


class LessonsForm(Form):
    """Lessons, one a line."""

    lessons = text_field(_("Lessons, one a line"))
    version = HiddenField()


class AuthorsForm(Form):
    """Who writes along."""

    authors = _checks_field(_("Who else writes this report?"))
    version = HiddenField()


class PictureForm(Form):
    """A picture for a report, with words that stand for it."""

    picture = FileField(_("A picture"))
    picture_text = line_field(_("What the picture shows, in words"))


class RemarksForm(Form):
    """What a coordinator writes to the authors."""

    remarks = text_field(
        _("What should be different?"),
        _("Say what should be different, so that the authors know what to do."),
        limit=markup.POST_BYTES,
    )


class ReleaseForm(AudienceFields):
    """What is decided when a report is sent to other cities."""

    names = text_field(_("Names to take out"), limit=markup.FIELD_BYTES)
    in_brief = text_field(_("In brief"), limit=markup.LINE_BYTES)
    date_shown = RadioField(
        _("When was it, for them?"),
        choices=[
            SelectChoice(ShownDate.MONTH.value, _("The month")),
            SelectChoice(ShownDate.YEAR.value, _("Only the year")),
            SelectChoice(ShownDate.NONE.value, _("No date")),
        ],
        default=ShownDate.MONTH.value,
    )
    pictures = _checks_field(_("Pictures that go along"))
    revision = HiddenField()

    def offer_pictures(self, pictures: Iterable[Any]) -> None:
        """Let each picture be left out; all go along unless somebody says otherwise."""
        rows = list(pictures)
        self.pictures.choices = [SelectChoice(each.file, each.text or _("A picture without words")) for each in rows]
        if not self.is_submitted():
            self.pictures.data = [each.file for each in rows]
