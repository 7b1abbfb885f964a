"""Pages stand on the sheets so that folding and leafing through gives them in order."""

import pytest

from coordinator.typesetting.imposition import sides


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (0, [(0, 0), (0, 0)]),
        (1, [(0, 1), (0, 0)]),
        (3, [(0, 1), (2, 3)]),
        (4, [(4, 1), (2, 3)]),
        (8, [(8, 1), (2, 7), (6, 3), (4, 5)]),
    ],
)
def test_sides_are_in_the_order_for_folding(pages: int, expected: list[tuple[int, int]]) -> None:
    assert sides(pages) == expected


def test_a_paper_read_from_the_right_opens_the_other_way_round() -> None:
    assert sides(4, right_to_left=True) == [(1, 4), (3, 2)]


@pytest.mark.parametrize("pages", range(1, 30))
def test_folding_and_leafing_through_gives_the_pages_in_order(pages: int) -> None:
    printed = sides(pages)
    fronts, backs = printed[::2], printed[1::2]
    first_half = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    second_half = [page for front, back in zip(fronts, backs, strict=True) for page in (front[0], back[1])]
    leafed = [page for page in first_half + second_half[::-1] if page]
    assert leafed == list(range(1, pages + 1))
