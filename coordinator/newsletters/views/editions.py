"""Pages for making an edition and reading it."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import access, pages, sure
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.errors import Conflict, Invalid
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.newsletters import queries
from coordinator.newsletters.actions import editions, rhythm
from coordinator.newsletters.boxes.forms import PLACES, placed_boxes
from coordinator.newsletters.boxes.queries import all_in, boxes_in
from coordinator.newsletters.forms import EditionForm, PasteForm
from coordinator.newsletters.marks.queries import corrections_by_article, marks_by_article
from coordinator.newsletters.measuring import fitting_in, measure
from coordinator.newsletters.models import Edition
from coordinator.newsletters.release_check import findings_of
from coordinator.newsletters.room import fit_sentence
from coordinator.newsletters.selection.queries import languages_of, missing_in, sites_meant
from coordinator.newsletters.views.web import public_page
from coordinator.newsletters.web.queries import second_yes
from coordinator.notices import actions as notices
from coordinator.notices.models import Kind
from coordinator.plugin_contract import Measurement
from coordinator.plugin_host.sandbox import sandbox_state
from coordinator.spaces.choices import LANGUAGES

bp = Blueprint("editions", __name__)
LONGEST_NUMBER, LONGEST_KEY = 4, 10
pages.tell("edition_started", _("The next number is begun. Take articles from the box, or paste a text."))
pages.tell("edition_saved", _("Saved."))
pages.tell("edition_published", _("It is out: every member of the space can read it now."))
pages.tell("edition_in_work", _("It is back in work: only editors see it until you publish it again."))
pages.tell("edition_dropped", _("The number is given up. Its articles are back in the box."))


@bp.post("/s/<space>/newsletter/editions/new")
@guard(Permission.EDIT_NEWSLETTER)
def create(here: Standing) -> Any:
    """Begin the next number, as long as the last one, until somebody says otherwise."""
    edition = rhythm.start_next(reader(), here.space_id)
    return see(f"/editions/{edition.public_id}", done="edition_started")


@bp.get("/editions/<edition_id>")
@guard(Permission.READ, queries.edition_for)
def show(edition: Edition) -> Any:
    """In work: the editors' table. Published: the edition as its readers see it."""
    if not reader().may(Permission.EDIT_NEWSLETTER, edition.space_id):
        return _reading_page(edition)
    return _table(edition, EditionForm(obj=edition, data={"version": edition.version}), PasteForm())


def _table(edition: Edition, form: EditionForm, paste_form: PasteForm, problem: str = "", theirs: str = "") -> Any:
    who = reader()
    articles, box = queries.lined_up(edition.id), queries.box(who, edition.space_id)
    measured, languages = measure(edition), languages_of(articles)
    return render_template(
        "newsletters/edition.html",
        edition=edition,
        newsletter=queries.newsletter_of(edition.space_id),
        articles=articles,
        box=box,
        languages=languages,
        language_names=LANGUAGES,
        missing=missing_in(articles),
        by_language=_by_language(edition, languages),
        sites=sites_meant(articles),
        boxes=all_in(edition),
        box_places=PLACES,
        marks=marks_by_article([*articles, *box]),
        figures=_figures(measured),
        measured=measured if isinstance(measured, Measurement) else None,
        sentence=fit_sentence(measured) if isinstance(measured, Measurement) else (measured or ""),
        plugins=[each for each in queries.plugin_choices(edition.space_id) if each.is_on],
        exports=queries.exports_of(edition),
        sandbox=sandbox_state(),
        findings=findings_of(edition),
        yes=second_yes(edition, access.require(who, Permission.EDIT_NEWSLETTER, edition.space_id)),
        form=form,
        paste_form=paste_form,
        confirm=Confirm(),
        problem=problem,
        theirs=theirs,
        typed=_typed(),
    )


def _by_language(edition: Edition, languages: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """How a number in work fits its pages in each of its languages, by the language's name; nothing of one alone."""
    if edition.is_published or len(languages) < 2:
        return []
    return [(name, fitting_in(edition, code)) for code, name in languages]


def _figures(measured: Measurement | str | None) -> dict[int, Any]:
    """How each article came out, by its place in the edition."""
    if not isinstance(measured, Measurement):
        return {}
    return {int(each.article): each for each in measured.per_article}


@bp.post("/editions/<edition_id>/plan")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def plan(edition: Edition) -> Any:
    """Change number, date and length."""
    form = EditionForm()
    if form.validate():
        try:
            planned = (form.number.data, form.date.data, form.pages.data, form.version.data)
            editions.plan_edition(reader(), edition, *planned, deadline=form.deadline.data)
        except Invalid as problem:
            form.refuse(problem)
        else:
            return see(f"/editions/{edition.public_id}", done="edition_saved")
    return _table(edition, form, PasteForm(formdata=None)), 400


@bp.post("/editions/<edition_id>/paste")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def paste(edition: Edition) -> Any:
    """Make articles of a pasted text."""
    form = PasteForm()
    if form.validate():
        try:
            editions.paste_edition(reader(), edition, form.text.data)
        except Invalid as problem:
            form.refuse(problem)
        else:
            return see(f"/editions/{edition.public_id}", done="edition_saved")
    return _table(edition, EditionForm(formdata=None, obj=edition), form), 400


@bp.post("/editions/<edition_id>/line-up")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def line_up(edition: Edition) -> Any:
    """Order the edition: a number beside each article, none for one that stays in the box."""
    try:
        version, boxes = request.form.get("version", type=int), placed_boxes(request.form)
        editions.line_up(reader(), edition, _numbers(), version, boxes)
    except (Conflict, Invalid) as problem:
        return _again(edition, problem)
    return see(f"/editions/{edition.public_id}", done="edition_saved")


def _again(edition: Edition, problem: Conflict | Invalid) -> Any:
    """The table as it stands now, with the numbers that were typed, and what is wrong with them."""
    now = queries.edition_for(reader(), edition.public_id) or edition
    form = EditionForm(formdata=None, obj=now)
    theirs = problem.theirs if isinstance(problem, Conflict) else ""
    return _table(now, form, PasteForm(formdata=None), problem.sentence, theirs), problem.status


def _typed() -> dict[int, str]:
    """What was typed beside each article, to stand there again."""
    places = ((name.removeprefix("place-"), typed) for name, typed in request.form.items() if name.startswith("place-"))
    return {int(key): typed for key, typed in places if key.isdecimal() and len(key) < LONGEST_KEY}


def _numbers() -> dict[int, int | None]:
    """The numbers that were typed, by article; an empty field takes the article out."""
    found: dict[int, int | None] = {}
    for name, typed in request.form.items():
        key = name.removeprefix("place-")
        if key != name and key.isdecimal() and len(key) < LONGEST_KEY:
            text = typed.strip()
            if text and not (text.isdecimal() and len(text) <= LONGEST_NUMBER):
                raise Invalid(_("A place is a whole number, such as 1, 2 or 3."))
            found[int(key)] = int(text) if text else None
    return found


@bp.post("/editions/<edition_id>/publish")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def publish(edition: Edition) -> Any:
    """Let the members read it."""
    try:
        editions.publish_edition(reader(), edition, version=request.form.get("version", type=int))
    except (Conflict, Invalid) as problem:
        return _again(edition, problem)
    return see(f"/s/{edition.space.slug}/newsletter/{edition.number}", done="edition_published")


@bp.post("/editions/<edition_id>/take-back")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def take_back(edition: Edition) -> Any:
    """Take a published edition back into work."""
    editions.take_back_into_work(reader(), edition)
    return see(f"/editions/{edition.public_id}", done="edition_in_work")


@bp.post("/editions/<edition_id>/drop")
@guard(Permission.EDIT_NEWSLETTER, queries.edition_for)
def drop(edition: Edition) -> Any:
    """Give an edition in work up, once an editor has said so twice."""
    page = sure.ask(
        str(_("Give number %(number)s up?", number=edition.number)),
        str(_("Its pieces go back into the box. Its order and the files made of it are gone for good.")),
        str(_("Give it up")),
        back=f"/editions/{edition.public_id}",
    )
    return page or _give_up(edition)


def _give_up(edition: Edition) -> Any:
    front = f"/s/{edition.space.slug}/newsletter/"
    editions.drop_edition(reader(), edition)
    return see(front, done="edition_dropped")


@bp.get("/s/<space>/newsletter/<number>")
@guard(Permission.READ, queries.published_edition)
def read(edition: Edition) -> Any:
    """A published edition."""
    return _reading_page(edition)


def _reading_page(edition: Edition) -> Any:
    who, articles = reader(), queries.lined_up(edition.id)
    if who.standing_in(edition.space_id) is None:
        return public_page(edition)
    if request.method == "GET":
        notices.mark_read(who.account_id, Kind.EDITION, edition.id, 1)
    return render_template(
        "newsletters/reading.html",
        edition=edition,
        newsletter=queries.newsletter_of(edition.space_id),
        articles=articles,
        boxes=boxes_in(edition),
        corrections=corrections_by_article(articles),
        exports=[each for each in queries.exports_of(edition) if each.state == "done"],
        language_names=LANGUAGES,
        is_editor=who.may(Permission.EDIT_NEWSLETTER, edition.space_id),
        may_pass_on=who.may(Permission.PASS_ON, edition.space_id),
        form=Confirm(),
    )
