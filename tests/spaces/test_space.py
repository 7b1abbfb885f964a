"""A space's own pages: settings, sites, names to take out, its log, and what others see of it."""

import re

import pytest
from cast import Cast, forms_of
from flask import Flask

from coordinator.errors import Invalid, NotAllowed
from coordinator.spaces import log, redaction
from coordinator.spaces.actions import settings
from coordinator.spaces.models import LogEntry, NameToTakeOut, Openness, Site, Space

COORDINATORS_PAGES = [f"/s/boston/{name}" for name in ("settings", "names", "log", "invite", "lines/new")]


@pytest.mark.parametrize("path", COORDINATORS_PAGES)
def test_what_is_for_coordinators_is_missing_to_others(cast: Cast, path: str) -> None:
    assert cast.heron.get(path).status_code == 200
    assert {person.get(path).status_code for person in (cast.wren, cast.robin)} == {403}
    hidden, missing = cast.maple.get(path), cast.maple.get(path.replace("boston", "nowhere"))
    assert len({re.sub(r'value="[^"]*"', "", page.get_data(as_text=True)) for page in (hidden, missing)}) == 1
    assert {person.get(path).status_code for person in (cast.maple, cast.operator, cast.nobody)} == {404}


def test_settings_are_saved_and_the_log_says_what_changed(both_engines: str, cast: Cast) -> None:
    answer = cast.heron.submit(
        "/s/boston/settings", name="Boston docks", time_zone="America/New_York", public_text="We are **many**."
    )
    assert answer.status_code == 303
    space = Space.get_by_id(cast.boston.id)
    assert (space.name, space.time_zone, space.version) == ("Boston docks", "America/New_York", 2)
    assert "<strong>many</strong>" in space.public_text_html
    changed = "Name, for ourselves · Time zone · What others may read about us"
    assert f"Heron changed the settings: {changed}" in cast.heron.page("/s/boston/log")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"outward_name": "   "},
        {"name": "x" * 300},
        {"public_text": "y" * 21_000},
        {"time_zone": "Mars/Base"},
        {"openness": "everybody"},
        {"slug": "chicago"},
        {"slug": "a/b"},
        {"slug": "x"},
        {"version": "first"},
    ],
)
def test_settings_that_cannot_be_are_refused_and_given_back(cast: Cast, fields: dict[str, str]) -> None:
    answer = cast.heron.submit("/s/boston/settings", city="New Bedford", **fields)
    assert answer.status_code == 400
    assert 'value="New Bedford"' in answer.get_data(as_text=True)
    assert Space.get_by_id(cast.boston.id).version == 1


def test_two_who_change_the_settings_see_both_versions(both_engines: str, cast: Cast) -> None:
    cast.heron.submit("/s/boston/settings", city="Quincy", public_text="Theirs.")
    clash = cast.heron.submit("/s/boston/settings", city="Salem", public_text="Mine.", version="1")
    page = clash.get_data(as_text=True)
    assert clash.status_code == 409
    for text in ("Quincy", "Theirs.", "Salem", "Mine."):
        assert text in page
    assert Space.get_by_id(cast.boston.id).city == "Quincy"


def test_after_a_conflict_sending_once_more_is_a_decision(cast: Cast) -> None:
    cast.heron.submit("/s/boston/settings", city="Quincy")
    clash = cast.heron.submit("/s/boston/settings", city="Salem", version="1")
    form = forms_of(clash.get_data(as_text=True))[-1]
    assert form["fields"]["city"] == "Salem"
    assert cast.heron.client.post(form["action"], data=form["fields"]).status_code == 303
    assert Space.get_by_id(cast.boston.id).city == "Salem"


def test_a_space_may_take_another_word_for_its_address(cast: Cast) -> None:
    cast.heron.submit("/s/boston/settings", slug="North-Hall")
    assert cast.heron.get("/s/north-hall/").status_code == 200
    assert cast.heron.get("/s/boston/").status_code == 404


def test_sites_are_seen_by_members_and_changed_by_coordinators(both_engines: str, cast: Cast) -> None:
    assert cast.heron.post("/s/boston/sites", name="The big hall").status_code == 303
    assert "The big hall" in cast.robin.page("/s/boston/sites")
    assert cast.birch.get("/s/boston/sites").status_code == 404
    assert cast.robin.post("/s/boston/sites", name="Mine").status_code == 403
    cast.heron.post("/s/boston/sites/change", old_name="The big hall", name="Hall 1", is_closed="y")
    site = Site.get()
    assert (site.name, site.is_closed) == ("Hall 1", True)


@pytest.mark.parametrize("name", ["", "   ", "x" * 200, "Hall 1"])
def test_an_empty_an_over_long_and_a_second_site_of_one_name_are_refused(cast: Cast, name: str) -> None:
    settings.add_site(cast.heron.reader, cast.boston.id, "Hall 1")
    assert cast.heron.post("/s/boston/sites", name=name).status_code == 400
    assert Site.select().count() == 1


def test_two_spaces_may_have_a_site_of_the_same_name(cast: Cast) -> None:
    settings.add_site(cast.heron.reader, cast.boston.id, "Hall 1")
    settings.add_site(cast.maple.reader, cast.chicago.id, "Hall 1")
    settings.change_site(cast.maple.reader, cast.chicago.id, "Hall 1", "Hall 2", False)
    assert "Hall 1" in cast.robin.page("/s/boston/sites")


class TestNames:
    """Names to take out."""

    def test_they_are_kept_and_taken_out_of_what_leaves(self, both_engines: str, cast: Cast) -> None:
        cast.heron.submit("/s/boston/names", names="Maria = a coworker\n\nGate 4=the gate\nPetrov")
        assert redaction.take_out(cast.boston.id, "With MARIA and Petrov at gate 4.") == (
            "With a coworker and somebody at the gate."
        )
        assert redaction.take_out(cast.chicago.id, "Maria") == "Maria"
        assert "Maria = a coworker" in cast.heron.page("/s/boston/names")

    def test_saving_them_tells_those_who_made_something_of_them(self, cast: Cast) -> None:
        heard: list[int] = []
        redaction.on_change(heard.append)
        cast.heron.submit("/s/boston/names", names="Maria = a coworker")
        redaction._listeners.pop()
        assert heard == [cast.boston.id]

    @pytest.mark.parametrize(
        "names",
        ["= a coworker", "M = x", "??? = x", "Maria = Maria’s friend", "Ann = a Bob\nBob = x", "x" * 121, "y" * 65_000],
    )
    def test_lines_that_cannot_work_are_refused_and_given_back(self, cast: Cast, names: str) -> None:
        answer = cast.heron.submit("/s/boston/names", names=names)
        assert answer.status_code == 400
        assert names[:20] in answer.get_data(as_text=True)
        assert NameToTakeOut.select().count() == 0

    def test_two_who_change_the_list_see_both(self, cast: Cast) -> None:
        version = settings.names_version(cast.boston.id)
        cast.heron.submit("/s/boston/names", names="Maria = a coworker")
        clash = cast.heron.submit("/s/boston/names", names="Petrov = a driver", version=version)
        page = clash.get_data(as_text=True)
        assert clash.status_code == 409 and "Maria = a coworker" in page and "Petrov = a driver" in page
        assert "Maria" in settings.names_as_lines(cast.boston.id)

    def test_nobody_but_a_coordinator_changes_them(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            settings.save_names(cast.wren.reader, cast.boston.id, "A B = c", "")
        with pytest.raises(Invalid):
            settings.parse_names("\n".join(f"Name{number} = x" for number in range(501)))


class TestSeenFromOutside:
    """What others see of a space."""

    @pytest.fixture
    def opened(self, cast: Cast, request: pytest.FixtureRequest) -> Cast:
        """Boston, with a public text."""
        Space.update(public_text_html="<p>We meet on Fridays.</p>").where(Space.id == cast.boston.id).execute()
        return cast

    @pytest.mark.parametrize(
        ("openness", "seeing"),
        [(Openness.UNLISTED, set()), (Openness.NETWORK, {"birch"}), (Openness.PUBLIC, {"birch", "stranger", "nobody"})],
    )
    def test_as_much_as_it_chose(self, both_engines: str, opened: Cast, openness: Openness, seeing: set[str]) -> None:
        Space.update(openness=openness.value).where(Space.id == opened.boston.id).execute()
        for name in ("birch", "stranger", "nobody"):
            answer = getattr(opened, name).get("/s/boston/")
            assert answer.status_code == (200 if name in seeing else 404), name
            if name in seeing:
                page = answer.get_data(as_text=True)
                assert "a warehouse in the east" in page and "We meet on Fridays" in page
                assert "Boston warehouse" not in page

    def test_its_members_always_see_it_whole(self, opened: Cast) -> None:
        Space.update(openness=Openness.UNLISTED.value).where(Space.id == opened.boston.id).execute()
        assert "Boston warehouse" in opened.robin.page("/s/boston/")


def test_a_small_space_is_told_once_that_pen_names_hide_nobody(cast: Cast) -> None:
    assert "hide nobody" in cast.robin.page("/s/boston/")
    cast.robin.post("/s/boston/small")
    assert "hide nobody" not in cast.heron.page("/s/boston/")
    assert "hide nobody" in cast.maple.page("/s/chicago/")


def test_the_log_has_pages_and_every_act_a_sentence(both_engines: str, cast: Cast) -> None:
    for number in range(60):
        log.record(cast.boston.id, "site", "Heron", f"Hall {number}")
    first = cast.heron.page("/s/boston/log")
    assert "Hall 59" in first and "Hall 5<" not in first
    older = first.split('rel="next" href="')[1].split('"')[0]
    assert "Hall 5<" in cast.heron.page(older)
    assert "Hall" not in cast.maple.page("/s/chicago/log")


def test_an_act_without_a_sentence_is_shown_all_the_same(app: Flask, cast: Cast) -> None:
    log.record(cast.boston.id, "juggled", "Heron", "100 % of it")
    assert log.said(LogEntry.get()) == "Heron · juggled · 100 % of it"
    log.record(cast.boston.id, "removed", "", "x" * 1000)
    assert cast.heron.get("/s/boston/log").status_code == 200
