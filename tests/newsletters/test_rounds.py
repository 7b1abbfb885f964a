"""The round of a number: where copies went, what was left over, what readers said, and that it is deleted."""

import re
from datetime import timedelta

import pytest
from cast import Cast

from coordinator import clock
from coordinator.errors import Conflict, Invalid, NotAllowed
from coordinator.newsletters.actions import editions
from coordinator.newsletters.models import Edition
from coordinator.newsletters.rounds.actions import Stop, purge, save_round
from coordinator.newsletters.rounds.models import Round, RoundStop
from coordinator.newsletters.rounds.queries import KEPT_FOR, round_of, rounds_of, stops_of
from coordinator.spaces.models import NameToTakeOut, Site

NORTH = Stop("North gate", "early shift", 40, 5, "The piece on the fan was read aloud.")
SOUTH = Stop("South gate", copies=20)


def out(cast: Cast) -> Edition:
    """A number of Boston's that is out."""
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.paste_edition(cast.wren.reader, edition, "# The belt\n\nIt stood still.")
    editions.publish_edition(cast.wren.reader, Edition.get_by_id(edition.id))
    return Edition.get_by_id(edition.id)


def test_a_round_is_written_down_with_its_figures(cast: Cast) -> None:
    edition = out(cast)
    found = save_round(cast.wren.reader, edition, [NORTH, SOUTH, Stop("West gate"), Stop()], 1)
    assert (found.copies, found.left_over) == (60, 5)
    assert [stop.place for stop in stops_of(found)] == ["North gate", "South gate"]


def test_it_is_deleted_at_the_day_that_was_shown_and_the_figures_stay(cast: Cast) -> None:
    edition = out(cast)
    found = save_round(cast.wren.reader, edition, [NORTH], 1)
    last = clock.today() + KEPT_FOR
    assert found.goes_on == last and round_of(edition).goes_on == last
    assert "is deleted on" in cast.wren.page(f"/editions/{edition.public_id}/round")
    assert purge(last) == 0 and RoundStop.select().count() == 1
    assert purge(last + timedelta(days=1)) == 1
    assert RoundStop.select().count() == 0
    kept = Round.get()
    assert (kept.copies, kept.left_over, kept.goes_on) == (40, 5, None)
    text = cast.wren.page(f"/editions/{edition.public_id}/round")
    assert "has been deleted" in text and "read aloud" not in text
    with pytest.raises(NotAllowed):
        save_round(cast.wren.reader, edition, [NORTH], kept.version)


def test_saving_again_does_not_move_the_day(cast: Cast) -> None:
    edition, day = out(cast), clock.today()
    found = save_round(cast.wren.reader, edition, [NORTH], 1, day)
    later = save_round(cast.wren.reader, edition, [NORTH, SOUTH], found.version, day + timedelta(days=20))
    assert later.goes_on == day + KEPT_FOR


@pytest.mark.parametrize("taken_by", ["Robin", "robin and two more", "Bob"])
def test_a_name_is_refused_where_a_role_belongs(cast: Cast, taken_by: str) -> None:
    NameToTakeOut.create(space=cast.boston, name="Bob", replacement="a coworker")
    with pytest.raises(Invalid, match="is a name"):
        save_round(cast.wren.reader, out(cast), [Stop("North gate", taken_by, 10)], 1)


def test_places_that_are_no_sites_are_offered_one_at_a_time(cast: Cast) -> None:
    edition = out(cast)
    first, second = re.findall(
        r"<details.*?One more place", cast.wren.page(f"/editions/{edition.public_id}/round"), re.S
    )
    assert "</details>" not in second and " open" not in first
    answer = cast.wren.submit(f"/editions/{edition.public_id}/round", "/round", **{"copies-1": "some"})
    opened = re.findall("<details[^>]*>", answer.get_data(as_text=True).split("<form", 1)[1])
    assert ["open" in each for each in opened[:2]] == [True, True]


def test_figures_that_cannot_be_are_refused_and_what_was_typed_stays(cast: Cast) -> None:
    edition = out(cast)
    with pytest.raises(Invalid, match="left over than"):
        save_round(cast.wren.reader, edition, [Stop("North gate", copies=3, left_over=4)], 1)
    typed = {"place-0": "North gate", "copies-0": "some", "heard-0": "They laughed."}
    answer = cast.wren.submit(f"/editions/{edition.public_id}/round", "/round", **typed)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400 and 'value="some"' in text and "They laughed." in text


def test_a_free_place_can_be_mended_and_the_field_that_is_wrong_is_marked(cast: Cast) -> None:
    Site.create(space=cast.boston, name="Hall two")
    page = f"/editions/{out(cast).public_id}/round"
    typed = {"place-1": "Bobs corner", "copies-1": "some"}
    text = cast.wren.submit(page, "/round", **typed).get_data(as_text=True)
    assert "Bobs corner: Copies are a whole number" in text
    assert 'name="copies-1" value="some" aria-invalid="true"' in text and text.count("aria-invalid") == 1
    assert '<input type="text" id="place-1" name="place-1" value="Bobs corner"' in text
    assert '<input type="hidden" name="place-0" value="Hall two">' in text


def test_a_name_is_refused_as_a_place_unless_a_site_is_called_so(cast: Cast) -> None:
    Site.create(space=cast.boston, name="Robin hall")
    edition = out(cast)
    with pytest.raises(Invalid, match="is a name") as problem:
        save_round(cast.wren.reader, edition, [NORTH, Stop("Robin's corner", copies=10)], 1)
    assert problem.value.field == "place-1"
    assert save_round(cast.wren.reader, edition, [Stop("Robin hall", copies=10)], 1).copies == 10


def test_two_editors_do_not_overwrite_each_other(cast: Cast) -> None:
    edition = out(cast)
    save_round(cast.wren.reader, edition, [NORTH], 1)
    with pytest.raises(Conflict) as problem:
        save_round(cast.heron.reader, edition, [SOUTH], 1)
    assert "North gate" in problem.value.theirs


def test_editors_write_it_on_its_page_which_knows_the_sites(cast: Cast) -> None:
    Site.create(space=cast.boston, name="Hall two")
    edition = out(cast)
    page = f"/editions/{edition.public_id}/round"
    assert 'value="Hall two"' in cast.wren.page(page) and "Hall two" in cast.wren.page(f"{page}/sheet")
    assert cast.wren.submit(page, "/round", **{"copies-0": "12", "left_over-0": "2"}).status_code == 303
    assert [(stop.place, stop.copies) for stop in stops_of(Round.get())] == [("Hall two", 12)]
    text = cast.wren.page("/s/boston/newsletter/rounds")
    assert "12 copies" in text and "2 left over" in text and "<svg" in text


def test_only_editors_read_it_and_only_of_a_number_that_is_out(cast: Cast) -> None:
    edition = out(cast)
    for page in (f"/editions/{edition.public_id}/round", f"/editions/{edition.public_id}/round/sheet"):
        assert cast.robin.get(page).status_code == 403
        assert cast.maple.get(page).status_code == 404
    assert cast.robin.get("/s/boston/newsletter/rounds").status_code == 403
    editions.take_back_into_work(cast.wren.reader, edition)
    assert cast.wren.get(f"/editions/{edition.public_id}/round").status_code == 404
    with pytest.raises(NotAllowed):
        save_round(cast.wren.reader, Edition.get_by_id(edition.id), [NORTH], 1)


def test_the_figures_come_in_the_order_of_the_numbers(cast: Cast) -> None:
    first, second = out(cast), out(cast)
    for edition in (second, first):
        save_round(cast.wren.reader, edition, [Stop("Gate", copies=edition.number)], 1)
    assert [each.copies for each in rounds_of(cast.boston.id)] == [first.number, second.number]
    assert rounds_of(cast.chicago.id) == []
