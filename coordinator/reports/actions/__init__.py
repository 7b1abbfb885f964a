"""Every write of this floor: notes, drafts, sections, pictures, states, the release, and taking back."""

from coordinator.reports.actions.drafting import (
    describe_report,
    name_authors,
    set_lessons,
    start_report,
    start_report_from_notes,
)
from coordinator.reports.actions.notes import edit_note, erase_note, put_back_note, take_back_note, write_note
from coordinator.reports.actions.pictures import add_picture, describe_picture, remove_picture
from coordinator.reports.actions.release import release_report, remake_releases, take_names_out
from coordinator.reports.actions.sections import add_section, arrange_sections, save_section, split_section
from coordinator.reports.actions.states import (
    finish_report,
    reopen_report,
    return_report,
    submit_report,
    unshare_report,
    withdraw_report,
)
from coordinator.reports.actions.taking_back import erase_report, purge, put_back_report, take_back_report

__all__ = [
    "add_picture",
    "add_section",
    "arrange_sections",
    "describe_picture",
    "describe_report",
    "edit_note",
    "erase_note",
    "erase_report",
    "finish_report",
    "name_authors",
    "purge",
    "put_back_note",
    "put_back_report",
    "release_report",
    "remake_releases",
    "remove_picture",
    "reopen_report",
    "return_report",
    "save_section",
    "set_lessons",
    "split_section",
    "start_report",
    "start_report_from_notes",
    "submit_report",
    "take_back_note",
    "take_back_report",
    "take_names_out",
    "unshare_report",
    "withdraw_report",
    "write_note",
]
