"""Who may read a report in each of its states; for everybody else it is as if it were not there."""

import re
from collections.abc import Callable

import pytest
from cast import Cast, Person

from coordinator.access import Audience, Role
from coordinator.reports import actions
from coordinator.reports.models import Report

INSIDE = {"robin", "wren", "finch", "heron"}
EVERYBODY = {*INSIDE, "maple", "birch", "cedar", "aspen", "stranger", "operator", "removed", "nobody"}


class Cities:
    """The cast with a third city, one more member, and one who was removed; and a report of Robin's and Wren's."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        detroit = cast.space("detroit", "Detroit laundry", "a laundry by the lake", "Detroit")
        self.people: dict[str, Person] = {
            name: getattr(cast, name)
            for name in ("robin", "wren", "heron", "maple", "birch", "stranger", "operator", "nobody")
        }
        self.people["finch"] = cast.person("finch-oak-lamp", (cast.boston, "Finch", Role.MEMBER))
        self.people["cedar"] = cast.person("cedar-oak-lamp", (detroit, "Cedar", Role.COORDINATOR))
        self.people["aspen"] = cast.person("aspen-oak-lamp", (detroit, "Aspen", Role.MEMBER))
        self.people["removed"] = cast.person("swift-oak-lamp", (cast.boston, "Swift", Role.MEMBER))
        cast.remove(self.people["removed"], cast.boston)
        self.report = actions.start_report(
            cast.robin.reader, cast.boston.id, "A title", "Some words.", lessons=["One."]
        )
        wren = cast.wren.membership_in(cast.boston)
        actions.name_authors(cast.robin.reader, self.report, [wren.id])

    def submit(self) -> None:
        actions.submit_report(self.cast.robin.reader, self.report)

    def release(self, audience: Audience, *chosen: int) -> None:
        self.submit()
        actions.release_report(self.cast.heron.reader, self.report, "In brief.", audience, chosen)

    def readers_of(self, path: str) -> set[str]:
        return {name for name, person in self.people.items() if person.get(path).status_code == 200}


def draft(_cities: Cities) -> None:
    """Nothing more happens."""


def handed_back(cities: Cities) -> None:
    cities.submit()
    actions.return_report(cities.cast.heron.reader, cities.report, "Say more.")


def in_review(cities: Cities) -> None:
    cities.submit()


def finished(cities: Cities) -> None:
    cities.submit()
    actions.finish_report(cities.cast.robin.reader, cities.report)


def withdrawn(cities: Cities) -> None:
    cities.release(Audience.PUBLIC)
    actions.withdraw_report(cities.cast.robin.reader, cities.report)


def deleted(cities: Cities) -> None:
    cities.release(Audience.PUBLIC)
    actions.take_back_report(cities.cast.robin.reader, cities.report)


def released(audience: Audience, to_chicago: bool = False) -> Callable[[Cities], None]:
    def act(cities: Cities) -> None:
        cities.release(audience, *([cities.cast.chicago.id] if to_chicago else []))

    return act


STATES: dict[str, tuple[Callable[[Cities], None], set[str]]] = {
    "draft": (draft, {"robin", "wren"}),
    "handed back": (handed_back, {"robin", "wren"}),
    "in review": (in_review, INSIDE),
    "finished": (finished, INSIDE),
    "to all coordinators": (released(Audience.COORDINATORS), {*INSIDE, "maple", "cedar"}),
    "to chosen coordinators": (released(Audience.COORDINATORS, True), {*INSIDE, "maple"}),
    "to chosen spaces": (released(Audience.SPACES, True), {*INSIDE, "maple", "birch"}),
    "to the network": (released(Audience.NETWORK), {*INSIDE, "maple", "birch", "cedar", "aspen"}),
    "to anybody": (released(Audience.PUBLIC), EVERYBODY),
    "withdrawn": (withdrawn, {"robin", "wren", "heron"}),
    "deleted": (deleted, set()),
}
INSIDE_PAGES = ("versions", "versions/1", "outside", "about", "sections/1", "order", "lessons", "authors", "release")


@pytest.mark.parametrize("state", STATES)
def test_a_report_is_read_by_exactly_those_whom_it_is_for(cast: Cast, state: str) -> None:
    cities = Cities(cast)
    act, expected = STATES[state]
    act(cities)
    assert cities.readers_of(f"/reports/{cities.report.public_id}") == expected


@pytest.mark.parametrize("state", ["draft", "to anybody", "withdrawn"])
def test_pages_of_the_space_are_not_there_for_others(cast: Cast, state: str) -> None:
    cities = Cities(cast)
    STATES[state][0](cities)
    for page in INSIDE_PAGES:
        outside = cities.readers_of(f"/reports/{cities.report.public_id}/{page}") - INSIDE
        assert outside == set(), page


def _bare(page: str, *ids: str) -> str:
    page = re.sub(r'name="(csrf_token|once_key)"[^>]*', "", page)
    for each in ids:
        page = page.replace(each, "ID")
    return page


def test_hidden_answers_like_missing(cast: Cast) -> None:
    cities = Cities(cast)
    hidden, missing = cities.report.public_id, "2" * 26
    for person in (cast.heron, cast.birch, cast.operator, cast.stranger, cast.nobody):
        pages = [person.get(f"/reports/{each}").get_data(as_text=True) for each in (hidden, missing)]
        assert _bare(pages[0], hidden, missing) == _bare(pages[1], hidden, missing)


def test_others_can_do_nothing_to_a_report(cast: Cast) -> None:
    cities = Cities(cast)
    cities.release(Audience.PUBLIC)
    before = Report.get_by_id(cities.report.id).revision
    acts = ("share", "unshare", "hand-back", "finish", "take-back", "delete", "erase", "reopen", "put-back")
    writes = ("about", "sections/new", "sections/1", "sections/1/split", "order", "lessons", "authors", "pictures")
    for person in (cast.birch, cast.maple, cast.stranger):
        for act in (*acts, *writes, "release", "release/look"):
            response = person.post(f"/reports/{cities.report.public_id}/{act}", text="x", remarks="x", names="a = b")
            assert response.status_code == 404, act
    assert Report.get_by_id(cities.report.id).revision == before


def test_a_member_who_does_not_write_it_can_only_read(cast: Cast) -> None:
    cities = Cities(cast)
    cities.submit()
    finch = cities.people["finch"]
    for act in (
        "share",
        "unshare",
        "delete",
        "sections/1",
        "about",
        "lessons",
        "authors",
        "order",
        "take-back",
        "finish",
    ):
        response = finch.post(f"/reports/{cities.report.public_id}/{act}", text="x")
        assert response.status_code in (403, 404), act
    for act in ("release", "release/look", "hand-back"):
        response = finch.post(f"/reports/{cities.report.public_id}/{act}", names="Some = other")
        assert response.status_code == 403, act


def test_drafts_versions_stay_with_those_who_write_for_ever(cast: Cast) -> None:
    cities = Cities(cast)
    cities.submit()
    address = f"/reports/{cities.report.public_id}/versions"
    assert cast.robin.get(f"{address}/1").status_code == 200
    assert cast.heron.get(f"{address}/1").status_code == 404
    submitted = Report.get_by_id(cities.report.id).submitted_revision
    assert cast.heron.get(f"{address}/{submitted}").status_code == 200
    assert f'{address}/1"' not in cast.heron.page(address)


def test_a_removed_author_reads_nothing_any_more(cast: Cast) -> None:
    cities = Cities(cast)
    cast.remove(cast.robin, cast.boston)
    assert cast.robin.get(f"/reports/{cities.report.public_id}").status_code == 404
    assert cast.wren.get(f"/reports/{cities.report.public_id}").status_code == 200


def test_notes_are_for_the_members_of_their_space(cast: Cast) -> None:
    cities = Cities(cast)
    note = actions.write_note(cast.robin.reader, cast.boston.id, "Something happened.")
    assert cities.readers_of(f"/notes/{note.public_id}") == INSIDE
    assert cities.readers_of("/s/boston/notes/") == INSIDE
    assert cities.readers_of(f"/notes/{note.public_id}/edit") == {"robin"}
    actions.take_back_note(cast.robin.reader, note)
    assert cities.readers_of(f"/notes/{note.public_id}") == set()


def test_addresses_that_nobody_types_are_not_there(cast: Cast, both_engines: str) -> None:
    report = actions.start_report(cast.robin.reader, cast.boston.id, "A title", "Some words.")
    address = f"/reports/{report.public_id}"
    for path in (
        "/reports/%00",
        f"{address}%00",
        "/files/%00",
        "/s/boston/notes/?week=%00",
        "/s/boston/reports/?from=%00",
        f"{address}/sections/99999999999999999999",
        f"{address}/versions/99999999999999999999",
        f"{address}/sections/99999999999999999999/quote",
    ):
        assert cast.robin.get(path).status_code == 404, path
    for path in ("/s/boston/reports/?site=99999999999999&state=x&before=none", "/s/boston/notes/?site=-1&before=none"):
        assert cast.robin.get(path).status_code == 200, path


def test_keys_that_nobody_types_are_refused(cast: Cast, both_engines: str) -> None:
    report = actions.start_report(cast.robin.reader, cast.boston.id, "A title", "Some words.")
    address = f"/reports/{report.public_id}"
    for version in ("99999999999999999999", "-1", "x"):
        response = cast.robin.submit(f"{address}/sections/1", "/sections/1", text="New.", version=version)
        assert response.status_code == 409
    for path, fields in (
        ("about", {"site": "99999999999999999999"}),
        ("about", {"month": "99999"}),
        ("authors", {"authors": ["99999999999999999999"]}),
        ("sections/1", {"kind": "no such"}),
    ):
        assert cast.robin.submit(f"{address}/{path}", f"/{path}", **fields).status_code == 400, path
