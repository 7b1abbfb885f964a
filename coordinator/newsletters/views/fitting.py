"""The page on which a number is made to fit: smaller type, shorter pieces, what carries on further back or waits."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import pages
from coordinator.access import Permission
from coordinator.door import guard, reader, see
from coordinator.errors import Conflict, Invalid
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.newsletters import queries
from coordinator.newsletters.actions import fitting
from coordinator.newsletters.fitting import Fit, fit_of
from coordinator.newsletters.models import Edition
from coordinator.newsletters.room import empty_pages, lines_of_an_empty_page, lines_to_the_last_page

bp = Blueprint("fitting", __name__)
pages.tell("number_fitted", _("Saved. How it comes out now stands above."))


@bp.get("/editions/<edition_id>/fit")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def show(edition: Edition) -> Any:
    """How the number fits, page by page, and each way to make it fit."""
    return _page(edition)


@bp.post("/editions/<edition_id>/text-size")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def set_text_size(edition: Edition) -> Any:
    """Set the number in smaller or larger type."""
    try:
        fitting.set_text_size(reader(), edition, request.form.get("size", "")[:8], _version())
    except (Conflict, Invalid) as problem:
        return _page(edition, problem)
    return _fitted(edition)


@bp.post("/editions/<edition_id>/carry-on")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def carry_on(edition: Edition) -> Any:
    """Let a piece carry on further back, or stand whole again."""
    after, blocks = request.form.get("after", 0, type=int), request.form.get("blocks", 0, type=int)
    try:
        fitting.carry_on(reader(), edition, _article(), after or None, blocks, _version())
    except (Conflict, Invalid) as problem:
        return _page(edition, problem)
    return _fitted(edition)


@bp.post("/editions/<edition_id>/leave-out")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def leave_out(edition: Edition) -> Any:
    """Leave a piece for a later number."""
    try:
        fitting.leave_out(reader(), edition, _article(), _version())
    except Conflict as problem:
        return _page(edition, problem)
    return _fitted(edition)


@bp.post("/editions/<edition_id>/take-in")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def take_in(edition: Edition) -> Any:
    """Put a piece from the box behind the last one."""
    try:
        fitting.take_in(reader(), edition, _article(), _version())
    except (Conflict, Invalid) as problem:
        return _page(edition, problem)
    return _fitted(edition)


def _article() -> int:
    return request.form.get("article", 0, type=int)


def _version() -> int | None:
    return request.form.get("version", type=int)


def _fitted(edition: Edition) -> Any:
    return see(f"/editions/{edition.public_id}/fit", done="number_fitted")


def _page(edition: Edition, problem: Conflict | Invalid | None = None) -> Any:
    now = queries.edition_for(reader(), edition.public_id) or edition
    fit = fit_of(reader(), now)
    page = render_template(
        "newsletters/fit.html",
        edition=now,
        newsletter=queries.newsletter_of(now.space_id),
        fit=fit if isinstance(fit, Fit) else None,
        sentence=fit.sentence if isinstance(fit, Fit) else fit or _nothing_to_fit(),
        empty=empty_pages(fit.measured) if isinstance(fit, Fit) else [],
        lines_of_an_empty_page=lines_of_an_empty_page(fit.measured) if isinstance(fit, Fit) else 0,
        lines_to_the_last_page=lines_to_the_last_page(fit.measured) if isinstance(fit, Fit) else 0,
        confirm=Confirm(),
        problem=problem.sentence if problem else "",
        theirs=problem.theirs if isinstance(problem, Conflict) else "",
    )
    return page, problem.status if problem else 200


def _nothing_to_fit() -> str:
    return str(_("There is nothing to fit yet: put a piece into this number first, and switch printing on."))
