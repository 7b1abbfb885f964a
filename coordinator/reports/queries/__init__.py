"""Every read of this floor; each takes the reader and returns only what that reader may see."""

from coordinator.reports.queries import found, pictures
from coordinator.reports.queries.lists import (
    Filters,
    LessonCard,
    ReportCard,
    WeekCounts,
    lessons_for,
    released_reports,
    shared_reports,
    space_reports,
    week_counts,
)
from coordinator.reports.queries.notes import (
    NoteCard,
    add_made_of,
    made_of_note,
    note_for,
    notes_of,
    own_note,
    sites_of,
    taken_back_note,
    taken_back_notes,
    usual_site,
)
from coordinator.reports.queries.one_report import (
    ReportPage,
    add_beneath,
    authored_report,
    beneath,
    outward_place,
    released_view,
    report_for,
    report_inside,
)
from coordinator.reports.queries.pictures import file_for
from coordinator.reports.queries.quotable import Passage, paragraphs, passage
from coordinator.reports.queries.revisions import RevisionPage, revision_for, revisions_for

__all__ = [
    "Filters",
    "LessonCard",
    "NoteCard",
    "Passage",
    "ReportCard",
    "ReportPage",
    "RevisionPage",
    "WeekCounts",
    "add_beneath",
    "add_made_of",
    "authored_report",
    "beneath",
    "file_for",
    "found",
    "lessons_for",
    "made_of_note",
    "note_for",
    "notes_of",
    "outward_place",
    "own_note",
    "paragraphs",
    "passage",
    "pictures",
    "released_reports",
    "released_view",
    "report_for",
    "report_inside",
    "revision_for",
    "revisions_for",
    "shared_reports",
    "sites_of",
    "space_reports",
    "taken_back_note",
    "taken_back_notes",
    "usual_site",
    "week_counts",
]
