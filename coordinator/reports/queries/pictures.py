"""Which files of notes and reports an account may have."""

from typing import Any

from coordinator import files
from coordinator.access import Reader
from coordinator.files import StoredFile
from coordinator.reports.models import Attachment, Note, ReleasedPicture, Report


def _of_notes(account_id: int | None) -> Any:
    return Note.select(Note.picture).where(Note.picture.is_null(False) & Note.visible_to(account_id))


def _of_reports(account_id: int | None) -> Any:
    inside = Report.select(Report.id).where(Report.inside_for(account_id))
    return Attachment.select(Attachment.file).where(Attachment.report.in_(inside))


def _released(account_id: int | None) -> Any:
    readable = Report.select(Report.id).where(Report.visible_to(account_id))
    return ReleasedPicture.select(ReleasedPicture.file).where(ReleasedPicture.report.in_(readable))


for _condition in (_of_notes, _of_reports, _released):
    files.allow(_condition)


def file_for(reader: Reader, file_id: str) -> StoredFile | None:
    """The file at an address, where the reader may read something that shows it."""
    return files.file_for(reader.account_id, file_id)
