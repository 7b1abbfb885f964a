"""Numbers as anybody reads them, their feed, and what editors do to put them there."""

from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template

from coordinator import door, pages
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid, NotFound
from coordinator.language import _, in_language
from coordinator.newsletters import queries
from coordinator.newsletters.archive import PAGE, corrected_numbers
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.claims.queries import claim_for
from coordinator.newsletters.forms import SecondYesForm
from coordinator.newsletters.letters.queries import letterbox_of
from coordinator.newsletters.models import Article, Edition
from coordinator.newsletters.queries import newsletter_of
from coordinator.newsletters.web import actions
from coordinator.newsletters.web.feed import feed_of
from coordinator.newsletters.web.forms import ListedForm
from coordinator.newsletters.web.public import (
    beside,
    is_listed,
    newest_numbers,
    public_covers,
    public_masthead,
    public_number,
)
from coordinator.newsletters.web.queries import Front, front_for
from coordinator.spaces.models import Space

bp = Blueprint("newsletter_web", __name__)
# So many numbers stand in the feed.
IN_FEED = 8
pages.tell("web_on", _("It is on the open web: anybody can read it now."))
pages.tell("web_asked", _("Another editor finds it on their first page. With their yes it goes on the open web."))
pages.tell("web_off", _("It is off the web. Members go on reading it."))
pages.tell("yes_kept", _("Your yes is kept. Whoever changes a piece has to ask again."))
pages.tell("second_yes_saved", _("Saved."))
pages.tell("sheet_yes_kept", _("Your yes is kept. Whoever changes it has to ask again."))
pages.tell("web_terms_saved", _("Saved."))


def for_anybody(space_id: int, template: str, **values: Any) -> Response:
    """A page of a newsletter for whoever is no member: search engines are told whether they may list it."""
    listed = is_listed(space_id)
    page = make_response(render_template(template, is_listed=listed, **values))
    return page if listed else _unlisted(page)


def _unlisted(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def public_page(edition: Edition) -> Response:
    """A number as anybody reads it."""
    shown, (before, after) = public_number(edition), beside(edition)
    page = for_anybody(
        edition.space_id, "newsletters/public.html",
        edition=edition, number=shown.value, pieces=shown.pieces, before=before, after=after,
    )  # fmt: skip
    return _kept_by_readers(page)


def public_front(space: Space) -> Response:
    """The newsletter of a space as anybody finds it: the newest numbers, and the way to the others."""
    numbers, masthead = newest_numbers(space.id, PAGE), public_masthead(newsletter_of(space.id))
    page = for_anybody(
        space.id, "newsletters/public_front.html",
        space=space,
        masthead=masthead,
        covers=public_covers(space.id, masthead.name, numbers),
        corrected=corrected_numbers([each.id for each in numbers]),
        takes_letters=letterbox_of(space.id).is_open,
    )  # fmt: skip
    return _kept_by_readers(page)


def _kept_by_readers(page: Response) -> Response:
    """With a mark by which a reader without an account can ask whether it is still the same."""
    return page if reader().is_signed_in else door.with_etag(page)


@bp.get("/s/<space>/newsletter/feed")
@guard(Permission.READ, front_for)
def feed(found: Front) -> Response:
    """The numbers that anybody may read, for a feed reader."""
    numbers = newest_numbers(found.space_id, IN_FEED)
    if not numbers:
        raise NotFound()
    front = f"{current_app.config['SETTINGS'].own_address}/s/{found.space.slug}/newsletter/"
    with in_language(found.space.language):
        shown = [(public_number(each).value, str(_("Number %(number)s", number=each.number))) for each in numbers]
        answer = make_response(feed_of(front, f"{front}feed", shown))
    answer.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return door.with_etag(answer if is_listed(found.space_id) else _unlisted(answer))


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


@bp.post("/s/<space>/newsletter/search-engines")
@guard(Permission.EDIT_NEWSLETTER)
def let_engines_list(here: Standing) -> Any:
    """Set whether search engines may list what is on the open web."""
    form = ListedForm()
    if not form.validate():
        raise Invalid(_("Please send the form again."))
    actions.let_engines_list(reader(), here.space_id, form.is_listed.data)
    return see(f"/s/{here.space_slug}/newsletter/masthead", done="web_terms_saved")


@bp.post("/articles/<article_id>/yes")
@guard(Permission.EDIT_NEWSLETTER, queries.article_for)
def say_yes_to_article(article: Article) -> Any:
    """Say yes to handing out one piece by itself."""
    actions.say_yes_to_sheet(reader(), article)
    return see(f"/articles/{article.public_id}", done="sheet_yes_kept")


@bp.post("/claims/<claim_id>/yes")
@guard(Permission.EDIT_NEWSLETTER, claim_for)
def say_yes_to_claim(claim: Claim) -> Any:
    """Say yes to handing out what management says, with its answer."""
    actions.say_yes_to_sheet(reader(), claim)
    return see(f"/claims/{claim.public_id}", done="sheet_yes_kept")
