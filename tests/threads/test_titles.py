"""A thread about a report bears its title for those who may read the report, and for nobody else."""

import pytest
from cast import Cast

from coordinator import search
from coordinator.reports import actions as reports
from coordinator.reports.actions.taking_back import erase_report, take_back_report
from coordinator.reports.models import Report, ReportState
from coordinator.threads.actions import ask
from coordinator.threads.models import Thread

TITLE = "The quetzalbird of October"
NEUTRAL = "A discussion about a report"


@pytest.fixture
def thread(cast: Cast) -> Thread:
    report = reports.start_report(cast.wren.reader, cast.boston.id, title=TITLE, text="Words.")
    reports.submit_report(cast.wren.reader, report)
    return ask(cast.robin.reader, Report.get_by_id(report.id), "How many came?", is_outward=False)


def test_the_title_goes_with_the_right_to_read_the_report(both_engines: str, cast: Cast, thread: Thread) -> None:
    path = f"/threads/{thread.public_id}"
    assert TITLE in cast.robin.page(path) and search.find("quetzalbird", cast.robin.account_id)
    Report.update(state=ReportState.WITHDRAWN.value).execute()
    for page in (path, "/s/boston/threads/"):
        shown = cast.robin.page(page)
        assert TITLE not in shown and NEUTRAL in shown
        assert TITLE in cast.heron.page(page) and TITLE in cast.wren.page(page)
    assert not search.find("quetzalbird", cast.robin.account_id)
    found = cast.robin.page("/search?words=many")
    assert TITLE not in found
    assert NEUTRAL in found
    assert TITLE in cast.heron.page("/search?words=many")
    assert "How many came?" in cast.robin.page(path)


def test_once_the_report_is_gone_for_good_nobody_finds_its_title(cast: Cast, thread: Thread) -> None:
    report = Report.get()
    take_back_report(cast.wren.reader, report)
    assert TITLE not in cast.heron.page(f"/threads/{thread.public_id}")
    erase_report(cast.wren.reader, report)
    assert Thread.get_by_id(thread.id).title == NEUTRAL
    for person in (cast.heron, cast.wren, cast.robin):
        page = person.page(f"/threads/{thread.public_id}")
        assert TITLE not in page and "How many came?" in page
        assert not search.find("quetzalbird", person.account_id)
