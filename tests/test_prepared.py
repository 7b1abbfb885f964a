"""Queries whose text is made once say the same as those that are made each time."""

from cast import Cast

from coordinator.prepared import Prepared, PreparedShapes
from coordinator.spaces.models import Membership, Space, spaces_of


def test_a_prepared_query_takes_each_value_at_its_place(cast: Cast, both_engines: str) -> None:
    query = Prepared(
        lambda account, name: Space.select(Space.name).where((Space.name == name) & Space.id.in_(spaces_of(account)))
    )
    assert query.row(account=cast.robin.account_id, name="Boston warehouse") == ("Boston warehouse",)
    assert query.row(account=cast.birch.account_id, name="Boston warehouse") is None


def test_nobody_is_no_one_in_particular(cast: Cast, both_engines: str) -> None:
    Membership.update(account=None).where(Membership.space == cast.boston).execute()
    query = Prepared(lambda account: Membership.select(Membership.id).where(Membership.account == account))
    assert query.rows(account=None) == []


def test_each_set_of_options_has_its_own_text(cast: Cast, both_engines: str) -> None:
    def build(account: object, keys: object, backwards: bool, limit: object) -> object:
        rows = Space.select(Space.slug)
        if keys is not None:
            rows = rows.where(Space.id.in_(keys))
        return rows.order_by(Space.slug.desc() if backwards else Space.slug).limit(limit)

    query = PreparedShapes(build)
    both = [cast.boston.id, cast.chicago.id]
    assert query.rows(None, keys=both, backwards=False, limit=9) == [("boston",), ("chicago",)]
    assert query.rows(None, keys=both, backwards=True, limit=1) == [("chicago",)]
    assert query.rows(None, keys=[], backwards=True, limit=9) == []
    assert query.rows(None, keys=None, backwards=False, limit=1) == [("boston",)]
    assert query.rows(None, keys=[*both, cast.boston.id], backwards=False, limit=9) == [("boston",), ("chicago",)]
    assert query.rows(None, keys=[cast.chicago.id], backwards=False, limit=1) == [("chicago",)]
