"""Before a number leaves: what stops it, what only warns, and the way to each place."""

import io

import pytest
from cast import Cast, Person
from flask import Flask
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from coordinator import clock, files
from coordinator.access import Role
from coordinator.errors import Invalid
from coordinator.newsletters import queries
from coordinator.newsletters.actions import articles, editions, exports
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.actions.claims import Draft as ClaimDraft
from coordinator.newsletters.actions.claims import write_claim
from coordinator.newsletters.boxes.actions import Draft as BoxDraft
from coordinator.newsletters.boxes.actions import write_box
from coordinator.newsletters.letters.actions import Terms, set_letterbox
from coordinator.newsletters.models import Article, Edition, Wish
from coordinator.newsletters.picture_data import carries_data
from coordinator.newsletters.release_check import Finding, findings_of, findings_of_claim, findings_of_sheet
from coordinator.newsletters.selection.actions import mean_for_sites
from coordinator.reports.actions import write_note
from coordinator.reports.actions.drafting import start_report
from coordinator.spaces.models import NameToTakeOut, Site


@pytest.fixture(autouse=True)
def _no_waiting(app: Flask) -> None:
    app.config["WAIT_SECONDS"] = 0


def picture(kind: str = "JPEG", **more: object) -> bytes:
    """A small picture as a file."""
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(written, kind, **more)
    return written.getvalue()


def edition_of(cast: Cast, *drafts: Draft) -> Edition:
    """A number in which these pieces stand."""
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    made = [articles.submit_article(cast.robin.reader, cast.boston.id, draft) for draft in drafts]
    editions.line_up(cast.wren.reader, edition, {each.id: place for place, each in enumerate(made, start=1)})
    return Edition.get_by_id(edition.id)


def sentences(found: list[Finding]) -> list[str]:
    """What was found, in words."""
    return [each.sentence for each in found]


def test_a_harmless_number_has_nothing_before_it(cast: Cast) -> None:
    edition = edition_of(cast, Draft("The fan", "the fan runs again, and nobody was sent home."))
    assert findings_of(edition) == []
    assert exports.export_edition(cast.wren.reader, edition, "messenger_text").id


def test_a_name_of_the_list_is_said_to_be_taken_out_and_does_not_stop(cast: Cast) -> None:
    NameToTakeOut.create(space=cast.boston, name="María", replacement="a coworker")
    edition = edition_of(cast, Draft("The fan", "then @maria said that it was enough."))
    found = findings_of(edition)
    assert sentences(found) == ["“María” is printed as “a coworker” in “The fan”."]
    assert (found[0].stops, found[0].address) == (False, f"/articles/{queries.lined_up(edition.id)[0].public_id}/edit")


def test_a_name_that_its_own_replacement_brings_back_stops_the_number(cast: Cast) -> None:
    NameToTakeOut.create(space=cast.boston, name="Maria", replacement="Maria K")
    edition = edition_of(cast, Draft("The fan", "then maria said that it was enough."))
    found = findings_of(edition)
    assert found[0].stops
    assert "would still stand" in found[0].sentence
    with pytest.raises(Invalid):
        exports.export_edition(cast.wren.reader, edition, "messenger_text")


def test_a_name_in_the_address_of_the_letterbox_stops_numbers_and_sheets(cast: Cast) -> None:
    edition = edition_of(cast, Draft("The fan", "the fan runs again."))
    NameToTakeOut.create(space=cast.boston, name="Boston", replacement="a city")
    set_letterbox(cast.wren.reader, cast.boston.id, Terms(is_printed=True))
    (article,) = queries.lined_up(edition.id)
    claim = write_claim(cast.wren.reader, cast.boston.id, ClaimDraft("It is too dear.", "So they say."))
    for found in (findings_of(edition), findings_of_sheet(article), findings_of_claim(claim)):
        assert sentences(found) == ["“Boston” is on your list, and would still stand in “Write to us”."]
        assert (found[0].stops, found[0].address) == (True, "/s/boston/newsletter/letterbox")


def test_what_may_tell_who_somebody_is_warns(cast: Cast) -> None:
    edition = edition_of(cast, Draft("The fan", "we asked Petronella Vance and wrote to petra@example.org."))
    found = findings_of(edition)
    assert "Petronella Vance" in found[0].sentence
    assert not found[0].stops


def test_changed_words_whose_author_asked_to_see_them_stop_it(cast: Cast) -> None:
    edition = edition_of(cast, Draft("The fan", "it runs.", wish=Wish.SHOW_ME))
    piece = queries.lined_up(edition.id)[0]
    articles.edit_article(cast.wren.reader, piece, Draft("The fan", "it runs again."), piece.version)
    found = findings_of(edition)
    assert (found[0].stops, found[0].address) == (True, f"/articles/{piece.public_id}")
    with pytest.raises(Invalid):
        exports.export_edition(cast.wren.reader, edition, "messenger_text")


def test_a_picture_without_words_warns_and_one_with_data_stops(cast: Cast) -> None:
    edition = edition_of(cast, Draft("The fan", "it runs.", picture=picture()))
    assert sentences(findings_of(edition)) == ["Nobody said what the picture of “The fan” shows."]
    piece = queries.lined_up(edition.id)[0]
    # As if a file with data had come in by some other way than the form.
    kept = files.keep(picture(comment=b"Taken by Petra"), "image/jpeg", "picture.jpg")
    Article.update(picture=kept, picture_text="a fan").where(Article.id == piece.id).execute()
    found = findings_of(edition)
    assert [each.stops for each in found] == [True]
    with pytest.raises(Invalid):
        exports.export_sheet(cast.wren.reader, Article.get_by_id(piece.id), "messenger_text")


def test_links_elsewhere_are_named(cast: Cast) -> None:
    edition = edition_of(
        cast, Draft("The fan", "see [there](https://example.org/a) and [there](https://example.org/b).")
    )
    assert sentences(findings_of(edition)) == ["“The fan” leads elsewhere: example.org."]


def test_editors_read_it_where_they_hand_the_number_out(cast: Cast) -> None:
    edition = edition_of(cast, Draft("The fan", "see [there](https://example.org/a)."))
    page = cast.wren.page(f"/editions/{edition.public_id}")
    assert "Before it leaves" in page
    assert "“The fan” leads elsewhere: example.org." in page


def exif() -> bytes:
    """A camera's data."""
    data = Image.Exif()
    data[0x010F] = "Camera of Petra"
    return data.tobytes()


@pytest.mark.parametrize(
    ("content", "carries"),
    [
        (picture(), False),
        (picture("PNG"), False),
        (picture(comment=b"by Petra"), True),
        (picture(exif=exif()), True),
        (picture(icc_profile=b"profile of a phone"), True),
        (picture("PNG", exif=exif()), True),
        (picture("PNG")[:30], True),
        (picture()[:3], True),
        (picture("PNG") + b"by Petra", True),
        (picture() + b"by Petra", True),
        (b"GIF89a", True),
        (b"", True),
    ],
)
def test_data_beside_the_pixels_is_found(content: bytes, carries: bool) -> None:
    assert carries_data(content) is carries


def test_words_in_a_png_are_found() -> None:
    words = PngInfo()
    words.add_text("Author", "Petra")
    assert carries_data(picture("PNG", pnginfo=words))


def test_what_the_product_keeps_of_a_picture_carries_nothing(cast: Cast) -> None:
    for content in (
        picture(exif=exif(), comment=b"by Petra"),
        picture("PNG", exif=exif()),
        picture("WEBP", exif=exif()),
    ):
        kept = files.keep_made(files.make_picture(content))
        assert not carries_data(files.content_of(kept))


FEW = (
    "Fewer than five people are known to be at the site that these pieces name or are meant for, so it may be "
    "guessed who wrote them: %s."
)


def five_at_work(cast: Cast) -> tuple[list[Person], Site]:
    """Boston with five members, and one of its sites."""
    more = [cast.person(f"{name}-oak-lamp", (cast.boston, name.title(), Role.MEMBER)) for name in ("finch", "crane")]
    return [cast.heron, cast.wren, cast.robin, *more], Site.create(space=cast.boston, name="Línea 4")


def noted_by(cast: Cast, site: Site, *people: Person) -> None:
    """Each of these people wrote a note about the site."""
    for each in people:
        write_note(each.reader, cast.boston.id, "the belt stood still.", site.id)


def test_pieces_that_name_a_site_of_few_are_told_in_one_warning(cast: Cast) -> None:
    people, site = five_at_work(cast)
    noted_by(cast, site, *people[:4])
    drafts = [Draft(title, "it runs.", byline="nights, linea 4") for title in ("The fan", "The belt")]
    edition = edition_of(cast, *drafts, Draft("The door", "it shuts.", byline="a coworker"))
    found = findings_of(edition)
    assert sentences(found) == [FEW % "“The fan”, “The belt”"]
    assert (found[0].stops, found[0].address) == (False, f"/articles/{queries.lined_up(edition.id)[0].public_id}/edit")
    assert exports.export_edition(cast.wren.reader, edition, "messenger_text").id


def test_five_who_wrote_about_a_site_are_enough_and_one_who_left_does_not_count(cast: Cast) -> None:
    people, site = five_at_work(cast)
    noted_by(cast, site, *people[:4])
    start_report(people[4].reader, cast.boston.id, "The belt", "it stood still.", site_id=site.id)
    edition = edition_of(cast, Draft("The fan", "it runs.", byline="Línea 4"))
    assert findings_of(edition) == []
    cast.person("wader-oak-lamp", (cast.boston, "Wader", Role.MEMBER))
    cast.remove(people[4], cast.boston)
    assert sentences(findings_of(edition)) == [FEW % "“The fan”"]


def test_a_piece_for_one_site_warns_and_one_for_two_does_not(cast: Cast) -> None:
    _people, site = five_at_work(cast)
    other = Site.create(space=cast.boston, name="Dock")
    edition = edition_of(cast, Draft("The fan", "it runs."))
    piece = queries.lined_up(edition.id)[0]
    mean_for_sites(cast.wren.reader, piece, [site.id])
    assert sentences(findings_of(edition)) == [FEW % "“The fan”"]
    mean_for_sites(cast.wren.reader, piece, [site.id, other.id])
    assert findings_of(edition) == []


def test_a_space_of_fewer_than_five_is_not_warned_of_its_sites(cast: Cast) -> None:
    Site.create(space=cast.boston, name="Dock")
    assert findings_of(edition_of(cast, Draft("The fan", "it runs.", byline="Dock"))) == []


def test_a_site_that_is_taken_out_of_the_by_line_names_nobody(cast: Cast) -> None:
    _people, site = five_at_work(cast)
    NameToTakeOut.create(space=cast.boston, name=site.name, replacement="one of us")
    edition = edition_of(cast, Draft("The fan", "it runs.", byline="Línea 4"))
    assert sentences(findings_of(edition)) == ["“Línea 4” is printed as “one of us” in “The fan”."]


def test_signs_that_no_font_on_paper_has_are_named_with_their_piece(cast: Cast) -> None:
    edition = edition_of(cast, Draft("The fan", "it runs ⁓ again, at 5 ℥ a day ⁓."), Draft("The belt", "aé“ا”→ñ."))
    found = findings_of(edition)
    assert sentences(found) == [
        "The fonts of the printed paper lack ⁓ ℥: an empty square would stand instead in “The fan”."
    ]
    assert (found[0].stops, found[0].address) == (False, f"/articles/{queries.lined_up(edition.id)[0].public_id}/edit")


def test_signs_in_a_box_lead_to_the_boxes(cast: Cast) -> None:
    write_box(cast.wren.reader, cast.boston.id, BoxDraft("How to reach us", "at the ⁓ door."))
    found = findings_of(edition_of(cast, Draft("The fan", "it runs.")))
    assert [(each.stops, each.address) for each in found] == [(False, "/s/boston/newsletter/boxes/")]
    assert "⁓: an empty square would stand instead in “How to reach us”" in found[0].sentence


def test_what_may_tell_who_somebody_is_is_looked_for_in_boxes_too(cast: Cast) -> None:
    write_box(cast.wren.reader, cast.boston.id, BoxDraft("How to reach us", "Ask for Petronella Vance at the gate."))
    (found,) = findings_of(edition_of(cast, Draft("The fan", "the fan runs again.")))
    assert found.sentence == "“How to reach us” may tell who somebody is: Petronella Vance."
    assert (found.stops, found.address) == (False, "/s/boston/newsletter/boxes/")
