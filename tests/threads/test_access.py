"""Who may read which thread: every audience, every kind of person, on both engines."""

from itertools import product

import pytest
from cast import Cast, Person

from coordinator import search
from coordinator.access import Audience, Role
from coordinator.spaces.models import Space
from coordinator.threads.actions import open_thread, write_post
from coordinator.threads.circles import Circle, circle_of_thread, writers
from coordinator.threads.models import Guest, Post, Thread

CANARY = "quetzalbluebird"


def _denver(cast: Cast) -> tuple[Space, Person, Person]:
    """A third city that is chosen by nobody: its coordinator and its member."""
    denver = cast.space("denver", "Denver laundry", "a laundry in the mountains", "Denver")
    finch = cast.person("finch-oak-lamp", (denver, "Finch", Role.COORDINATOR))
    return denver, finch, cast.person("plum-oak-lamp", (denver, "Plum", Role.MEMBER))


def _people(cast: Cast) -> dict[str, Person]:
    _space, finch, plum = _denver(cast)
    removed = cast.person("removed-oak-lamp", (cast.boston, "Gone", Role.COORDINATOR))
    cast.remove(removed, cast.boston)
    return {
        "own coordinator": cast.heron,
        "own member": cast.robin,
        "chosen coordinator": cast.maple,
        "chosen member": cast.birch,
        "other coordinator": finch,
        "other member": plum,
        "operator": cast.operator,
        "stranger": cast.stranger,
        "removed": removed,
        "nobody": cast.nobody,
    }


INSIDE = {"own coordinator", "own member"}
CHOSEN = {"chosen coordinator", "chosen member"}
OTHER = {"other coordinator", "other member"}
ALONE = {"operator", "stranger", "removed", "nobody"}
READERS = {
    (Audience.SPACE, False): INSIDE,
    (Audience.COORDINATORS, False): INSIDE | {"chosen coordinator", "other coordinator"},
    (Audience.COORDINATORS, True): INSIDE | {"chosen coordinator"},
    (Audience.SPACES, True): INSIDE | CHOSEN,
    (Audience.NETWORK, False): INSIDE | CHOSEN | OTHER,
    (Audience.PUBLIC, False): INSIDE | CHOSEN | OTHER | ALONE,
}


def _open(cast: Cast, audience: Audience, is_chosen: bool) -> Thread:
    chosen = [cast.chicago.id] if is_chosen else []
    return open_thread(cast.heron.reader, cast.boston.id, "A title", f"A {CANARY} sings.", audience, chosen)


@pytest.mark.parametrize(("audience", "is_chosen"), READERS)
def test_a_thread_is_read_and_found_by_its_readers_alone(
    both_engines: str, cast: Cast, audience: Audience, is_chosen: bool
) -> None:
    thread = _open(cast, audience, is_chosen)
    post = Post.get(Post.thread == thread)
    for name, person in _people(cast).items():
        allowed = name in READERS[audience, is_chosen]
        response = person.get(f"/threads/{thread.public_id}")
        assert (response.status_code == 200) == allowed, name
        assert (CANARY in response.get_data(as_text=True)) == allowed, name
        assert person.get(f"/posts/{post.public_id}").status_code == (303 if allowed else 404), name
        assert bool(search.find(CANARY, person.account_id)) == allowed, name


@pytest.mark.parametrize(("audience", "is_chosen"), READERS)
def test_who_may_write_agrees_with_the_rule_that_guards_reading(
    cast: Cast, audience: Audience, is_chosen: bool
) -> None:
    thread = _open(cast, audience, is_chosen)
    circle = circle_of_thread(thread)
    for name, person in _people(cast).items():
        visible = Thread.select().where((Thread.id == thread.id) & Thread.visible_to(person.account_id)).exists()
        assert bool(writers(person.reader, circle)) == (visible and name not in ALONE), name


def test_a_hidden_thread_answers_like_a_missing_one(cast: Cast) -> None:
    thread = _open(cast, Audience.SPACE, False)
    post = Post.get(Post.thread == thread)
    for person in (cast.maple, cast.stranger, cast.nobody):
        for path in (f"/threads/{thread.public_id}", f"/posts/{post.public_id}", f"/threads/{thread.public_id}/reply"):
            missing = path.replace(thread.public_id, "a" * 26).replace(post.public_id, "b" * 26)
            hidden, absent = person.get(path), person.get(missing)
            assert hidden.status_code == absent.status_code == 404
            assert len(hidden.get_data()) == len(absent.get_data())


def test_a_guest_reads_and_writes_in_one_thread_only(both_engines: str, cast: Cast) -> None:
    thread, other = _open(cast, Audience.SPACE, False), _open(cast, Audience.SPACE, False)
    Guest.create(thread=thread, account=cast.stranger.account, pen_name="Visitor")
    assert cast.stranger.get(f"/threads/{other.public_id}").status_code == 404
    page = cast.stranger.submit(
        f"/threads/{thread.public_id}", _action="/reply", text="Thank you.", _follow=True
    ).get_data(as_text=True)
    assert "Thank you." in page and "<b>Visitor</b>" in page
    assert cast.stranger.get("/s/boston/threads/").status_code == 404


def test_a_removed_member_neither_reads_nor_writes_any_more(cast: Cast) -> None:
    thread = _open(cast, Audience.NETWORK, False)
    write_post(cast.robin.reader, thread, "Still here.")
    cast.remove(cast.robin, cast.boston)
    post = Post.get((Post.thread == thread) & (Post.number == 2))
    for path in (f"/threads/{thread.public_id}", f"/posts/{post.public_id}/edit", f"/posts/{post.public_id}/take-back"):
        assert cast.robin.get(path).status_code == 404
    assert "Robin" in cast.heron.page(f"/threads/{thread.public_id}?from=1")


def test_whom_a_public_thread_reaches_from_outside_learns_no_pen_names(cast: Cast) -> None:
    thread = _open(cast, Audience.PUBLIC, False)
    for person in (cast.nobody, cast.stranger, cast.operator):
        page = person.page(f"/threads/{thread.public_id}")
        assert "Heron" not in page and "a member of a warehouse in the east" in page


def test_an_unlisted_space_is_only_a_space_to_others(cast: Cast) -> None:
    Space.update(openness="unlisted").where(Space.id == cast.boston.id).execute()
    thread = _open(cast, Audience.NETWORK, False)
    page = cast.maple.page(f"/threads/{thread.public_id}")
    assert "a warehouse in the east" not in page and "<span>a space</span>" in page
    assert "a warehouse in the east" not in cast.maple.page("/s/chicago/threads/")


def test_the_list_of_a_space_shows_nothing_of_another_membership(cast: Cast) -> None:
    both = cast.person("both-oak-lamp", (cast.boston, "Swift", Role.MEMBER), (cast.chicago, "Elm", Role.MEMBER))
    inside = open_thread(cast.heron.reader, cast.boston.id, "Boston alone", "Text.")
    _open(cast, Audience.NETWORK, False)
    assert "Boston alone" in both.page("/s/boston/threads/")
    page = both.page("/s/chicago/threads/")
    assert "Boston alone" not in page and inside.public_id not in page and "A title" in page


CIRCLES = [
    Circle(1, Audience.SPACE),
    Circle(2, Audience.SPACE),
    Circle(1, Audience.SPACE, has_guests=True),
    Circle(1, Audience.COORDINATORS),
    Circle(1, Audience.COORDINATORS, frozenset({2})),
    Circle(1, Audience.COORDINATORS, frozenset({2, 3})),
    Circle(1, Audience.SPACES, frozenset({2})),
    Circle(2, Audience.SPACES, frozenset({1})),
    Circle(1, Audience.SPACES, frozenset({2, 3})),
    Circle(1, Audience.NETWORK),
    Circle(1, Audience.PUBLIC),
]


def _members(circle: Circle) -> set[str]:
    """Everybody of a circle on a server of three spaces, with a guest and a passer-by."""
    found = {f"{role}{space}" for space, role in product((1, 2, 3), "mc") if _is_in(circle, space, role)}
    if circle.audience is Audience.PUBLIC:
        return found | {"guest", "passer-by"}
    return found | ({"guest"} if circle.has_guests else set())


def _is_in(circle: Circle, space: int, role: str) -> bool:
    if space == circle.space_id or circle.audience in (Audience.NETWORK, Audience.PUBLIC):
        return True
    if circle.audience is Audience.SPACES:
        return space in circle.chosen
    is_asked = not circle.chosen or space in circle.chosen
    return circle.audience is Audience.COORDINATORS and role == "c" and is_asked


@pytest.mark.parametrize(("source", "target"), list(product(CIRCLES, CIRCLES)))
def test_a_circle_covers_another_only_where_everybody_of_it_is_in_it(source: Circle, target: Circle) -> None:
    if source.covers(target):
        assert _members(target) <= _members(source)
    elif _members(target) <= _members(source):
        # Refusing too much is allowed only where a fourth space, or a guest who is another, could come in.
        assert target.has_guests or Audience.NETWORK in (target.audience, source.audience) or not target.chosen
