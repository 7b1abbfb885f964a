"""How far somebody has read: one number a thing, never back, and nobody else's business."""

from cast import Cast

from coordinator.notices.actions import mark_read
from coordinator.notices.models import Kind, ReadPosition
from coordinator.notices.queries import positions


def test_a_reading_position_never_goes_back_and_is_its_readers_own(both_engines: str, cast: Cast) -> None:
    maple, birch = cast.maple.account_id, cast.birch.account_id
    for number in (3, 7, 5):
        mark_read(maple, Kind.THREAD, 1, number)
    mark_read(maple, Kind.REPORT, 1, 2)
    mark_read(None, Kind.THREAD, 1, 9)
    assert positions(maple, Kind.THREAD, [1, 2]) == {1: 7}
    assert positions(birch, Kind.THREAD, [1]) == positions(None, Kind.THREAD, [1]) == {}


def test_a_reading_position_holds_no_time(cast: Cast) -> None:
    assert set(ReadPosition._meta.sorted_field_names) == {"id", "account", "kind", "object_id", "number"}
