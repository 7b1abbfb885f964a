"""The act that lets a report leave its space, and what it leaves behind: the text that other spaces read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coordinator import db, files, markup
from coordinator.access import Audience, Permission, Reader
from coordinator.errors import Conflict, Invalid
from coordinator.files import StoredFile
from coordinator.language import _
from coordinator.reports import findable, releasing
from coordinator.reports.acting import log, mark_active, require_state, reviewed, revise, today_in
from coordinator.reports.content import Content, read_content
from coordinator.reports.models import (
    Lesson,
    Release,
    ReleasedPicture,
    Report,
    ReportSpace,
    ReportState,
    ShownDate,
)
from coordinator.reports.names import keep_names
from coordinator.reports.releasing import ReleasedText
from coordinator.reports.words import title_words
from coordinator.spaces import redaction
from coordinator.spaces.models import Space

IN_BRIEF_BYTES = 1_000


def release_report(
    actor: Reader,
    report: Report,
    in_brief: str,
    audience: Audience,
    chosen_space_ids: Sequence[int] = (),
    date_shown: ShownDate = ShownDate.MONTH,
    picture_ids: Sequence[str] | None = None,
    revision: int | None = None,
    names: Sequence[tuple[str, str]] = (),
    today: date | None = None,
) -> Release:
    """What the report says now is read by its audience from now on, without the names that the space takes out.

    `picture_ids` are the public ids of the pictures that go along (None: all); `revision` the number of the
    revision that the coordinator looked at; `names` are further ones that the space takes out from now on, each
    with the words in its stead. Refuses (Invalid) an empty or over-long in brief, an audience that
    is no other than the space, and one of chosen spaces without any; (Conflict) a report that was changed since.
    """
    with db.write():
        found, standing = reviewed(actor, report, Permission.RELEASE_REPORT)
        require_state(found, ReportState.IN_REVIEW, ReportState.FINISHED, ReportState.RELEASED)
        if revision is not None and revision != found.revision:
            raise Conflict(_("The report was changed while you were looking. Look at it again before you send it."))
        day = today_in(found.space_id, today)
        keep_names(found.space_id, names, standing.pen_name)
        found.in_brief = checked_brief(in_brief)
        _set_audience(found, Audience(audience), chosen_space_ids)
        found.date_shown = ShownDate(date_shown).value
        found.state, found.released_on = ReportState.RELEASED.value, found.released_on or day
        found.released_revision = found.submitted_revision = revise(found, standing, day).number
        found.save()
        release = _release(found, picture_ids)
        mark_active(found.space_id, day)
        log(standing, "released", title_words(found.title, found.month))
    return release


def take_names_out(actor: Reader, report: Report, names: Sequence[tuple[str, str]]) -> None:
    """The report's space takes these names out of everything that leaves it, what is out already included."""
    with db.write():
        found, standing = reviewed(actor, report, Permission.RELEASE_REPORT)
        keep_names(found.space_id, names, standing.pen_name)


def checked_brief(in_brief: str) -> str:
    """Three sentences on one line; nothing, or more than a thousand letters, is refused (Invalid)."""
    line = markup.one_line(in_brief, IN_BRIEF_BYTES, "in_brief")
    if not line:
        raise Invalid(_("Say in three sentences what the report is about: it is what people see in lists."), "in_brief")
    return line


def _set_audience(report: Report, audience: Audience, chosen_space_ids: Sequence[int]) -> None:
    if audience is Audience.SPACE:
        raise Invalid(_("Choose who else may read it. For the members alone, mark it as finished instead."), "reach")
    may_choose = audience in (Audience.SPACES, Audience.COORDINATORS)
    chosen = {each for each in chosen_space_ids if each != report.space_id} if may_choose else set()
    if len(chosen) != Space.select().where(Space.id.in_(chosen)).count():
        raise Invalid(_("One of the spaces is not there. Choose again."), "chosen")
    if audience is Audience.SPACES and not chosen:
        raise Invalid(_("Choose at least one space that may read it."), "chosen")
    ReportSpace.delete().where(ReportSpace.report == report.id).execute()
    for space_id in sorted(chosen):
        ReportSpace.create(report=report.id, space=space_id)
    report.audience = audience.value


def _release(report: Report, picture_ids: Sequence[str] | None) -> Release:
    """Write down what other spaces read of the report as it stands, in place of what they read before."""
    _drop_emptied_lessons(report)
    Lesson.update(released_source=Lesson.text).where(Lesson.report == report.id).execute()
    content = read_content(report)
    if picture_ids is not None:
        pictures = tuple(each for each in content.pictures if each.file in picture_ids)
        content = replace(content, pictures=pictures)
    earlier = Release.get_or_none(Release.report == report.id)
    release = earlier or Release(report=report.id, number=0)
    release.number += 1
    _write_release(report, release, content)
    return release


def _drop_emptied_lessons(report: Report) -> None:
    """Forget lessons that were removed since the last release, which went on standing for other spaces."""
    for lesson in Lesson.select().where(Lesson.report == report.id, Lesson.text == ""):
        findable.remove_lesson(lesson.id)
        lesson.delete_instance()


def _write_release(report: Report, release: Release, content: Content) -> None:
    released = releasing.without_names(report.space_id, content, ShownDate(report.date_shown))
    release.title, release.in_brief, release.outward_date = released.title, released.in_brief, released.date
    release.sections = releasing.sections_as_json(released.sections)
    release.original = content.to_json()
    release.body_version = markup.VERSION
    release.save()
    _release_pictures(report, released)
    _release_lessons(report)
    findable.put_released(report, released)


def _release_pictures(report: Report, released: ReleasedText) -> None:
    before = {row.file_id for row in ReleasedPicture.select().where(ReleasedPicture.report == report.id)}
    ReleasedPicture.delete().where(ReleasedPicture.report == report.id).execute()
    for position, picture in enumerate(released.pictures):
        file = StoredFile.get_or_none(StoredFile.public_id == picture.file)
        if file is not None:
            ReleasedPicture.create(report=report.id, file=file.id, text=picture.text, position=position)
    for file_id in before:
        files.drop_unused(file_id)


def _release_lessons(report: Report) -> None:
    """Take the names out of each lesson as it was released; a later edit of it waits for the next release."""
    names = redaction.load_names(report.space_id)
    for lesson in Lesson.select().where(Lesson.report == report.id, Lesson.released_source != ""):
        lesson.released_text = redaction.replace_names(lesson.released_source, names)
        lesson.save(only=[Lesson.released_text])


@redaction.on_change
def remake_releases(space_id: int) -> None:
    """Make everything that a space has released anew, with the names that it takes out now."""
    released = Report.select().where(Report.space == space_id, Report.state == ReportState.RELEASED.value)
    for report in released:
        release = Release.get(Release.report == report.id)
        _write_release(report, release, Content.from_json(release.original))


def unrelease(report: Report) -> None:
    """Nothing of the report stands for other spaces any more; its number of releases is remembered.

    Part of the caller's transaction, who saves the report.
    """
    findable.remove_released(report)
    Lesson.update(released_text="", released_source="").where(Lesson.report == report.id).execute()
    _drop_emptied_lessons(report)
    pictures = {row.file_id for row in ReleasedPicture.select().where(ReleasedPicture.report == report.id)}
    ReleasedPicture.delete().where(ReleasedPicture.report == report.id).execute()
    for file_id in pictures:
        files.drop_unused(file_id)
    Release.update(title="", in_brief="", sections="[]", original="", outward_date="").where(
        Release.report == report.id
    ).execute()
    ReportSpace.delete().where(ReportSpace.report == report.id).execute()
    report.audience, report.released_on, report.released_revision = Audience.SPACE.value, None, 0
