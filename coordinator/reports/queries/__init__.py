"""Every read of this floor; each takes the reader and returns only what that reader may see."""

from coordinator.reports.queries import found, pictures
from coordinator.reports.queries.below import add_beneath, beneath
from coordinator.reports.queries.lessons import LessonCard, WeekCounts, lessons_for, week_counts
from coordinator.reports.queries.lists import (
    Filters,
    ReportCard,
    released_reports,
    shared_reports,
    space_reports,
)
from coordinator.reports.queries.notes import (
    NOTES_PAGE,
    NoteCard,
    add_made_of,
    erasable_note,
    made_of_note,
    note_for,
    notes_of,
    own_note,
    sites_of,
    taken_back_note,
    taken_back_notes,
    usual_site,
)
from coordinator.reports.queries.one_report import authored_report, released_view, report_for, report_inside
from coordinator.reports.queries.pictures import file_for
from coordinator.reports.queries.quotable import Passage, Quotable, passage, quotable
from coordinator.reports.queries.revisions import RevisionPage, revision_for, revisions_for
from coordinator.reports.queries.shown import ReportPage, outward_place

__all__ = [
    "NOTES_PAGE",
    "Filters",
    "LessonCard",
    "NoteCard",
    "Passage",
    "Quotable",
    "ReportCard",
    "ReportPage",
    "RevisionPage",
    "WeekCounts",
    "add_beneath",
    "add_made_of",
    "authored_report",
    "beneath",
    "erasable_note",
    "file_for",
    "found",
    "lessons_for",
    "made_of_note",
    "note_for",
    "notes_of",
    "outward_place",
    "own_note",
    "passage",
    "pictures",
    "quotable",
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
