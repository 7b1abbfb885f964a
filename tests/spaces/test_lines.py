"""Lines of struggle: made by coordinators, opened to other spaces, never seen by those they were not opened to."""

import pytest
from cast import Cast, Person

from coordinator.access import Role
from coordinator.spaces.models import Line, LineOpening, Openness, Space


@pytest.fixture
def dallas(cast: Cast) -> Person:
    """A coordinator in a third city."""
    space = cast.space("dallas", "Dallas", "a hospital", "Dallas")
    return cast.person("elm-oak-lamp", (space, "Elm", Role.COORDINATOR))


def make(person: Person, **fields: str):
    """What the form for a new line answers."""
    return person.submit("/s/boston/lines/new", **{"name": "Health and safety", "slug": "health", **fields})


def test_a_line_of_ones_own_is_seen_by_no_other_space(both_engines: str, cast: Cast) -> None:
    assert make(cast.heron).headers["Location"].startswith("/lines/health")
    assert "Health and safety" in cast.robin.page("/lines/")
    assert "Health and safety" not in cast.birch.page("/lines/")
    assert cast.nobody.get("/lines/").status_code == 404


def test_a_line_is_opened_to_chosen_spaces(both_engines: str, cast: Cast, dallas: Person) -> None:
    make(cast.heron, reach="chosen", chosen=cast.chicago.code)
    assert "Health and safety" in cast.birch.page("/lines/")
    assert "Health and safety" not in dallas.page("/lines/")


def test_a_line_is_opened_to_a_space_that_keeps_to_itself_by_its_code(cast: Cast, dallas: Person) -> None:
    Space.update(openness=Openness.UNLISTED.value).where(Space.slug == "dallas").execute()
    assert "a hospital" not in cast.heron.page("/s/boston/lines/new")
    make(cast.heron, reach="chosen", codes=Space.get(Space.slug == "dallas").code)
    assert "Health and safety" in dallas.page("/lines/")
    assert "Health and safety" not in cast.birch.page("/lines/")


def test_a_line_is_opened_to_all_spaces_but_not_to_people_without_one(cast: Cast, dallas: Person) -> None:
    make(cast.heron, reach="all")
    assert "Health and safety" in dallas.page("/lines/")
    assert "Health and safety" not in cast.stranger.page("/lines/")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "x" * 200},
        {"text": "y" * 21_000},
        {"slug": "a b"},
        {"slug": "taken"},
        {"reach": "chosen"},
        {"reach": "anybody"},
        {"reach": "chosen", "codes": "unknown2"},
    ],
)
def test_what_cannot_be_is_refused_and_given_back(cast: Cast, fields: dict[str, str]) -> None:
    Line.create(space=cast.chicago, slug="taken", name="Wages")
    answer = make(cast.heron, **{"text": "What is at stake", **fields})
    assert answer.status_code == 400
    assert "What is at stake" in answer.get_data(as_text=True) or "yyy" in answer.get_data(as_text=True)
    assert Line.select().count() == 1


def test_without_a_word_of_its_own_the_address_says_nothing(cast: Cast) -> None:
    make(cast.heron, slug="")
    assert "health" not in Line.get().slug


def test_only_coordinators_make_and_change_lines(cast: Cast) -> None:
    make(cast.heron, reach="all")
    assert cast.wren.get("/s/boston/lines/new").status_code == 403
    assert cast.robin.get("/lines/health/edit").status_code == 403
    # Open to Chicago, but not Chicago's.
    assert cast.maple.get("/lines/health/edit").status_code == 404
    assert cast.maple.post("/lines/health/edit", name="Ours now").status_code == 404


def test_a_line_is_changed_opened_and_closed_again(both_engines: str, cast: Cast) -> None:
    make(cast.heron)
    cast.heron.submit("/lines/health/edit", name="Safety", reach="chosen", chosen=cast.chicago.code)
    assert "Safety" in cast.birch.page("/lines/")
    cast.heron.submit("/lines/health/edit", reach="own")
    assert "Safety" not in cast.birch.page("/lines/")
    assert LineOpening.select().count() == 0
    assert "changed the struggle “Safety”" in cast.heron.page("/s/boston/log")


def test_two_who_change_a_line_see_both_texts(cast: Cast) -> None:
    make(cast.heron, text="First")
    page = cast.heron.page("/lines/health/edit")
    version = page.split('name="version" type="hidden" value="')[1].split('"')[0]
    cast.heron.submit("/lines/health/edit", text="Theirs")
    clash = cast.heron.submit("/lines/health/edit", text="Mine", version=version)
    assert clash.status_code == 409
    assert "Theirs" in clash.get_data(as_text=True) and "Mine" in clash.get_data(as_text=True)
    assert Line.get().text_source == "Theirs"


def test_a_form_sent_twice_makes_one_line(cast: Cast) -> None:
    fields = {**cast.heron._hidden(), "name": "Wages", "reach": "own", "within": "members"}
    addresses = {cast.heron.client.post("/s/boston/lines/new", data=fields).headers["Location"] for _time in range(2)}
    assert Line.select().count() == 1 and len(addresses) == 1
