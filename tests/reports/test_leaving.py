"""Drafts when somebody leaves, is removed, or takes a membership over; and what goes by itself after its days."""

from datetime import date, timedelta

from cast import Cast

from coordinator import clock
from coordinator.files import StoredFile
from coordinator.reports import actions
from coordinator.reports.models import Lesson, Note, Report, ReportAuthor, ReportState, Revision, Section
from coordinator.search import SearchEntry
from coordinator.spaces import events
from coordinator.spaces.models import LogEntry, Membership


def draft(cast: Cast, with_wren: bool = False) -> Report:
    report = actions.start_report(cast.robin.reader, cast.boston.id, "A draft", "Words.", lessons=["One."])
    if with_wren:
        actions.name_authors(cast.robin.reader, report, [cast.wren.membership_in(cast.boston).id])
    return report


def leave(cast: Cast, days_ago: int) -> None:
    robin = cast.robin.membership_in(cast.boston)
    ended_on = clock.today() - timedelta(days=days_ago)
    Membership.update(is_active=False, ended_on=ended_on).where(Membership.id == robin.id).execute()
    events.membership_ended(robin.id)


def test_a_draft_goes_to_the_coauthors(cast: Cast) -> None:
    report = draft(cast, with_wren=True)
    leave(cast, 40)
    actions.purge()
    assert Report.get_by_id(report.id).state == ReportState.DRAFT
    row = ReportAuthor.get(ReportAuthor.report == report)
    assert (row.membership_id, row.is_first) == (cast.wren.membership_in(cast.boston).id, True)


def test_a_draft_without_coauthors_goes_after_thirty_days(cast: Cast) -> None:
    report = draft(cast)
    leave(cast, 29)
    actions.purge()
    assert Report.get_or_none(Report.id == report.id)
    actions.purge(clock.today() + timedelta(days=1))
    assert not Report.select().exists() and not Section.select().exists() and not SearchEntry.select().exists()


def test_who_takes_a_membership_over_gets_reports_and_never_drafts(cast: Cast) -> None:
    unfinished, shared = draft(cast), draft(cast)
    actions.submit_report(cast.robin.reader, shared)
    robin = cast.robin.membership_in(cast.boston)
    left_behind = Membership.create(
        space=cast.boston,
        account=robin.account,
        pen_name="Robin",
        pen_name_key="left behind",
        joined_week="2026-W01",
        is_active=False,
        ended_on=clock.today(),
    )
    Membership.update(account=cast.stranger.account).where(Membership.id == robin.id).execute()
    events.membership_returned(robin.id, left_behind.id)
    assert cast.stranger.get(f"/reports/{unfinished.public_id}").status_code == 404
    assert cast.stranger.get(f"/reports/{shared.public_id}").status_code == 200
    assert cast.stranger.get(f"/reports/{shared.public_id}/versions/1").status_code == 404
    assert cast.robin.get(f"/reports/{unfinished.public_id}").status_code == 404


def test_what_was_taken_back_can_be_put_back_for_seven_days(cast: Cast) -> None:
    today = date(2026, 11, 18)
    robin = cast.robin.reader
    note = actions.write_note(robin, cast.boston.id, "A note.", today=today)
    report = draft(cast)
    actions.take_back_note(robin, note, today=today)
    actions.take_back_report(robin, report, today=today)
    actions.purge(today + timedelta(days=7))
    actions.put_back_note(robin, note, today=today + timedelta(days=7))
    actions.put_back_report(robin, report, today=today + timedelta(days=7))
    assert cast.robin.get(f"/notes/{note.public_id}").status_code == 200
    actions.take_back_note(robin, note, today=today)
    actions.take_back_report(robin, report, today=today)
    actions.purge(today + timedelta(days=8))
    assert not Note.select().exists() and not Report.select().exists() and not Revision.select().exists()


def test_the_pages_put_back_and_erase(cast: Cast) -> None:
    cast.robin.submit("/s/boston/notes/new", text="A zeppelin.")
    note = Note.get()
    cast.robin.submit(f"/notes/{note.public_id}/take-back", "/take-back")
    assert "A zeppelin." in cast.robin.page("/s/boston/notes/")
    assert "A zeppelin." not in cast.wren.page("/s/boston/notes/")
    cast.robin.submit("/s/boston/notes/", "/put-back")
    assert "A zeppelin." in cast.wren.page("/s/boston/notes/")
    cast.robin.submit(f"/notes/{note.public_id}/take-back", "/erase")
    assert not Note.select().exists() and not SearchEntry.select().exists()


def test_a_deleted_report_is_gone_with_everything(cast: Cast) -> None:
    report = draft(cast)
    address = f"/reports/{report.public_id}"
    actions.submit_report(cast.robin.reader, report)
    cast.robin.submit(f"{address}/delete", "/delete")
    assert cast.heron.get(address).status_code == 404
    assert "A draft" in cast.robin.page("/s/boston/reports/")
    cast.robin.submit("/s/boston/reports/", "/put-back")
    assert cast.heron.get(address).status_code == 200
    cast.robin.submit(f"{address}/delete", "/erase")
    for model in (Report, Section, Lesson, Revision, SearchEntry, StoredFile):
        assert not model.select().exists()
    assert [entry.act for entry in LogEntry.select().order_by(LogEntry.id)] == ["deleted", "put_back", "erased"]


def test_a_coauthor_cannot_delete_what_somebody_else_began(cast: Cast) -> None:
    report = draft(cast, with_wren=True)
    assert cast.wren.post(f"/reports/{report.public_id}/delete").status_code == 403
    assert Report.get().deleted_on is None
