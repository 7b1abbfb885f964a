"""The newsletter of a space: what is in the making, what came out, the box, the masthead."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import pages
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.language import _, say_day
from coordinator.newsletters import queries
from coordinator.newsletters.actions import editions
from coordinator.newsletters.covers import Cover, cover_of, first_headlines
from coordinator.newsletters.forms import EditionForm, MastheadForm, RhythmForm, SecondYesForm
from coordinator.newsletters.letters.queries import letterbox_of, new_letters
from coordinator.newsletters.marks.queries import marks_by_article
from coordinator.newsletters.models import ArticleState, Edition
from coordinator.newsletters.views.web import public_front
from coordinator.newsletters.web.forms import ListedForm
from coordinator.newsletters.web.public import is_listed
from coordinator.newsletters.web.queries import Front, front_for
from coordinator.notices import actions as notices
from coordinator.notices.models import Kind

bp = Blueprint("newsletter", __name__)
# Older numbers stand on the page of all numbers.
COVERS = 12
pages.tell("masthead_saved", _("Saved. It stands on every number from now on."))


@bp.get("/s/<space>/newsletter/")
@guard(Permission.READ, front_for)
def front(found: Front) -> Any:
    """Everything that one may see of a space's newsletter; for outsiders, the numbers that anybody may read."""
    here = reader().standing_in(found.space_id)
    return public_front(found.space) if here is None else _front(here)


def _front(here: Standing) -> Any:
    who = reader()
    found = queries.editions(who, here.space_id)
    newsletter = queries.newsletter_of(here.space_id)
    return render_template(
        "newsletters/front.html",
        newsletter=newsletter,
        covers=_covers(newsletter.name, [each for each in found if each.is_published][:COVERS]),
        in_work=[each for each in found if not each.is_published],
        published=[each for each in found if each.is_published],
        box=queries.box(who, here.space_id),
        own=queries.own_articles(who, here.space_id),
        is_editor=here.may(Permission.EDIT_NEWSLETTER),
        failed_plugins=queries.failed_plugins(here.space_id) if here.may(Permission.EDIT_NEWSLETTER) else [],
        wanted=queries.number_wanting_pieces(here.space_id),
        new_letters=new_letters(who).get(here.space_id, 0) if here.may(Permission.EDIT_NEWSLETTER) else 0,
        takes_letters=letterbox_of(here.space_id).is_open,
        form=EditionForm(),
    )


def _covers(name: str, published: list[Edition]) -> list[tuple[Edition, Cover]]:
    """The newest numbers with their front pages in small."""
    headlines = first_headlines(each.id for each in published)
    return [(each, _cover(name, each, headlines.get(each.id, []))) for each in published]


def _cover(name: str, edition: Edition, headlines: list[str]) -> Cover:
    # The number stands below the picture, and would be read out twice.
    return cover_of(name, say_day(edition.date), headlines, edition.space.language)


@bp.get("/s/<space>/newsletter/box")
@guard(Permission.EDIT_NEWSLETTER)
def box(here: Standing) -> Any:
    """What was handed in and is in no edition yet."""
    who = reader()
    if request.method == "GET":
        notices.mark_read(who.account_id, Kind.BOX, here.space_id, 1)
    lying = queries.box(who, here.space_id)
    return render_template(
        "newsletters/box.html",
        box=lying,
        marks=marks_by_article(lying),
        declined=queries.box(who, here.space_id, ArticleState.DECLINED),
        in_work=[each for each in queries.editions(who, here.space_id) if not each.is_published],
        form=EditionForm(),
    )


@bp.get("/s/<space>/newsletter/masthead")
@guard(Permission.EDIT_NEWSLETTER)
def masthead(here: Standing) -> Any:
    """The form for what stands on every edition."""
    return masthead_page(here)


def masthead_page(here: Standing, form: MastheadForm | None = None, rhythm: RhythmForm | None = None) -> str:
    """What stands on every edition and when it comes out; with a form as it was sent, where something was wrong."""
    newsletter = queries.newsletter_of(here.space_id)
    return render_template(
        "newsletters/masthead.html",
        form=form or MastheadForm(formdata=None, obj=newsletter),
        rhythm=rhythm or RhythmForm(formdata=None, obj=newsletter),
        second=SecondYesForm(formdata=None, obj=newsletter),
        listed=ListedForm(formdata=None, is_listed=is_listed(here.space_id)),
    )


@bp.post("/s/<space>/newsletter/masthead")
@guard(Permission.EDIT_NEWSLETTER)
def save_masthead(here: Standing) -> Any:
    """Save it."""
    form = MastheadForm()
    if not form.validate():
        return masthead_page(here, form), 400
    editions.set_masthead(
        reader(),
        here.space_id,
        form.version.data or 1,
        name=form.name.data,
        motto=form.motto.data or "",
        imprint=form.imprint.data or "",
        how_to_reach=form.how_to_reach.data or "",
    )
    return see(f"/s/{here.space_slug}/newsletter/", done="masthead_saved")
