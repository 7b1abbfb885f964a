"""Numbers as anybody reads them, their feed, and what editors do to put them there."""

from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template

from coordinator import door, pages
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid, NotFound
from coordinator.language import _, in_language, say_day
from coordinator.newsletters import queries
from coordinator.newsletters.covers import cover_of
from coordinator.newsletters.forms import SecondYesForm
from coordinator.newsletters.letters.queries import letterbox_of
from coordinator.newsletters.models import Edition
from coordinator.newsletters.web import actions
from coordinator.newsletters.web.feed import feed_of
from coordinator.newsletters.web.queries import IN_FEED, Front, PublicNumber, front_for, public_number, public_numbers
from coordinator.spaces.models import Space

bp = Blueprint("newsletter_web", __name__)
pages.tell("web_on", _("It is on the open web: anybody can read it now."))
pages.tell("web_asked", _("Another editor finds it on their first page. With their yes it goes on the open web."))
pages.tell("web_off", _("It is off the web. Members go on reading it."))
pages.tell("yes_kept", _("Your yes is kept. Whoever changes a piece has to ask again."))
pages.tell("second_yes_saved", _("Saved."))


def public_page(edition: Edition) -> Any:
    """A number as anybody reads it."""
    shown = public_number(edition)
    page = render_template("newsletters/public.html", edition=edition, number=shown.value, pieces=shown.pieces)
    return _kept_by_readers(page)


def public_front(space: Space) -> Any:
    """The newsletter of a space as anybody finds it."""
    there = public_numbers(space.id)
    numbers = [(each, public_number(each)) for each in there[:IN_FEED]]
    page = render_template(
        "newsletters/public_front.html",
        space=space,
        masthead=numbers[0][1].value.masthead,
        covers=[(edition, _cover(edition, shown)) for edition, shown in numbers],
        older=there[IN_FEED:],
        takes_letters=letterbox_of(space.id).is_open,
    )
    return _kept_by_readers(page)


def _cover(edition: Edition, shown: PublicNumber) -> Any:
    headlines = [each.title for each, _picture in shown.pieces if not each.is_box]
    return cover_of(shown.value.masthead.name, say_day(edition.date), headlines, edition.space.language)


def _kept_by_readers(page: str) -> Any:
    """With a mark by which a reader without an account can ask whether it is still the same."""
    return page if reader().is_signed_in else door.with_etag(make_response(page))


@bp.get("/s/<space>/newsletter/feed")
@guard(Permission.READ, front_for)
def feed(found: Front) -> Response:
    """The numbers that anybody may read, for a feed reader."""
    numbers = public_numbers(found.space_id)[:IN_FEED]
    if not numbers:
        raise NotFound()
    front = f"{current_app.config['SETTINGS'].own_address}/s/{found.space.slug}/newsletter/"
    with in_language(found.space.language):
        shown = [(public_number(each).value, str(_("Number %(number)s", number=each.number))) for each in numbers]
    answer = make_response(feed_of(front, f"{front}feed", shown))
    answer.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return door.with_etag(answer)


@bp.post("/editions/<edition_id>/web")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for, confirm=True)
def put_on(edition: Edition) -> Any:
    """Put it on the open web, or ask a second editor."""
    is_out = actions.put_on_the_web(reader(), edition)
    return see(f"/editions/{edition.public_id}", done="web_on" if is_out else "web_asked")


@bp.post("/editions/<edition_id>/web/off")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def take_off(edition: Edition) -> Any:
    """Take it off the open web; putting it back is one press on the page that follows."""
    actions.take_off_the_web(reader(), edition)
    return see(f"/editions/{edition.public_id}", done="web_off")


@bp.post("/editions/<edition_id>/yes")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def say_yes(edition: Edition) -> Any:
    """Say yes to a number as it stands."""
    went_out = actions.say_yes(reader(), edition)
    return see(f"/editions/{edition.public_id}", done="web_on" if went_out else "yes_kept")


@bp.post("/s/<space>/newsletter/second-yes")
@guard(Permission.EDIT_NEWSLETTER)
def ask_for_second_yes(here: Standing) -> Any:
    """Set where a second editor has to say yes."""
    form = SecondYesForm()
    if not form.validate():
        raise Invalid(_("Please send the form again."))
    actions.ask_for_second_yes(reader(), here.space_id, form.second_yes_web.data, form.second_yes_paper.data)
    return see(f"/s/{here.space_slug}/newsletter/masthead", done="second_yes_saved")
