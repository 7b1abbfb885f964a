"""The release: what leaves the space, what stays, and what happens when names change later."""

import json

import pytest
from cast import Cast

from coordinator import db, search
from coordinator.access import Audience
from coordinator.markup import VERSION
from coordinator.reports import actions
from coordinator.reports.models import Lesson, Release, Report, ReportState, Section
from coordinator.reports.rendering import render_again
from coordinator.spaces import redaction
from coordinator.spaces.models import NameToTakeOut


def take_out(cast: Cast, name: str, words: str) -> None:
    with db.write():
        NameToTakeOut.create(space=cast.boston, name=name, replacement=words)
        redaction.names_changed(cast.boston.id)


def released(cast: Cast, audience: Audience = Audience.NETWORK) -> Report:
    report = actions.start_report(
        cast.robin.reader, cast.boston.id, "Maria at the gate", "Maria spoke first.", lessons=["Ask Maria early."]
    )
    actions.submit_report(cast.robin.reader, report)
    actions.release_report(cast.heron.reader, report, "Maria spoke. We listened.", audience)
    return Report.get_by_id(report.id)


def test_names_stay_inside_when_a_report_is_released(cast: Cast, both_engines: str) -> None:
    take_out(cast, "Maria", "a coworker")
    report = released(cast)
    release = Release.get(Release.report == report.id)
    left = f"{release.title} {release.in_brief} {release.sections} {Lesson.get().released_text}"
    assert report.state == ReportState.RELEASED
    assert "Maria" not in left and left.casefold().count("a coworker") >= 4
    assert Lesson.get().text == "Ask Maria early."


def test_a_name_added_later_is_taken_out_of_what_is_out_already(cast: Cast) -> None:
    released(cast)
    assert search.find("maria", cast.birch.account_id)
    take_out(cast, "Maria", "a coworker")
    release = Release.get()
    assert "Maria" not in release.title + release.in_brief + release.sections + Lesson.get().released_text
    assert not search.find("maria", cast.birch.account_id)
    assert search.find("maria", cast.robin.account_id)


def test_what_an_older_markup_made_is_rendered_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    report = released(cast)
    bad = "<p onclick=x>stored long ago</p>"
    Section.update(body_html=bad).execute()
    Release.update(sections=json.dumps([{"kind": None, "heading": "", "html": bad, "source": "x"}])).execute()
    assert render_again() == 0
    monkeypatch.setattr("coordinator.markup.VERSION", VERSION + 1)
    assert render_again() == 2
    for person in (cast.robin, cast.birch):
        page = person.page(f"/reports/{report.public_id}")
        assert "onclick" not in page and "spoke first" in page
    assert render_again() == 0
