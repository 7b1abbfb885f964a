"""A space at a glance, its week as text to pass on, its lines, and the operator's overview."""

import re
from datetime import timedelta

from cast import Cast, Person

from coordinator import clock
from coordinator.access import Audience, Role
from coordinator.desk.queries.passing_on import _readable_threads
from coordinator.jobs import Job, JobState
from coordinator.newsletters.actions import articles, editions
from coordinator.newsletters.actions.articles import Draft
from coordinator.reports.models import Release, Report
from coordinator.spaces.models import Line, Site, Space
from coordinator.threads.actions import open_thread, write_post
from coordinator.threads.models import Thread

CANARY = "quetzalbluebird"


def test_members_see_who_has_reported(both_engines: str, cast: Cast) -> None:
    site = Site.create(space=cast.boston, name="The big hall")
    Site.create(space=cast.boston, name="The yard")
    cast.robin.submit("/s/boston/notes/new", text="The belt stood still.", site=str(site.id))
    page = cast.wren.page("/s/boston/")
    assert "The belt stood still." in page and "1 note" in page and "The yard" in page and "active this week" in page
    # The newest week stands first, where a phone shows it.
    weeks = [int(each) for each in re.findall(r'<th scope="col">Week (\d+)', page)]
    assert weeks[0] == clock.today().isocalendar().week
    assert re.search(r"The big hall</th><td>1 note", page)


def test_others_see_only_what_a_space_shows(cast: Cast) -> None:
    cast.robin.submit("/s/boston/notes/new", text=f"A {CANARY}.")
    page = cast.maple.page("/s/boston/")
    assert "a warehouse in the east" in page and CANARY not in page and "Boston warehouse" not in page
    for person in (cast.stranger, cast.operator, cast.nobody):
        assert person.get("/s/boston/").status_code == 404
    Space.update(openness="unlisted").where(Space.id == cast.boston.id).execute()
    assert cast.maple.get("/s/boston/").status_code == 404


def test_a_small_space_is_told_once(cast: Cast) -> None:
    assert "fewer than five" in cast.robin.page("/s/boston/")
    cast.robin.submit("/s/boston/", _action="/small")
    assert "fewer than five" not in cast.wren.page("/s/boston/")


def test_text_to_pass_on_counts_and_names_nothing(both_engines: str, cast: Cast) -> None:
    thread = open_thread(cast.heron.reader, cast.boston.id, CANARY, CANARY, Audience.NETWORK)
    write_post(cast.maple.reader, thread, CANARY)
    page = cast.robin.page("/s/boston/pass-on")
    assert "2 new posts in the threads" in page and CANARY not in page and "Heron" not in page


def test_text_to_pass_on_counts_only_what_every_member_may_read(both_engines: str, cast: Cast) -> None:
    for audience, chosen in (
        (Audience.SPACE, ()),
        (Audience.COORDINATORS, ()),
        (Audience.COORDINATORS, (cast.boston.id,)),
        (Audience.SPACES, (cast.boston.id,)),
        (Audience.NETWORK, ()),
    ):
        open_thread(cast.maple.reader, cast.chicago.id, "A title", "Text.", audience, chosen)
    counted = {row.id for row in _readable_threads(cast.boston.id)}
    readable = {row.id for row in Thread.select().where(Thread.visible_to(cast.robin.account_id))}
    assert counted == readable and len(counted) == 2


def test_nobody_else_gets_a_spaces_week(cast: Cast) -> None:
    for person in (cast.maple, cast.operator, cast.stranger, cast.nobody):
        assert person.get("/s/boston/pass-on").status_code == 404


def test_a_line_shows_what_the_reader_may_see_of_it(both_engines: str, cast: Cast) -> None:
    line = Line.create(space=cast.boston, slug="heat", name="Heat", is_open_to_all=True)
    open_thread(cast.heron.reader, cast.boston.id, "Hot for all", "Text.", Audience.NETWORK, line_id=line.id)
    open_thread(cast.heron.reader, cast.boston.id, f"Hot {CANARY}", "Text.", line_id=line.id)
    assert CANARY in cast.robin.page("/lines/heat")
    page = cast.birch.page("/lines/heat")
    assert "Hot for all" in page and CANARY not in page
    for person in (cast.stranger, cast.operator, cast.nobody):
        assert person.get("/lines/heat").status_code == 404


def test_coordinators_see_how_long_a_space_has_been_silent(cast: Cast) -> None:
    from_chicago = "a bus depot in the middle"
    assert "From whom we hear" not in cast.heron.page("/")
    _release(cast, cast.maple)
    week = clock.week_of(clock.today() - timedelta(weeks=3))
    Space.update(last_active_week=week).where(Space.id == cast.chicago.id).execute()
    page = cast.heron.page("/")
    assert f'<th scope="row">{from_chicago}</th><td>3 weeks ago<svg class="bar"' in page
    assert "3 weeks ago" not in cast.robin.page("/")


def _release(cast: Cast, person: Person) -> None:
    """A report of Chicago that every space may read."""
    today = clock.today()
    report = Report.create(
        space=cast.chicago, title="A", month="2026-10", state="released", audience="network", made_on=today
    )
    Release.create(report=report, title="A", in_brief="B", sections="[]", original="{}", body_version=1)
    Report.update(released_on=today).where(Report.id == report.id).execute()


def test_the_operator_sees_names_and_faults_but_no_content(cast: Cast) -> None:
    Job.create(name="make_export", state=JobState.FAILED.value, sentence="The printer ran out of words.")
    open_thread(cast.heron.reader, cast.boston.id, f"A {CANARY}", CANARY)
    page = cast.operator.page("/operator")
    assert "Boston warehouse" in page and "The printer ran out of words." in page and CANARY not in page
    assert "settings" in cast.operator.page("/operator/check").lower()
    for person in (cast.heron, cast.stranger, cast.nobody):
        assert person.get("/operator").status_code == person.get("/operator/check").status_code == 404


def test_one_person_in_two_spaces_sees_both_on_the_home(cast: Cast) -> None:
    both = cast.person("both-oak-lamp", (cast.boston, "Swift", Role.MEMBER), (cast.chicago, "Elm", Role.MEMBER))
    page = both.page("/")
    assert "/s/boston/notes/new" in page and "/s/chicago/notes/new" in page


def test_only_editors_see_what_is_in_the_next_number(cast: Cast) -> None:
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    article = articles.submit_article(cast.wren.reader, cast.boston.id, Draft("The belt", "Words."))
    editions.line_up(cast.wren.reader, edition, {article.id: 1})
    assert "The belt" in cast.wren.page("/s/boston/") and "in the making" in cast.wren.page("/s/boston/")
    assert "The belt" not in cast.robin.page("/s/boston/")
    editions.publish_edition(cast.wren.reader, edition)
    assert "The belt" in cast.robin.page("/s/boston/")
