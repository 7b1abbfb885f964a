"""The first steps of each role: ticked off from what was done, put away for good."""

from cast import Cast, Person

from coordinator import clock
from coordinator.access import Audience, Role
from coordinator.desk.models import GuideDone
from coordinator.newsletters.actions import articles, editions
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.models import Newsletter
from coordinator.reports import actions as reports
from coordinator.spaces.models import NameToTakeOut, Space
from coordinator.threads.actions import open_thread, write_post


def steps(person: Person) -> list[bool]:
    """Which of the steps at home are done; none where the guide is not shown."""
    page = person.page("/")
    if "First steps" not in page:
        return []
    told = page.split('<ol class="todo">')[1].split("</ol>")[0]
    return ['class="done"' in step for step in told.split("<li")[1:]]


def test_a_members_steps_tick_themselves_off_and_go(both_engines: str, cast: Cast) -> None:
    assert steps(cast.robin) == [False, False, False]
    cast.robin.submit("/s/boston/notes/new", text="The belt stood still.")
    assert steps(cast.robin) == [True, False, False]
    report = reports.start_report(cast.wren.reader, cast.boston.id, title="October", text="We talked to nine.")
    reports.submit_report(cast.wren.reader, report)
    cast.robin.page(f"/reports/{report.public_id}")
    assert steps(cast.robin) == [True, True, False]
    write_post(cast.robin.reader, open_thread(cast.heron.reader, cast.boston.id, "Act?", "When?"), "Now.")
    assert steps(cast.robin) == []
    assert GuideDone.select().where(GuideDone.account == cast.robin.account).count() == 1


def test_one_button_puts_the_steps_away_for_good(both_engines: str, cast: Cast) -> None:
    for _again in range(2):
        cast.robin.post("/guide/put-away", role="member")
    assert steps(cast.robin) == [] and steps(cast.birch) == [False, False, False]
    cast.robin.post("/guide/put-away", role="nonsense")
    assert GuideDone.select().count() == 1


def test_an_editors_steps(both_engines: str, cast: Cast) -> None:
    assert steps(cast.wren) == [False] * 4
    cast.wren.page("/s/boston/newsletter/box")
    assert steps(cast.wren) == [True, False, False, False]
    Newsletter.create(space=cast.boston, name="The Kettle")
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    assert steps(cast.wren) == [True, True, True, False]
    article = articles.submit_article(cast.wren.reader, cast.boston.id, Draft("A heading", "Words."))
    editions.line_up(cast.wren.reader, edition, {article.id: 1})
    editions.publish_edition(cast.wren.reader, edition)
    assert steps(cast.wren) == []


def test_a_coordinators_steps(both_engines: str, cast: Cast) -> None:
    alone = cast.person("lone-oak-lamp", (cast.space("porto", "Porto", "a port", "Porto"), "Gull", Role.COORDINATOR))
    assert steps(alone) == [False, False, False]
    assert steps(cast.heron) == [True, False, False]
    NameToTakeOut.create(space=cast.boston, name="Smith", replacement="a foreman")
    report = reports.start_report(cast.heron.reader, cast.boston.id, title="October", text="We talked to nine.")
    reports.submit_report(cast.heron.reader, report)
    reports.release_report(cast.heron.reader, report, "In brief.", Audience.NETWORK, [])
    assert steps(cast.heron) == []


def test_the_operators_steps_stand_where_nothing_else_does(cast: Cast) -> None:
    assert steps(cast.operator) == [True, True, False]
    assert steps(cast.stranger) == []


def test_who_runs_the_server_sees_which_steps_are_for_that(cast: Cast) -> None:
    assert '">First steps: Run the server</h2>' in cast.operator.page("/")
    assert "<summary>First steps</summary>" in cast.heron.page("/")


def test_first_steps_are_open_until_one_is_done_and_folded_then(cast: Cast) -> None:
    assert '">First steps</h2>' in cast.birch.page("/")
    cast.birch.submit(f"/s/{cast.chicago.slug}/notes/new", text="The belt stood still for an hour.")
    page = cast.birch.page("/")
    assert "<summary>First steps</summary>" in page and '">First steps</h2>' not in page


def test_a_new_role_brings_its_own_steps(cast: Cast) -> None:
    cast.robin.post("/guide/put-away", role="member")
    cast.robin.membership_in(cast.boston).update(role=Role.EDITOR.value).where(
        cast.robin.membership_in(cast.boston)._pk_expr()
    ).execute()
    assert "Look into the box" in cast.robin.page("/")
    assert Space.select().count() == 2
