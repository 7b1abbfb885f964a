"""Pages for what management says and what is true: the list, the two boxes, and the poster."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import clock, markup, pages, sure
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid, NotFound
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.newsletters import queries as newsletters
from coordinator.newsletters import release_check
from coordinator.newsletters.actions import articles, claims, exports
from coordinator.newsletters.claims import queries
from coordinator.newsletters.claims.forms import ClaimForm
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.views.exports import SHEET_MADE, wait_for
from coordinator.newsletters.web.queries import asks_for_paper, sheet_yes
from coordinator.reports import queries as reports

bp = Blueprint("claims", __name__)
pages.tell("claim_written", _("It stands in the list now."))
pages.tell("claim_saved", _("Saved. What stood there before is kept."))
pages.tell("claim_counted", _("Counted."))
pages.tell("claim_counted_less", _("It counts once less again."))
pages.tell("claim_taken_back", _("Taken away. You can have it back for seven days."))
pages.tell("claim_back", _("It is back in the list."))


@bp.get("/s/<space>/newsletter/claims/")
@guard(Permission.READ_SPACE)
def index(here: Standing) -> Any:
    """What management said here, newest first."""
    rows = queries.claims(reader(), here.space_id, request.args.get("before", ""))
    older = rows[-1].claim.public_id if len(rows) == queries.PAGE else None
    return render_template("newsletters/claims.html", rows=rows, older=older)


@bp.get("/s/<space>/newsletter/claims/new")
@guard(Permission.SUBMIT_ARTICLE)
def new(here: Standing) -> Any:
    """The two boxes; the first begun with a note where the address names one."""
    note = reports.note_for(reader(), request.args.get("note", ""))
    said = markup.plain_text(note.html) if note is not None and note.space_id == here.space_id else ""
    return _new_page(ClaimForm(formdata=None, said=said), here)


def _new_page(form: ClaimForm, here: Standing) -> Any:
    # Where a second editor says yes first, they find the claim on its page.
    waits = asks_for_paper(here.space_id)
    makes_posters = here.may(Permission.EXPORT) and not waits and _offers_posters(here.space_id)
    return render_template(
        "newsletters/claim_new.html", form=form, note=request.values.get("note", ""), makes_posters=makes_posters
    )


def _offers_posters(space_id: int) -> bool:
    return any(each.name == claims.POSTER and each.is_on for each in newsletters.plugin_choices(space_id))


@bp.post("/s/<space>/newsletter/claims/new")
@guard(Permission.SUBMIT_ARTICLE)
def create(here: Standing) -> Any:
    """Write it down."""
    form = ClaimForm()
    if form.is_to_save():
        try:
            claim = claims.write_claim(reader(), here.space_id, _draft_of(form))
        except Invalid as problem:
            form.refuse(problem)
        else:
            return see(f"/claims/{claim.public_id}", done="claim_written", text=_words(form))
    return _new_page(form, here), form.status


@bp.post("/s/<space>/newsletter/claims/poster")
@guard(Permission.EXPORT, confirm=True, doing=SHEET_MADE)
def create_poster(here: Standing) -> Any:
    """Write it down, and make a poster of it at once."""
    form = ClaimForm()
    if form.validate():
        try:
            export = claims.write_and_export(reader(), here.space_id, _draft_of(form))
        except Invalid as problem:
            form.refuse(problem)
        else:
            wait_for(export)
            return see(f"/exports/{export.public_id}")
    return _new_page(form, here), 400


def _words(form: ClaimForm) -> str:
    return f"{form.said.data} {form.answer.data or ''}"


def _draft_of(form: ClaimForm) -> claims.Draft:
    return claims.Draft(
        said=form.said.data,
        answer=form.answer.data or "",
        said_on=form.said_on.data,
        said_to=form.said_to.data or "",
        source=form.source.data or "",
        note_id=request.form.get("note", ""),
    )


@bp.get("/claims/<claim_id>")
@guard(Permission.READ, queries.claim_for)
def show(claim: Claim) -> Any:
    """One claim with its answer, and what can be made of it."""
    who = reader()
    is_editor = who.may(Permission.EXPORT, claim.space_id)
    return render_template(
        "newsletters/claim.html",
        claim=claim,
        heard=queries.heard(claim),
        is_counted_today=queries.heard_on(claim, clock.today()),
        note=queries.note_of(claim, who),
        articles=queries.articles_of(claim, who),
        posters=queries.posters_of(claim, who),
        plugins=[each for each in newsletters.plugin_choices(claim.space_id) if each.is_on] if is_editor else [],
        findings=release_check.findings_of_claim(claim) if is_editor else [],
        yes=sheet_yes(claim, who),
        form=Confirm(),
    )


@bp.post("/claims/<claim_id>/article")
@guard(Permission.SUBMIT_ARTICLE, queries.claim_for)
def article(claim: Claim) -> Any:
    """Hand it in as a piece for the newsletter, and go there."""
    made = articles.submit_article(reader(), claim.space_id, articles.draft_of_claim(claim))
    return see(f"/articles/{made.public_id}", done="article_sent")


@bp.get("/claims/<claim_id>/edit")
@guard(Permission.SUBMIT_ARTICLE, queries.claim_for)
def edit(claim: Claim) -> Any:
    """The boxes with the claim as it stands."""
    return _edit_page(ClaimForm(obj=claim), claim)


def _edit_page(form: ClaimForm, claim: Claim) -> str:
    return render_template(
        "newsletters/claim_edit.html",
        form=form,
        claim=claim,
        versions=queries.versions_of(claim),
        may_take_back=queries.may_take_back(reader(), claim),
    )


@bp.post("/claims/<claim_id>/edit")
@guard(Permission.SUBMIT_ARTICLE, queries.claim_for)
def save(claim: Claim) -> Any:
    """Save the changed claim."""
    form = ClaimForm()
    if form.is_to_save():
        try:
            claims.change_claim(reader(), claim, _draft_of(form), form.version.data or 0)
        except Invalid as problem:
            form.refuse(problem)
        else:
            return see(f"/claims/{claim.public_id}", done="claim_saved", text=_words(form))
    return _edit_page(form, claim), form.status


@bp.post("/claims/<claim_id>/again")
@guard(Permission.SUBMIT_ARTICLE, queries.claim_for)
def again(claim: Claim) -> Any:
    """Count that it was heard again."""
    claims.count_again(reader(), claim)
    return see(f"/claims/{claim.public_id}", done="claim_counted")


@bp.post("/claims/<claim_id>/not-again")
@guard(Permission.SUBMIT_ARTICLE, queries.claim_for)
def not_again(claim: Claim) -> Any:
    """Undo one count of today."""
    claims.count_less(reader(), claim)
    return see(f"/claims/{claim.public_id}", done="claim_counted_less")


@bp.post("/claims/<claim_id>/export")
@guard(Permission.EXPORT, queries.claim_for, confirm=True, doing=SHEET_MADE)
def export(claim: Claim) -> Any:
    """Make a poster of it, or another sheet."""
    made = exports.export_claim(reader(), claim, request.form.get("plugin", ""))
    wait_for(made)
    return see(f"/exports/{made.public_id}")


@bp.post("/claims/<claim_id>/take-back")
@guard(Permission.READ, queries.claim_to_take_back)
def take_back(claim: Claim) -> Any:
    """Take it away; the page that follows can bring it back."""
    at_once = "at_once" in request.form
    if at_once and (page := sure.for_good(f"/claims/{claim.public_id}/edit")):
        return page
    claims.take_back(reader(), claim, at_once)
    if at_once:
        return see(f"/s/{claim.space.slug}/newsletter/claims/")
    return see(f"/claims/{claim.public_id}/taken-back", done="claim_taken_back")


@bp.get("/claims/<claim_id>/taken-back")
@guard(Permission.READ, queries.claim_to_take_back)
def taken_back(claim: Claim) -> Any:
    """What was taken away, and the button that brings it back."""
    if claim.deleted_on is None:
        raise NotFound()
    return render_template("newsletters/claim_taken_back.html", claim=claim, form=Confirm())


@bp.post("/claims/<claim_id>/bring-back")
@guard(Permission.READ, queries.claim_to_take_back)
def bring_back(claim: Claim) -> Any:
    """Undo taking it away."""
    claims.bring_back(reader(), claim)
    return see(f"/claims/{claim.public_id}", done="claim_back")
