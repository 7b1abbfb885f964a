"""Boxes are written once and stand in every number; a number that is out keeps them as they were."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from cast import Cast

from coordinator import clock
from coordinator.errors import Conflict, Invalid, NotAllowed
from coordinator.newsletters import queries
from coordinator.newsletters.actions import editions
from coordinator.newsletters.boxes import actions
from coordinator.newsletters.boxes.models import Box, BoxPlace
from coordinator.newsletters.boxes.queries import boxes_in, versions_of
from coordinator.newsletters.models import Edition
from coordinator.newsletters.printable import printable_edition
from coordinator.newsletters.release_check import findings_of
from coordinator.plugin_contract import Edition as PrintableEdition
from coordinator.plugin_host import host
from coordinator.spaces.models import NameToTakeOut


def a_number(cast: Cast) -> Edition:
    """A number of Boston's with two pieces."""
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.paste_edition(cast.wren.reader, edition, "# The belt\n\nIt stood still.\n\n# The fan\n\nIt runs.")
    return Edition.get_by_id(edition.id)


def a_box(cast: Cast, title: str = "Start here", place: BoxPlace = BoxPlace.ANYWHERE, language: str = "") -> Box:
    """A box of Boston's newsletter."""
    draft = actions.Draft(title, f"Words of *{title}*.", language, place)
    return actions.write_box(cast.wren.reader, cast.boston.id, draft)


def printed(edition: Edition) -> PrintableEdition:
    """The number as a plugin gets it."""
    edition = Edition.get_by_id(edition.id)
    return printable_edition(edition, queries.newsletter_of(edition.space_id), queries.lined_up(edition.id))


def test_a_box_stands_in_every_number_in_its_place(cast: Cast) -> None:
    edition = a_number(cast)
    for title, place in (("End", BoxPlace.LAST), ("Front", BoxPlace.FRONT), ("Some", BoxPlace.ANYWHERE)):
        a_box(cast, title, place)
    a_box(cast, "Asleep", BoxPlace.NOWHERE)
    articles = printed(edition).articles
    assert [each.title for each in articles] == ["The belt", "Front", "The fan", "Some", "End"]
    assert [each.box_place for each in articles if each.is_box] == ["front", "", "last"]
    assert len({each.id for each in articles}) == 5


def test_a_number_that_is_out_keeps_its_boxes_whatever_becomes_of_them(cast: Cast) -> None:
    edition, box = a_number(cast), a_box(cast)
    editions.publish_edition(cast.wren.reader, edition)
    box = actions.change_box(cast.wren.reader, box, actions.Draft("New", "New words."), box.version)
    assert [each.title for each in boxes_in(Edition.get_by_id(edition.id))] == ["Start here"]
    actions.delete_box(cast.wren.reader, box)
    assert "Words of <em>Start here</em>" in cast.robin.page(f"/s/boston/newsletter/{edition.number}")


def test_back_in_work_a_number_loses_no_words_of_boxes_that_are_deleted(cast: Cast) -> None:
    edition, gone = a_number(cast), [a_box(cast, "One"), a_box(cast, "Two")]
    a_box(cast, "Three")
    for _time in range(2):
        editions.publish_edition(cast.wren.reader, Edition.get_by_id(edition.id))
        for box in Box.select().where(Box.id.in_(gone)):
            actions.delete_box(cast.wren.reader, box)
        editions.take_back_into_work(cast.wren.reader, Edition.get_by_id(edition.id))
        edition = Edition.get_by_id(edition.id)
        assert [each.title for each in boxes_in(edition)] == ["One", "Two", "Three"]
    key = boxes_in(edition)[0].key
    answer = cast.wren.submit(f"/editions/{edition.public_id}", "/line-up", **{f"box-place-{key}": "nowhere"})
    assert answer.status_code == 303 and [each.title for each in boxes_in(edition)] == ["Two", "Three"]
    assert "One" in cast.wren.page(f"/editions/{edition.public_id}")
    editions.publish_edition(cast.wren.reader, edition)
    assert [each.title for each in boxes_in(Edition.get_by_id(edition.id))] == ["Two", "Three"]


def test_back_in_work_a_number_follows_the_newest_words(cast: Cast) -> None:
    edition, box = a_number(cast), a_box(cast)
    editions.publish_edition(cast.wren.reader, edition)
    actions.change_box(cast.wren.reader, box, actions.Draft("New", "New words."), box.version)
    editions.take_back_into_work(cast.wren.reader, edition)
    assert [each.title for each in boxes_in(Edition.get_by_id(edition.id))] == ["New"]


def test_editors_order_boxes_and_leave_one_out_of_one_number(cast: Cast) -> None:
    edition, first, second, third = a_number(cast), a_box(cast, "One"), a_box(cast, "Two"), a_box(cast, "Three")
    places = {
        f"box-order-{first.id}": "9", f"box-order-{second.id}": "1", f"box-place-{third.id}": "nowhere"
    }  # fmt: skip
    answer = cast.wren.submit(f"/editions/{edition.public_id}", "/line-up", **places)
    assert answer.status_code == 303
    assert [each.title for each in boxes_in(edition)] == ["Two", "One"]
    assert [each.title for each in boxes_in(a_number(cast))] == ["One", "Two", "Three"]
    wrong = cast.wren.submit(f"/editions/{edition.public_id}", "/line-up", **{f"box-order-{first.id}": "first"})
    assert wrong.status_code == 400 and 'value="first"' in wrong.get_data(as_text=True)


def test_earlier_words_are_kept_and_nobody_overwrites_another(cast: Cast) -> None:
    box = a_box(cast)
    actions.change_box(cast.wren.reader, box, actions.Draft("Start here", "Other words."), box.version)
    with pytest.raises(Conflict):
        actions.change_box(cast.heron.reader, box, actions.Draft("Start here", "Third words."), box.version)
    assert [each.body_source for each in versions_of(box)] == ["Words of *Start here*."]
    assert "Words of *Start here*." in cast.wren.page(f"/boxes/{box.public_id}")


def test_only_editors_of_the_space_write_boxes(cast: Cast) -> None:
    box = a_box(cast)
    with pytest.raises(NotAllowed):
        actions.write_box(cast.robin.reader, cast.boston.id, actions.Draft("A", "B"))
    for person in (cast.robin, cast.maple, cast.nobody):
        assert person.get(f"/boxes/{box.public_id}").status_code in (403, 404)
    with pytest.raises(Invalid, match="no words"):
        actions.write_box(cast.wren.reader, cast.boston.id, actions.Draft("A", " "))


def test_a_box_is_written_and_changed_on_its_pages(cast: Cast) -> None:
    front = "/s/boston/newsletter/boxes/"
    assert cast.wren.submit(front, "/boxes/", title="", text="").status_code == 400
    sent = cast.wren.submit(front, "/boxes/", True, title="Reach us", text="At the gate.", place="last")
    assert "Reach us" in sent.get_data(as_text=True)
    box = Box.get(Box.title == "Reach us")
    assert cast.wren.submit(f"/boxes/{box.public_id}", box.public_id, text="At the bus stop.").status_code == 303
    assert Box.get_by_id(box.id).body_source == "At the bus stop."


def test_names_are_taken_out_of_boxes_and_looked_for(cast: Cast) -> None:
    NameToTakeOut.create(space=cast.boston, name="Bob", replacement="a coworker")
    actions.write_box(cast.wren.reader, cast.boston.id, actions.Draft("Ask Bob", "Bob knows."))
    edition = a_number(cast)
    box = next(each for each in printed(edition).articles if each.is_box)
    assert "Bob" not in repr(box)
    assert findings_of(edition) == []


@pytest.mark.parametrize("name", ["messenger_text", "email", "markdown_bundle", "web_page", "epub", "print_pdf"])
def test_each_shipped_form_takes_a_number_with_boxes(cast: Cast, name: str) -> None:
    edition = a_number(cast)
    a_box(cast, "Front", BoxPlace.FRONT)
    a_box(cast, "End", BoxPlace.LAST)
    plugin = host.find(name)
    assert plugin
    assert host.export(plugin, printed(edition), {})


def _texts(name: str, edition: Edition) -> dict[str, str]:
    """The texts that a plugin makes of a number, by the end of their names."""
    plugin = host.find(name)
    assert plugin
    found: dict[str, str] = {}
    for made in host.export(plugin, printed(edition), {}):
        if made.media_type in ("application/zip", "application/epub+zip"):
            with ZipFile(BytesIO(made.content)) as archive:
                names = [each for each in archive.namelist() if not each.endswith((".png", ".jpg"))]
                found |= {each: archive.read(each).decode() for each in names}
        else:
            found[made.name] = made.content.decode()
    return found


def test_boxes_are_framed_and_stand_in_no_contents(cast: Cast) -> None:
    edition = a_number(cast)
    a_box(cast, "Front", BoxPlace.FRONT)
    a_box(cast, "End", BoxPlace.LAST)
    mail = _texts("email", edition)
    page = next(text for name, text in mail.items() if name.endswith(".html"))
    assert page.count('class="piece box"') == 2
    assert ">Front</bdi></a></li>" not in page and ">The fan</bdi></a></li>" in page
    text = next(text for name, text in mail.items() if name.endswith(".txt"))
    assert text.count("Front") == 2 and text.count("The fan") == 2
    site = _texts("web_page", edition)
    assert site[f"number-{edition.number}/index.html"].count('<section class="box"') == 2
    assert site["index.html"].count('<section class="box"') == 1
    assert not [name for name in site if "front" in name] and "End" not in site["feed.xml"]
    book = _texts("epub", edition)
    assert "Front" not in book["EPUB/cover.xhtml"] and "Front" in book["EPUB/nav.xhtml"]
    assert 'box: "front"' in "".join(_texts("markdown_bundle", edition).values())


def test_a_box_of_the_front_is_printed_on_the_first_page_however_long_the_first_piece_is(cast: Cast) -> None:
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    long = "\n\n".join(["It stood still for nine minutes, and nobody was paid for them. " * 12] * 12)
    editions.paste_edition(cast.wren.reader, edition, f"# The belt\n\n{long}\n\n# The fan\n\nIt runs.")
    a_box(cast, "Front", BoxPlace.FRONT)
    a_box(cast, "End", BoxPlace.LAST)
    value, plugin = printed(edition), host.find("print_pdf")
    assert plugin
    front, end = (each.id for each in value.articles if each.is_box)
    pages = host.measure(plugin, value, {}).per_page
    assert len(pages) > 1
    assert front in pages[0].articles and end in pages[-1].articles
