"""Pages for notes: what happened, in a few lines."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import door, pages
from coordinator.access import Permission, Standing
from coordinator.door import guard
from coordinator.errors import Conflict, Invalid
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.reports import actions, queries
from coordinator.reports.forms import NoteForm, key_of
from coordinator.reports.models import Note
from coordinator.reports.queries import NoteCard
from coordinator.reports.queries.writing import this_week

bp = Blueprint("notes", __name__)

pages.tell("note_sent", _("Sent. The members of your space can read it now."))
pages.tell("note_saved", _("Saved."))
pages.tell("note_taken_back", _("Taken back: nobody reads it any more. For seven days you can put it back."))
pages.tell("note_put_back", _("Put back where it was."))
pages.tell("note_erased", _("Gone for good."))


@bp.route("/s/<space>/notes/new", methods=["GET", "POST"])
@guard(Permission.WRITE_NOTE)
def new(here: Standing) -> Any:
    """One box, and what can be said beside it."""
    form = NoteForm()
    reader = door.reader()
    form.offer(queries.sites_of(here.space_id), this_week(here.space_id), queries.usual_site(reader, here.space_id))
    if form.is_to_save():
        try:
            note = actions.write_note(
                reader,
                here.space_id,
                form.text.data,
                key_of(form.site.data),
                form.week.data or "",
                _picture(form),
                form.picture_text.data or "",
            )
            return door.see(f"/notes/{note.public_id}", done="note_sent", text=form.text.data)
        except Invalid as problem:
            form.refuse(problem)
    return render_template("reports/note_new.html", form=form, here=here), form.status


def _picture(form: NoteForm) -> bytes:
    """The bytes of the uploaded file; none where nothing was chosen."""
    upload = request.files.get(form.picture.name)
    if upload is None or not upload.filename:
        return b""
    upload.stream.seek(0)
    return bytes(upload.read())


@bp.get("/s/<space>/notes/")
@guard(Permission.READ_SPACE)
def index(here: Standing) -> str:
    """The notes of the space by week, to read and to tick."""
    reader = door.reader()
    site, week = key_of(request.args.get("site")), request.args.get("week", "")[:8]
    notes = queries.notes_of(reader, here.space_id, site, week, request.args.get("before"))
    return render_template(
        "reports/notes.html",
        here=here,
        notes=notes,
        form=Confirm(),
        sites=queries.sites_of(here.space_id, with_closed=True),
        site=site,
        week=week,
        older=notes[-1].public_id if len(notes) == queries.NOTES_PAGE else None,
        gone=queries.taken_back_notes(reader, here.space_id),
    )


@bp.get("/notes/<note_id>")
@guard(Permission.READ, queries.note_for)
def show(note: NoteCard) -> str:
    """One note, and what was made of it."""
    made = queries.made_of_note(door.reader(), note.id)
    here = door.reader().standing_in(note.space_id)
    return render_template("reports/note.html", note=note, here=here, made=made, form=Confirm())


@bp.route("/notes/<note_id>/edit", methods=["GET", "POST"])
@guard(Permission.WRITE_NOTE, queries.own_note)
def edit(note: Note) -> Any:
    """The author changes what the note says."""
    form = NoteForm(data=_shown(note))
    form.offer(queries.sites_of(note.space_id), this_week(note.space_id), note.site_id, note.week)
    theirs = None
    if form.is_to_save():
        try:
            _save(form, note)
            return door.see(f"/notes/{note.public_id}", done="note_saved", text=form.text.data)
        except Conflict as problem:
            theirs, form.version.data = problem.theirs, str(note.version)
        except Invalid as problem:
            form.refuse(problem)
    page = render_template("reports/note_edit.html", form=form, note=note, theirs=theirs)
    return page, form.status if theirs is None else 409


def _shown(note: Note) -> dict[str, Any]:
    return {"text": note.body_source, "picture_text": note.picture_text, "version": note.version}


def _save(form: NoteForm, note: Note) -> None:
    actions.edit_note(
        door.reader(),
        note,
        form.text.data,
        key_of(form.site.data),
        form.week.data or "",
        form.picture_text.data or "",
        key_of(form.version.data),
        bool(form.drop_picture.data),
    )


@bp.route("/notes/<note_id>/take-back", methods=["GET", "POST"])
@guard(Permission.WRITE_NOTE, queries.own_note)
def take_back(note: Note) -> Any:
    """The author takes the note back, for seven days or for good."""
    form = Confirm()
    if not form.validate_on_submit():
        return render_template("reports/note_take_back.html", note=note, form=form)
    actions.take_back_note(door.reader(), note)
    return door.see(_list(note), done="note_taken_back")


@bp.post("/notes/<note_id>/put-back")
@guard(Permission.WRITE_NOTE, queries.taken_back_note)
def put_back(note: Note) -> Any:
    """The author puts it back."""
    actions.put_back_note(door.reader(), note)
    return door.see(f"/notes/{note.public_id}", done="note_put_back")


@bp.post("/notes/<note_id>/erase")
@guard(Permission.WRITE_NOTE, queries.erasable_note)
def erase(note: Note) -> Any:
    """The author does not want to wait seven days."""
    back = _list(note)
    actions.erase_note(door.reader(), note)
    return door.see(back, done="note_erased")


def _list(note: Note) -> str:
    standing = door.reader().standing_in(note.space_id)
    return f"/s/{standing.space_slug}/notes/" if standing else "/"
