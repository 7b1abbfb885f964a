"""The button that sends a report says what it will do, and does nothing else."""

from cast import Cast
from werkzeug.test import TestResponse

from coordinator.reports import actions
from coordinator.reports.models import Report, ReportState

BRIEF = "Three sentences."


def shared(cast: Cast) -> str:
    """The release page of a report that Boston can read."""
    report = actions.start_report(cast.heron.reader, cast.boston.id, "A title", "Words.")
    actions.submit_report(cast.heron.reader, report)
    return f"/reports/{report.public_id}/release"


def counted(cast: Cast, path: str, reach: str) -> TestResponse:
    """The answer to the counting."""
    return cast.heron.post(f"{path}/look", in_brief=BRIEF, reach=reach, within="members")


def carried(page: TestResponse) -> str:
    """What the page remembers of whom it counted."""
    return page.get_data(as_text=True).split('name="counted" value="')[1].split('"')[0]


def test_before_anybody_is_chosen_it_names_no_number(cast: Cast) -> None:
    assert ">Send it to them</button>" in cast.heron.page(shared(cast))


def test_once_counted_it_says_to_how_many_outside(cast: Cast) -> None:
    path = shared(cast)
    assert ">Send it to 2 people in other spaces</button>" in counted(cast, path, "all").get_data(as_text=True)
    assert ">Send it, for anybody to read</button>" in counted(cast, path, "anybody").get_data(as_text=True)


def test_it_sends_to_those_who_were_counted_and_to_nobody_else(cast: Cast) -> None:
    path = shared(cast)
    key = carried(counted(cast, path, "all"))
    other = cast.heron.post(path, in_brief=BRIEF, reach="anybody", within="members", date_shown="month", counted=key)
    text = other.get_data(as_text=True)
    assert other.status_code == 400 and "You changed who gets it." in text
    assert ">Send it, for anybody to read</button>" in text
    assert Report.get().state != ReportState.RELEASED.value
    sent = cast.heron.submit(path, "/release", in_brief=BRIEF, reach="all", within="members", counted=key)
    assert sent.status_code == 303 and Report.get().state == ReportState.RELEASED.value
