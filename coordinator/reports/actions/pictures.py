"""Pictures that belong to a report."""

from datetime import date

import peewee

from coordinator import db, files, markup
from coordinator.access import Reader
from coordinator.errors import Invalid, NotFound
from coordinator.files import StoredFile
from coordinator.language import _
from coordinator.reports.acting import editable, revise, today_in
from coordinator.reports.models import Attachment, Report

PICTURES_AT_MOST = 20


def add_picture(actor: Reader, report: Report, content: bytes, text: str = "", today: date | None = None) -> Attachment:
    """The report has one more picture, made anew without its data, with words that stand for it.

    Refuses (Invalid) what is no picture, what is too large, and more than twenty.
    """
    if not content:
        raise Invalid(_("Choose a picture first."), "picture")
    editable(actor, report)
    picture = files.make_picture(content)
    with db.write():
        found, standing = editable(actor, report)
        present = Attachment.select().where(Attachment.report == found.id)
        if present.count() >= PICTURES_AT_MOST:
            raise Invalid(_("This report has twenty pictures already. Remove one first."), "picture")
        last = present.select(peewee.fn.MAX(Attachment.position)).scalar()
        attachment = Attachment.create(
            report=found.id,
            file=files.keep_made(picture),
            text=markup.one_line(text, field="picture_text"),
            position=(last or 0) + 1,
        )
        revise(found, standing, today_in(found.space_id, today))
    return attachment


def describe_picture(actor: Reader, report: Report, file_id: str, text: str, today: date | None = None) -> Attachment:
    """Other words stand for the picture with that public id."""
    with db.write():
        found, standing = editable(actor, report)
        attachment = _attachment(found, file_id)
        attachment.text = markup.one_line(text, field="picture_text")
        attachment.save()
        revise(found, standing, today_in(found.space_id, today))
    return attachment


def remove_picture(actor: Reader, report: Report, file_id: str, today: date | None = None) -> None:
    """The report shows the picture no more; what was released goes on showing it until the next release."""
    with db.write():
        found, standing = editable(actor, report)
        attachment = _attachment(found, file_id)
        file_key = attachment.file_id
        attachment.delete_instance()
        files.drop_unused(file_key)
        revise(found, standing, today_in(found.space_id, today))


def _attachment(report: Report, file_id: str) -> Attachment:
    attachment = (
        Attachment.select()
        .join(StoredFile)
        .where(Attachment.report == report.id, StoredFile.public_id == file_id)
        .first()
    )
    if attachment is None:
        raise NotFound()
    return attachment  # type: ignore[no-any-return]
