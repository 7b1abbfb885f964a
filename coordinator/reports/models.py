"""Notes and reports with their sections, lessons, releases and revisions, and who may read them."""

from enum import StrEnum
from typing import Any

import peewee

from coordinator import ids
from coordinator.access import Audience, Role
from coordinator.db import Row
from coordinator.files import StoredFile
from coordinator.spaces.models import (
    Line,
    Membership,
    Site,
    Space,
    in_audience,
    memberships_of,
    spaces_of,
    spaces_with_role,
)


class Note(Row):
    """A few lines about one thing that happened at a site in one week; never leaves the space."""

    space_id: int
    author_id: int | None
    site_id: int | None
    picture_id: int | None

    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    space = peewee.ForeignKeyField(Space, backref="notes", on_delete="CASCADE")
    author = peewee.ForeignKeyField(Membership, null=True, on_delete="SET NULL")
    site = peewee.ForeignKeyField(Site, null=True, on_delete="SET NULL")
    week = peewee.CharField(max_length=8)
    body_source = peewee.TextField()
    body_html = peewee.TextField()
    body_version = peewee.IntegerField()
    picture = peewee.ForeignKeyField(StoredFile, null=True, on_delete="SET NULL")
    picture_text = peewee.TextField(default="")
    version = peewee.IntegerField(default=1)
    made_on = peewee.DateField()
    # The day on which its author took it back; gone for good a week later.
    deleted_on = peewee.DateField(null=True)

    class Meta:
        table_name = "note"
        indexes = ((("space", "deleted_on", "week"), False),)

    @classmethod
    def visible_to(cls, account_id: int | None) -> Any:
        """The notes of the reader's own spaces."""
        return cls.space.in_(spaces_of(account_id)) & cls.deleted_on.is_null()


class ReportState(StrEnum):
    """Where a report stands. A returned report is a draft with remarks."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    FINISHED = "finished"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class SectionKind(StrEnum):
    """What a section of a report is about, where its author said so."""

    SITUATION = "situation"
    DONE = "done"
    FORWARD = "forward"
    SETBACKS = "setbacks"
    MISTAKES = "mistakes"
    LESSONS = "lessons"
    OPENINGS = "openings"
    NEXT = "next"


class ShownDate(StrEnum):
    """How exactly other spaces learn when a report's work was done."""

    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class Report(Row):
    """A sum-up of work. Its own space reads it as it stands; everybody else reads the released revision."""

    space_id: int
    site_id: int | None
    line_id: int | None

    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    space = peewee.ForeignKeyField(Space, backref="reports", on_delete="CASCADE")
    site = peewee.ForeignKeyField(Site, null=True, on_delete="SET NULL")
    line = peewee.ForeignKeyField(Line, null=True, on_delete="SET NULL")
    title = peewee.TextField(default="")
    month = peewee.CharField(max_length=7)
    state = peewee.CharField(max_length=12, default=ReportState.DRAFT.value)
    audience = peewee.CharField(max_length=12, default=Audience.SPACE.value)
    in_brief = peewee.TextField(default="")
    # How much of the month other spaces see: a ShownDate.
    date_shown = peewee.CharField(max_length=8, default=ShownDate.MONTH.value)
    words = peewee.IntegerField(default=0)
    # How many revisions there are, and which of them were submitted, and released, last (0: none).
    revision = peewee.IntegerField(default=0)
    submitted_revision = peewee.IntegerField(default=0)
    released_revision = peewee.IntegerField(default=0)
    version = peewee.IntegerField(default=1)
    made_on = peewee.DateField()
    released_on = peewee.DateField(null=True)
    deleted_on = peewee.DateField(null=True)

    class Meta:
        table_name = "report"
        indexes = (
            (("space", "state", "deleted_on"), False),
            (("state", "audience", "deleted_on"), False),
        )

    @property
    def is_released(self) -> bool:
        """Whether somebody outside its space may read it."""
        return bool(self.state == ReportState.RELEASED.value)

    @classmethod
    def inside_for(cls, account_id: int | None) -> Any:
        """Those that the reader sees as its own space does: whole, as it stands now, with revisions."""
        authored = ReportAuthor.select(ReportAuthor.report).where(
            ReportAuthor.membership.in_(memberships_of(account_id))
        )
        in_space = cls.state.in_(
            [state.value for state in (ReportState.IN_REVIEW, ReportState.FINISHED, ReportState.RELEASED)]
        )
        coordinated = (cls.state == ReportState.WITHDRAWN.value) & cls.space.in_(
            spaces_with_role(account_id, Role.COORDINATOR)
        )
        return cls.deleted_on.is_null() & (
            cls.id.in_(authored) | (in_space & cls.space.in_(spaces_of(account_id))) | coordinated
        )

    @classmethod
    def outside_for(cls, account_id: int | None) -> Any:
        """Those that were released to an audience which the reader belongs to."""
        return (
            cls.deleted_on.is_null()
            & (cls.state == ReportState.RELEASED.value)
            & in_audience(cls, ReportSpace, ReportSpace.report, account_id)
        )

    @classmethod
    def visible_to(cls, account_id: int | None) -> Any:
        """All that the reader may read in one form or the other."""
        return cls.inside_for(account_id) | cls.outside_for(account_id)


class ReportSpace(Row):
    """A space chosen as audience of a report."""

    report_id: int
    space_id: int

    report = peewee.ForeignKeyField(Report, backref="chosen_spaces", on_delete="CASCADE")
    space = peewee.ForeignKeyField(Space, on_delete="CASCADE")

    class Meta:
        table_name = "report_space"
        indexes = ((("report", "space"), True),)


class ReportAuthor(Row):
    """Who writes a report: its author and the co-authors that the author named."""

    report_id: int
    membership_id: int

    report = peewee.ForeignKeyField(Report, backref="authors", on_delete="CASCADE")
    membership = peewee.ForeignKeyField(Membership, on_delete="CASCADE")
    is_first = peewee.BooleanField(default=False)
    # Not who took the membership over from another account: drafts stay with whoever wrote them.
    sees_drafts = peewee.BooleanField(default=True)

    class Meta:
        table_name = "report_author"
        indexes = ((("report", "membership"), True),)


class Section(Row):
    """A heading, a text and perhaps a kind; saved by itself, with a version against silent overwriting."""

    report_id: int

    report = peewee.ForeignKeyField(Report, backref="sections", on_delete="CASCADE")
    # Its own number in the report, for its address: it stays when sections change places.
    number = peewee.IntegerField(default=0)
    position = peewee.IntegerField()
    kind = peewee.CharField(max_length=12, null=True)
    heading = peewee.TextField(default="")
    body_source = peewee.TextField(default="")
    body_html = peewee.TextField(default="")
    body_version = peewee.IntegerField(default=0)
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "section"
        indexes = ((("report", "position"), False),)


class Lesson(Row):
    """One thing learned, short enough to stand alone; `released_text` is what other spaces read ('' before)."""

    report_id: int

    report = peewee.ForeignKeyField(Report, backref="lessons", on_delete="CASCADE")
    position = peewee.IntegerField()
    text = peewee.TextField()
    released_text = peewee.TextField(default="")
    # The lesson as it was released, names still in.
    released_source = peewee.TextField(default="")

    class Meta:
        table_name = "lesson"
        indexes = ((("report", "position"), False),)


class Attachment(Row):
    """A picture that belongs to a report, with the words that stand for it."""

    report_id: int
    file_id: int

    report = peewee.ForeignKeyField(Report, backref="attachments", on_delete="CASCADE")
    file = peewee.ForeignKeyField(StoredFile, on_delete="CASCADE")
    text = peewee.TextField(default="")
    position = peewee.IntegerField(default=0)

    class Meta:
        table_name = "attachment"


class Revision(Row):
    """A report as it stood after one edit, as JSON; read inside the space only."""

    report_id: int
    author_id: int | None

    report = peewee.ForeignKeyField(Report, backref="revisions", on_delete="CASCADE")
    number = peewee.IntegerField()
    # Drafts' revisions stay with the authors for ever; review starts with the submitted one.
    is_draft = peewee.BooleanField(default=True)
    author = peewee.ForeignKeyField(Membership, null=True, on_delete="SET NULL")
    content = peewee.TextField()
    made_on = peewee.DateField()

    class Meta:
        table_name = "revision"
        indexes = ((("report", "number"), True),)


class Release(Row):
    """What other spaces read of a report, made once: names taken out, HTML rendered, as JSON."""

    report_id: int

    report = peewee.ForeignKeyField(Report, unique=True, backref="releases", on_delete="CASCADE")
    title = peewee.TextField()
    in_brief = peewee.TextField()
    # A list of {kind, heading, html, source}; the source has its names taken out already.
    sections = peewee.TextField()
    # The release as it was submitted, names still in, so that a name added later can be taken out too.
    original = peewee.TextField()
    body_version = peewee.IntegerField()
    number = peewee.IntegerField(default=1)
    # What other spaces see as its date: `2026-11`, `2026` or nothing.
    outward_date = peewee.CharField(max_length=7, default="")

    class Meta:
        table_name = "release"


class ReleasedPicture(Row):
    """A picture that went along with a release, with words whose names are taken out."""

    report_id: int
    file_id: int

    report = peewee.ForeignKeyField(Report, backref="released_pictures", on_delete="CASCADE")
    file = peewee.ForeignKeyField(StoredFile, on_delete="CASCADE")
    text = peewee.TextField(default="")
    position = peewee.IntegerField(default=0)

    class Meta:
        table_name = "released_picture"


class Remark(Row):
    """What a coordinator wrote when returning a report to its authors."""

    report_id: int
    author_id: int | None

    report = peewee.ForeignKeyField(Report, backref="remarks", on_delete="CASCADE")
    author = peewee.ForeignKeyField(Membership, null=True, on_delete="SET NULL")
    body_source = peewee.TextField()
    body_html = peewee.TextField()
    body_version = peewee.IntegerField()
    made_on = peewee.DateField()

    class Meta:
        table_name = "remark"


class ReportNote(Row):
    """A note that a report was made from: the way back."""

    report_id: int
    note_id: int

    report = peewee.ForeignKeyField(Report, backref="from_notes", on_delete="CASCADE")
    note = peewee.ForeignKeyField(Note, backref="in_reports", on_delete="CASCADE")

    class Meta:
        table_name = "report_note"
        indexes = ((("report", "note"), True),)
