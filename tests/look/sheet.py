"""A sample form, a sample reader, and a browser page that shows what was drawn."""

from pathlib import Path

import wtforms
from markupsafe import Markup
from playwright.sync_api import BrowserContext, Page, Route
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

ROOT = Path(__file__).parents[2] / "coordinator"
STATIC = ROOT / "static"
ADDRESS = "http://paper.test/"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
KINDS = {".css": "text/css", ".png": "image/png", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
BODY = Markup(
    "<p>We asked <em>who else feels this</em> before we asked who would sign. That took three breaks "
    "and was worth it.</p>"
    "<blockquote><p>I thought I was the only one.</p></blockquote>"
    "<ul><li>Ask first.</li><li>Count people, not promises.</li></ul>"
    '<p>The rest is on <a href="https://example.org/heat">a page about heat</a>.</p>'
)
MEMBERSHIPS = (
    {
        "space_slug": "k7",
        "space_name": "Boston",
        "pen_name": "Heron",
        "role": "coordinator",
        "theme": "red",
    },
    {
        "space_slug": "q2",
        "space_name": "The laundry on the hill above the river",
        "pen_name": "Wren",
        "role": "member",
        "theme": "blue",
    },
)


def chosen_from(*pairs: tuple[str, str]) -> list[SelectChoice]:
    """Choices as WTForms wants them."""
    return [SelectChoice(value=value, label=label) for value, label in pairs]


class SampleForm(wtforms.Form):
    """One field of every kind."""

    token = wtforms.HiddenField(default="secret")
    heading = wtforms.StringField("A heading", validators=[DataRequired("Please type a heading."), Length(max=20)])
    text = wtforms.TextAreaField("What happened?", validators=[DataRequired("Please write what happened.")])
    site = wtforms.SelectField("Where?", choices=chosen_from(("1", "The big hall"), ("2", "The dock")))
    audience = wtforms.RadioField(
        "Who may read it?",
        choices=chosen_from(("space", "Only we ourselves"), ("network", "Every member of every space on this server")),
        validators=[DataRequired("Please choose who may read it.")],
    )
    kinds = wtforms.SelectMultipleField(
        "What for?",
        choices=chosen_from(("a", "A poster"), ("b", "A leaflet")),
        widget=wtforms.widgets.ListWidget(prefix_label=False),
        option_widget=wtforms.widgets.CheckboxInput(),
    )
    coarse = wtforms.BooleanField("Show the month only")
    picture = wtforms.FileField("A picture")
    sign_in_name = wtforms.StringField("Sign-in name")
    password = wtforms.PasswordField("Your password")
    device = wtforms.RadioField(
        "Whose device is this?", choices=chosen_from(("own", "My own"), ("shared", "A shared one"))
    )
    count = wtforms.IntegerField("How many?", validators=[DataRequired("Please type a number.")])
    week = wtforms.WeekField("Week")
    month = wtforms.MonthField("Month")
    day = wtforms.DateField("Day")


class PlainForm(wtforms.Form):
    """A form with nothing but its token."""

    token = wtforms.HiddenField(default="secret")


def spoilt_form() -> SampleForm:
    """A form that was sent with nothing in it."""
    form = SampleForm(data={"text": "", "count": None})
    form.validate()
    return form


def opened(context: BrowserContext, html: str) -> Page:
    """The page as a browser shows it under the policy of the application, with statics from the folder."""

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        if not name:
            route.fulfill(body=html, headers=HEADERS)
            return
        file = ROOT / name
        route.fulfill(body=file.read_bytes(), headers={"Content-Type": KINDS[file.suffix]})

    page = context.new_page()
    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.evaluate("document.fonts.ready.then(() => true)")
    return page
