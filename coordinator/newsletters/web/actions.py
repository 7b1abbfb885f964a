"""Putting a number on the open web, taking it off, and the yes of a second editor."""

from coordinator import clock, db
from coordinator.access import Permission, Reader, Standing, require
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.newsletters import release_check
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.models import Article, Edition
from coordinator.newsletters.queries import newsletter_of
from coordinator.newsletters.web import findable, queries
from coordinator.newsletters.web.models import NumberYes, SheetYes, WebTerms
from coordinator.spaces.log import record, words

words("edition_on_the_web", _("%(actor)s put number %(subject)s of the newsletter on the open web"))
words("edition_off_the_web", _("%(actor)s took number %(subject)s of the newsletter off the open web"))
words("edition_yes_asked", _("%(actor)s asked for a second editor’s yes to number %(subject)s of the newsletter"))
words("edition_yes", _("%(actor)s said yes to number %(subject)s of the newsletter"))
words("sheet_yes", _("%(actor)s said yes to handing out “%(subject)s”"))
words("web_listed", _("%(actor)s let search engines list the newsletter"))
words("web_unlisted", _("%(actor)s told search engines not to list the newsletter"))


def ask_for_second_yes(actor: Reader, space_id: int, web: bool, paper: bool) -> None:
    """Set whether a second editor has to say yes before a number goes on the web, and before it is handed out."""
    require(actor, Permission.EDIT_NEWSLETTER, space_id)
    with db.write():
        row = newsletter_of(space_id)
        row.second_yes_web, row.second_yes_paper = web, paper
        row.save()


def let_engines_list(actor: Reader, space_id: int, is_listed: bool) -> None:
    """Set whether search engines may list what the space has on the open web."""
    standing = require(actor, Permission.EDIT_NEWSLETTER, space_id)
    with db.write():
        terms, _made = WebTerms.get_or_create(space=space_id)
        if terms.is_listed != is_listed:
            terms.is_listed = is_listed
            terms.save()
            record(space_id, "web_listed" if is_listed else "web_unlisted", standing.pen_name)


def say_yes(actor: Reader, edition: Edition) -> bool:
    """Say yes to a number as it stands now; whether it went on the open web by that.

    It does where another editor wanted it there. Refuses (Invalid) what the release check stops.
    """
    standing = require(actor, Permission.EDIT_NEWSLETTER, edition.space_id)
    goes_out = edition.is_web_wanted and edition.is_published and not edition.is_on_the_web
    if goes_out:
        release_check.require_none(release_check.findings_of(edition))
    with db.write():
        _keep_yes(edition, standing)
        record(edition.space_id, "edition_yes", standing.pen_name, str(edition.number))
        goes_out = goes_out and not queries.waits_for_web(edition, standing.membership_id)
        if goes_out:
            _put_out(edition, standing)
    return goes_out


def put_on_the_web(actor: Reader, edition: Edition) -> bool:
    """Let anybody read a number that is out; False where it waits for the yes of a second editor first.

    Refuses (Invalid) a number that is not out, and what the release check stops.
    """
    standing = require(actor, Permission.EXPORT, edition.space_id)
    if not edition.is_published:
        raise Invalid(_("This number is not out yet. Publish it for your members first."))
    release_check.require_none(release_check.findings_of(edition))
    with db.write():
        _keep_yes(edition, standing)
        waits = queries.waits_for_web(edition, standing.membership_id)
        if waits:
            Edition.update(is_web_wanted=True).where(Edition.id == edition.id).execute()
            record(edition.space_id, "edition_yes_asked", standing.pen_name, str(edition.number))
        else:
            _put_out(edition, standing)
    return not waits


def take_off_the_web(actor: Reader, edition: Edition) -> None:
    """Undo `put_on_the_web`, also where it still waits; members go on reading the number."""
    standing = require(actor, Permission.EXPORT, edition.space_id)
    with db.write():
        Edition.update(is_on_the_web=False, is_web_wanted=False).where(Edition.id == edition.id).execute()
        findable.forget_number(edition)
        record(edition.space_id, "edition_off_the_web", standing.pen_name, str(edition.number))


def say_yes_to_sheet(actor: Reader, shown: Article | Claim) -> None:
    """Say yes to handing out a piece or claim by itself, as it stands now."""
    standing = require(actor, Permission.EDIT_NEWSLETTER, shown.space_id)
    if isinstance(shown, Article):
        about, name = {"article": shown.id}, shown.title
    else:
        about, name = {"claim": shown.id}, shown.said
    with db.write():
        if not queries.is_mine(shown, standing.membership_id):
            seen = queries.seen_in_sheet(shown)
            SheetYes.create(**about, membership=standing.membership_id, seen=seen, made_on=clock.today())
            record(shown.space_id, "sheet_yes", standing.pen_name, name)


def require_second_yes(edition: Edition, asked_by: int | None) -> None:
    """Refuse (Invalid) to hand a number out where the space wants a second editor's yes and there is none.

    `asked_by` is the membership whose own yes does not count; None: somebody who is no editor asks.
    """
    if queries.waits_for_paper(edition, asked_by):
        raise Invalid(_("Another editor has to say yes to this number first. Ask one to open its page."))


def require_sheet_yes(shown: Article | Claim, asked_by: int | None) -> None:
    """The same for a piece or claim by itself."""
    if queries.sheet_waits(shown, asked_by):
        raise Invalid(_("Another editor has to say yes to this first. Ask one to open its page."))


def _keep_yes(edition: Edition, standing: Standing) -> None:
    mine = (NumberYes.edition == edition.id) & (NumberYes.membership == standing.membership_id)
    NumberYes.delete().where(mine).execute()
    NumberYes.create(
        edition=edition.id, membership=standing.membership_id, seen=queries.seen_in(edition), made_on=clock.today()
    )


def _put_out(edition: Edition, standing: Standing) -> None:
    Edition.update(is_on_the_web=True, is_web_wanted=False).where(Edition.id == edition.id).execute()
    findable.put_number(edition)
    record(edition.space_id, "edition_on_the_web", standing.pen_name, str(edition.number))
