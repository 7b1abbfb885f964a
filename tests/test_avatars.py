"""Pictures beside pen names: told apart, computed by nobody, and nowhere where no name is shown."""

import re

import html5lib
from cast import Cast, Person

from coordinator.access import Audience, Role
from coordinator.avatars import PAIRS, VARIANTS, avatar, drawn, variant
from coordinator.spaces.models import Space
from coordinator.threads.actions import open_thread, write_post

AVATAR = re.compile(r'<svg class="avatar".*?</svg>')


def luminance(colour: str) -> float:
    """The relative luminance of a colour such as `#7d2b1d`."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def picture_of(person: Person, space: Space) -> str:
    """The picture of somebody's membership."""
    with person.app.app_context():
        return str(avatar(space.id, person.membership_in(space).id))


def test_every_drawing_is_well_formed_and_of_two_colours_that_differ() -> None:
    for number in range(VARIANTS):
        parser = html5lib.HTMLParser(strict=True)
        assert len(parser.parseFragment(drawn(number))[0]) == 2
    for pair in PAIRS:
        lighter, darker = sorted((luminance(colour) for colour in pair), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 3, pair


def test_another_space_another_membership_or_another_key_give_another_drawing() -> None:
    of_one = [variant("a" * 64, 1, number) for number in range(400)]
    of_two = [variant("a" * 64, 2, number) for number in range(400)]
    elsewhere = [variant("b" * 64, 1, number) for number in range(400)]
    assert len(set(of_one)) > 300
    for others in (of_two, elsewhere):
        assert sum(one == other for one, other in zip(of_one, others, strict=True)) < 5


def test_a_picture_stands_only_beside_a_pen_name_that_is_shown(cast: Cast) -> None:
    thread = open_thread(cast.heron.reader, cast.boston.id, "Act now?", "When?", Audience.NETWORK)
    write_post(cast.wren.reader, thread, "I would rather not say who I am.", is_unnamed=True)
    page = cast.maple.page(f"/threads/{thread.public_id}")
    own = picture_of(cast.heron, cast.boston)
    assert AVATAR.findall(page) == [own]
    public = open_thread(cast.heron.reader, cast.boston.id, "For all", "Read this.", Audience.PUBLIC)
    assert AVATAR.findall(cast.nobody.page(f"/threads/{public.public_id}")) == []


def test_members_and_notes_have_the_same_picture_and_other_spaces_another(cast: Cast) -> None:
    cast.robin.submit("/s/boston/notes/new", text="The belt stood still.")
    own = picture_of(cast.robin, cast.boston)
    for address in ("/s/boston/members", "/s/boston/notes/", "/s/boston/", "/"):
        assert own in cast.wren.page(address), address
    both = cast.person("both-oak-lamp", (cast.boston, "Swift", Role.MEMBER), (cast.chicago, "Elm", Role.MEMBER))
    here = picture_of(both, cast.boston)
    there = picture_of(both, cast.chicago)
    assert here in both.page("/s/boston/members") and there in both.page("/s/chicago/members")
    assert "avatar" not in cast.maple.page("/s/boston/")


def test_the_picture_is_decoration_and_nothing_to_fetch(cast: Cast) -> None:
    page = cast.wren.page("/s/boston/members")
    assert page.count('<svg class="avatar"') == 3 and page.count('height="24" aria-hidden="true"') == 3
    assert not re.findall(r'<img[^>]*avatar|href="[^"]*avatar', page)
