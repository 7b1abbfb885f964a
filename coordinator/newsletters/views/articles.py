"""Pages for handing articles in, reading and changing them, and saying yes to words that are one's own."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.datastructures import FileStorage
from wtforms.fields.choices import SelectChoice

from coordinator import pages, sure
from coordinator.access import Permission, Standing
from coordinator.door import guard, reader, see
from coordinator.errors import Invalid, NotFound
from coordinator.forms import Confirm
from coordinator.language import _, in_language
from coordinator.newsletters import elsewhere, queries, sources
from coordinator.newsletters.actions import articles
from coordinator.newsletters.claims import queries as claims
from coordinator.newsletters.forms import ArticleForm, EditForm
from coordinator.newsletters.letters import queries as letters
from coordinator.newsletters.letters.showing import may_decide
from coordinator.newsletters.marks import queries as marking
from coordinator.newsletters.marks.forms import KindWordForm, MarksForm
from coordinator.newsletters.models import Article, Wish
from coordinator.newsletters.printable import kind_name
from coordinator.newsletters.selection.queries import language_of, sisters_of, sites_by_article
from coordinator.newsletters.web.queries import sheet_yes
from coordinator.spaces.choices import LANGUAGES
from coordinator.spaces.queries import sites_of
from coordinator.spaces.redaction import take_out

bp = Blueprint("articles", __name__)
pages.tell("article_sent", _("Handed in. The editors find it in their box."))
pages.tell("article_saved", _("Saved. What stood there before is kept."))
pages.tell("article_taken_back", _("Taken away. You can have it back for seven days."))
pages.tell("article_back", _("It is back in the box."))
pages.tell("agreed", _("Thank you. The words may be printed now."))


@bp.get("/s/<space>/newsletter/articles/new")
@guard(Permission.SUBMIT_ARTICLE)
def new(here: Standing) -> Any:
    """The form, begun with a note, a passage of a report or a post where the address names one."""
    draft = sources.draft_for(reader(), here.space_id, request.args)
    form = ArticleForm(formdata=None, title=draft.title, text=draft.text, kind=draft.kind, language=here.language)
    return _form_page(form, here, draft)


@bp.post("/s/<space>/newsletter/articles/from-notes")
@guard(Permission.SUBMIT_ARTICLE)
def from_notes(here: Standing) -> Any:
    """The form, begun with ticked notes."""
    draft = sources.draft_for(reader(), here.space_id, request.form)
    return _form_page(
        ArticleForm(formdata=None, title=draft.title, text=draft.text, language=here.language), here, draft
    )


def _form_page(form: ArticleForm, here: Standing, draft: articles.Draft) -> Any:
    ways, wanted = sources.ways(request.values), queries.number_wanting_pieces(here.space_id)
    return render_template("newsletters/article_new.html", form=form, draft=draft, ways=ways, wanted=wanted)


@bp.post("/s/<space>/newsletter/articles/new")
@guard(Permission.SUBMIT_ARTICLE)
def create(here: Standing) -> Any:
    """Hand the piece in."""
    form = ArticleForm()
    source = sources.draft_for(reader(), here.space_id, request.form)
    if not form.is_to_save(partial(take_out, here.space_id)):
        return _form_page(form, here, source), form.status
    try:
        sources.require_there(source, request.form)
        article = articles.submit_article(reader(), here.space_id, _draft_of(form, here, source))
    except Invalid as problem:
        form.refuse(problem)
        return _form_page(form, here, source), 400
    return see(f"/articles/{article.public_id}", done="article_sent", text=form.text.data)


def _draft_of(form: ArticleForm, here: Standing, source: articles.Draft) -> articles.Draft:
    with in_language(here.language):
        bylines = {"pen_name": here.pen_name, "coworker": str(_("a coworker")), "none": ""}
    return articles.Draft(
        title=form.title.data,
        text=form.text.data,
        kind=form.kind.data,
        byline=bylines[form.byline_as.data],
        wish=Wish(form.wish.data),
        picture=_uploaded(form.picture.data),
        picture_text=form.picture_text.data or "",
        note_ids=source.note_ids,
        report_id=source.report_id,
        post_id=source.post_id,
        claim_id=source.claim_id,
        source_title=source.source_title,
        language=_language(form.language.data),
    )


def _language(code: str | None) -> str:
    """The code of a language that is offered, '' for that of the space."""
    return code if code in LANGUAGES else ""


def _uploaded(picture: FileStorage | None) -> bytes | None:
    content = picture.read() if picture else b""
    return content or None


@bp.get("/articles/<article_id>")
@guard(Permission.READ, queries.article_for)
def show(article: Article) -> Any:
    """One article, with what its reader may do with it."""
    return article_page(article)


def article_page(article: Article, marks: MarksForm | None = None, word: KindWordForm | None = None) -> str:
    """The page of a piece; with the forms for editors as they were sent, where something was wrong with them."""
    who = reader()
    is_editor = who.may(Permission.EDIT_NEWSLETTER, article.space_id)
    is_author = articles.is_author(who, article)
    made = letters.made_of_letter(article) if is_editor else None
    return render_template(
        "newsletters/article.html",
        article=article,
        kind=kind_name(article.kind),
        agreement=queries.agreement_of(article),
        source=elsewhere.source_of(who, article),
        consent=elsewhere.consent_of(who, article) if is_editor or is_author else None,
        notes=queries.notes_of(article, who),
        claim=claims.claim_of(article, who),
        made=made,
        may_decide=made is not None and may_decide(made),
        is_editor=is_editor,
        is_author=is_author,
        written_language=LANGUAGES.get(language_of(article), ""),
        sisters=[(each, LANGUAGES.get(language_of(each), "")) for each in sisters_of(article)] if is_editor else [],
        sites=sites_of(article.space_id) if is_editor else [],
        meant_for=sites_by_article([article]).get(article.id, set()),
        marks=marking.marks_of(article),
        corrections=marking.corrections_by_article([article]).get(article.id, []),
        remarks=marking.remarks_on(article, is_editor) if is_editor or is_author else [],
        marks_form=(marks or marks_form(article, as_it_stands=True)) if is_editor else None,
        word_form=word or KindWordForm(formdata=None),
        plugins=[each for each in queries.plugin_choices(article.space_id) if each.is_on],
        yes=sheet_yes(article, who) if is_editor else None,
        form=Confirm(formdata=None),
    )


def marks_form(article: Article, as_it_stands: bool = False) -> MarksForm:
    """The form for the marks of a piece: as it was sent, or as they stand."""
    marks = marking.marks_of(article)
    mine = reader().standing_in(article.space_id)
    is_anothers = marks.edited_by_id is not None and (mine is None or mine.membership_id != marks.edited_by_id)
    stage = "same" if is_anothers else "mine" if marks.edited_by_id else "ready" if marks.is_ready else ""
    stands = {"stage": stage, "keeper": str(marks.keeper_id or ""), "deadline": marks.deadline}
    form = MarksForm(formdata=None, data=stands) if as_it_stands else MarksForm()
    at_it = [SelectChoice("same", _("%(name)s is at it", name=marks.edited_by))] if is_anothers else []
    form.stage.choices = [
        SelectChoice("", _("Nothing said")),
        *at_it,
        SelectChoice("mine", _("I am at it")),
        SelectChoice("ready", _("Ready")),
    ]
    editors = [SelectChoice(str(each.id), each.pen_name) for each in marking.editors_of(article.space_id)]
    form.keeper.choices = [SelectChoice("", _("Nobody in particular")), *editors]
    return form


@bp.get("/articles/<article_id>/edit")
@guard(Permission.READ, queries.article_to_change)
def edit(article: Article) -> Any:
    """The form with the piece as it stands."""
    form = EditForm(obj=article, data={"text": article.body_source, "picture": None})
    # A piece that says no language has that of its space; the row's empty one would choose the first of the list.
    form.language.data = language_of(article)
    return render_template(
        "newsletters/article_edit.html", form=form, article=article, versions=queries.versions_of(article)
    )


@bp.post("/articles/<article_id>/edit")
@guard(Permission.READ, queries.article_to_change)
def save(article: Article) -> Any:
    """Save the changed piece."""
    form = EditForm()
    problem = None
    if form.is_to_save(partial(take_out, article.space_id)):
        draft = articles.Draft(
            title=form.title.data,
            text=form.text.data,
            kind=form.kind.data,
            byline=form.byline.data or "",
            picture=_uploaded(form.picture.data),
            picture_text=form.picture_text.data or "",
            language=_language(form.language.data) or article.language,
        )
        try:
            articles.edit_article(reader(), article, draft, form.version.data or 0)
        except Invalid as refusal:
            problem = refusal
        else:
            return see(f"/articles/{article.public_id}", done="article_saved", text=form.text.data)
    if problem:
        form.refuse(problem)
    page = render_template(
        "newsletters/article_edit.html", form=form, article=article, versions=queries.versions_of(article)
    )
    return page, form.status


@bp.post("/articles/<article_id>/take-back")
@guard(Permission.READ, queries.article_to_change)
def take_back(article: Article) -> Any:
    """Take the piece away; the page that follows can bring it back."""
    at_once = "at_once" in request.form
    if at_once and (page := sure.for_good(f"/articles/{article.public_id}/edit")):
        return page
    articles.take_back(reader(), article, at_once)
    front = f"/s/{article.space.slug}/newsletter/"
    return see(
        front if at_once else f"/articles/{article.public_id}/taken-back", done="" if at_once else "article_taken_back"
    )


@bp.get("/articles/<article_id>/taken-back")
@guard(Permission.READ, queries.article_to_change)
def taken_back(article: Article) -> Any:
    """What was taken away, and the button that brings it back."""
    if article.deleted_on is None:
        raise NotFound()
    return render_template("newsletters/article_taken_back.html", article=article, form=Confirm())


@bp.post("/articles/<article_id>/bring-back")
@guard(Permission.READ, queries.article_to_change)
def bring_back(article: Article) -> Any:
    """Undo taking it away."""
    articles.bring_back(reader(), article)
    return see(f"/articles/{article.public_id}", done="article_back")


@bp.post("/articles/<article_id>/take-up")
@guard(Permission.EDIT_NEWSLETTER, queries.article_for)
def take_up(article: Article) -> Any:
    """Put it back into the box."""
    articles.take_up(reader(), article)
    return see(f"/s/{article.space.slug}/newsletter/box", done="article_back")


@bp.get("/articles/<article_id>/agreement")
@guard(Permission.READ, queries.article_awaiting)
def agreement(article: Article) -> Any:
    """The words that are to be printed elsewhere, for whoever can say yes to them."""
    return render_template(
        "newsletters/agreement.html",
        article=article,
        asked=elsewhere.asked(reader(), article),
        agreement=queries.agreement_of(article),
        form=Confirm(),
    )


@bp.post("/articles/<article_id>/agreement")
@guard(Permission.READ, queries.article_awaiting)
def agree(article: Article) -> Any:
    """Say yes."""
    articles.agree(reader(), article)
    return see(f"/articles/{article.public_id}/agreement", done="agreed")


@bp.post("/articles/<article_id>/agree-to-changes")
@guard(Permission.READ, queries.article_for)
def agree_to_changes(article: Article) -> Any:
    """As its author: say yes to what the editors made of it."""
    articles.agree_to_changes(reader(), article)
    return see(f"/articles/{article.public_id}", done="agreed")
