"""Editions: pasted, ordered, measured, published, exported by plugins that can spoil only their own export."""

import io
from pathlib import Path

import pytest
from cast import Cast, forms_of
from flask import Flask
from pypdf import PdfReader

from coordinator import clock, files, jobs
from coordinator.accounts.models import Session
from coordinator.errors import Invalid
from coordinator.newsletters import measuring, queries
from coordinator.newsletters.actions import articles, editions, exports
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.models import Article, Edition, Export
from coordinator.newsletters.printable import printable_edition
from coordinator.plugin_contract import Measurement
from coordinator.spaces.models import LogEntry, NameToTakeOut

PASTED = (
    "# The belt stood still\n\nFor nine minutes nobody moved.\n\n# The canteen\n\nIt closes at six. *We eat at seven.*"
)


@pytest.fixture(autouse=True)
def _no_waiting(app: Flask) -> None:
    app.config["WAIT_SECONDS"] = 0


def pasted_edition(cast: Cast) -> Edition:
    """Number 1 of Boston's newsletter, with two articles."""
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.paste_edition(cast.wren.reader, edition, PASTED)
    return edition


def test_an_editor_goes_from_a_pasted_text_to_a_published_number(cast: Cast) -> None:
    address = cast.wren.post("/s/boston/newsletter/editions/new").headers["Location"].split("?")[0]
    assert cast.wren.submit(address, _action="/paste", text=PASTED).status_code == 303
    assert cast.wren.submit(address, _action="/publish").status_code == 303
    page = cast.robin.page("/s/boston/newsletter/1")
    assert "nobody moved" in page
    assert "<em>We eat at seven.</em>" in page


def test_an_edition_in_work_is_seen_by_editors_only(cast: Cast) -> None:
    edition = pasted_edition(cast)
    path = f"/editions/{edition.public_id}"
    assert [person.get(path).status_code for person in (cast.wren, cast.heron)] == [200, 200]
    for person in (cast.robin, cast.maple, cast.operator, cast.stranger, cast.nobody):
        assert person.get(path).status_code == 404


def test_the_order_of_a_number_that_is_out_is_only_read(cast: Cast) -> None:
    edition = pasted_edition(cast)
    assert 'class="place" type="text"' in cast.wren.page(f"/editions/{edition.public_id}")
    editions.publish_edition(cast.wren.reader, edition)
    page = cast.wren.page(f"/editions/{edition.public_id}")
    assert "In this number" in page and 'type="text" inputmode="numeric"' not in page and "Empty it" not in page


def test_what_room_is_left_is_said_of_a_number_in_work_only(cast: Cast) -> None:
    edition = pasted_edition(cast)
    second = queries.lined_up(edition.id)[1]
    Article.update(language="es").where(Article.id == second.id).execute()
    page = cast.wren.page(f"/editions/{edition.public_id}")
    assert page.count("Room for about") == 3 and "not yet in Español" in page
    editions.publish_edition(cast.wren.reader, edition)
    page = cast.wren.page(f"/editions/{edition.public_id}")
    assert "Room for about" not in page and "not yet in" not in page


def test_an_editor_finds_the_number_from_its_piece(cast: Cast) -> None:
    edition = pasted_edition(cast)
    piece = f"/articles/{queries.lined_up(edition.id)[0].public_id}"
    assert f'href="/editions/{edition.public_id}"' in cast.wren.page(piece)
    editions.publish_edition(cast.wren.reader, edition)
    assert f'href="/editions/{edition.public_id}"' not in cast.robin.page(piece)


def test_a_published_edition_is_seen_by_members_only(cast: Cast) -> None:
    edition = pasted_edition(cast)
    editions.publish_edition(cast.wren.reader, edition)
    assert cast.robin.get("/s/boston/newsletter/1").status_code == 200
    for person in (cast.maple, cast.operator, cast.stranger, cast.nobody):
        assert person.get("/s/boston/newsletter/1").status_code == 404


def test_the_numbers_beside_the_articles_say_the_order(cast: Cast) -> None:
    edition = pasted_edition(cast)
    first, second = queries.lined_up(edition.id)
    fields = {f"place-{first.id}": "2", f"place-{second.id}": "1"}
    assert cast.wren.post(f"/editions/{edition.public_id}/line-up", **fields).status_code == 303
    assert [each.title for each in queries.lined_up(edition.id)] == ["The canteen", "The belt stood still"]


def test_an_emptied_number_puts_the_article_back_into_the_box(cast: Cast) -> None:
    edition = pasted_edition(cast)
    first, second = queries.lined_up(edition.id)
    cast.wren.post(f"/editions/{edition.public_id}/line-up", **{f"place-{first.id}": "", f"place-{second.id}": "1"})
    assert [each.id for each in queries.box(cast.wren.reader, cast.boston.id)] == [first.id]


def test_a_place_that_is_no_number_is_refused_and_changes_nothing(cast: Cast) -> None:
    edition = pasted_edition(cast)
    first = queries.lined_up(edition.id)[0]
    answer = cast.wren.post(f"/editions/{edition.public_id}/line-up", **{f"place-{first.id}": "first"})
    assert answer.status_code == 400
    assert "whole number" in answer.get_data(as_text=True)
    assert len(queries.lined_up(edition.id)) == 2


def test_of_two_who_order_an_edition_the_second_sees_both_orders_and_may_send_again(cast: Cast) -> None:
    edition = pasted_edition(cast)
    first, second = queries.lined_up(edition.id)
    path, own = f"/editions/{edition.public_id}", f"/editions/{edition.public_id}/line-up"
    wrens = next(form for form in forms_of(cast.wren.page(path)) if form["action"] == own)["fields"]
    assert cast.heron.submit(path, _action="/line-up", **{f"place-{first.id}": "2", f"place-{second.id}": "1"})
    answer = cast.wren.post(own, **{**wrens, f"place-{first.id}": "7", f"place-{second.id}": ""})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "Somebody else changed this number" in page
    assert "1. The canteen\n2. The belt stood still" in page and 'value="7"' in page
    assert [each.title for each in queries.lined_up(edition.id)] == ["The canteen", "The belt stood still"]
    again = next(form for form in forms_of(page) if form["action"] == own)["fields"]
    assert again[f"place-{first.id}"] == "7" and again[f"place-{second.id}"] == ""
    assert cast.wren.post(own, **{**again, "once_key": "another"}).status_code == 303
    assert [each.title for each in queries.lined_up(edition.id)] == ["The belt stood still"]


def test_what_was_changed_meanwhile_is_looked_over_before_it_is_published(cast: Cast) -> None:
    edition = pasted_edition(cast)
    path = f"/editions/{edition.public_id}"
    wrens = next(form for form in forms_of(cast.wren.page(path)) if form["action"] == f"{path}/publish")["fields"]
    editions.paste_edition(cast.heron.reader, edition, "# One more\n\nWords of Heron.")
    answer = cast.wren.post(f"{path}/publish", **wrens)
    assert answer.status_code == 409 and "3. One more" in answer.get_data(as_text=True)
    assert not Edition.get_by_id(edition.id).is_published
    assert cast.wren.submit(path, _action="/publish").status_code == 303
    assert Edition.get_by_id(edition.id).is_published


def test_an_empty_edition_is_not_published(cast: Cast) -> None:
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    with pytest.raises(Invalid, match="empty"):
        editions.publish_edition(cast.wren.reader, edition)


def test_an_edition_is_measured_as_it_would_be_printed(cast: Cast) -> None:
    edition = pasted_edition(cast)
    measured = measuring.measure(edition)
    assert isinstance(measured, Measurement)
    assert measured.lines_over < 0
    assert measured.sentence in cast.wren.page(f"/editions/{edition.public_id}")


def test_an_edition_becomes_a_folded_sheet(cast: Cast) -> None:
    edition = pasted_edition(cast)
    answer = cast.wren.post(f"/editions/{edition.public_id}/export", plugin="print_pdf")
    jobs.run_pending()
    assert answer.status_code == 303
    export = Export.get()
    assert (export.state, export.sentence) == ("done", "")
    made = queries.files_of(export)
    assert {file.media_type for file in made} == {"application/pdf"}
    sheets = {len(PdfReader(io.BytesIO(files.content_of(file))).pages) for file in made}
    assert 2 in sheets
    page = cast.wren.page(f"/exports/{export.public_id}")
    assert f"/files/{made[0].public_id}" in page
    answer = cast.wren.get(f"/files/{made[0].public_id}")
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_export_is_had_by_those_who_may_read_the_edition(cast: Cast) -> None:
    edition = pasted_edition(cast)
    exports.export_edition(cast.wren.reader, edition, "messenger_text")
    jobs.run_pending()
    export = Export.get()
    file = queries.files_of(export)[0]
    for path in (f"/exports/{export.public_id}", f"/files/{file.public_id}"):
        assert cast.robin.get(path).status_code == 404
    editions.publish_edition(cast.wren.reader, edition)
    for path in (f"/exports/{export.public_id}", f"/files/{file.public_id}"):
        assert cast.robin.get(path).status_code == 200
        for person in (cast.maple, cast.operator, cast.nobody):
            assert person.get(path).status_code == 404


def test_names_of_the_space_never_reach_a_plugin(cast: Cast) -> None:
    NameToTakeOut.create(space=cast.boston, name="Maria", replacement="a coworker")
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.paste_edition(cast.wren.reader, edition, "# What María said\n\nMARIA told the foreman: no.")
    value = printable_edition(edition, queries.newsletter_of(cast.boston.id), queries.lined_up(edition.id))
    said = repr(value).casefold()
    assert "maria" not in said
    assert "maría" not in said
    assert "a coworker told the foreman" in said


def test_a_plugin_is_handed_no_person(cast: Cast) -> None:
    article = articles.submit_article(cast.robin.reader, cast.boston.id, Draft("A heading", "Words.", byline=""))
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.line_up(cast.wren.reader, edition, {article.id: 1})
    said = repr(printable_edition(edition, queries.newsletter_of(cast.boston.id), queries.lined_up(edition.id)))
    for secret in ("Robin", "robin-oak-lamp", "Boston", article.public_id, edition.public_id):
        assert secret not in said


def test_one_article_becomes_a_leaflet_without_a_number(cast: Cast) -> None:
    article = articles.submit_article(cast.wren.reader, cast.boston.id, Draft("Tonight", "We meet at the gate."))
    exports.export_sheet(cast.wren.reader, article, "print_pdf")
    jobs.run_pending()
    assert Export.get().state == "done"


def test_a_plugin_that_is_missing_spoils_its_own_export_only(cast: Cast) -> None:
    edition = pasted_edition(cast)
    export = exports.export_edition(cast.wren.reader, edition, "messenger_text")
    Export.update(plugin="gone_since").where(Export.id == export.id).execute()
    exports.export_edition(cast.wren.reader, edition, "messenger_text")
    jobs.run_pending()
    assert sorted(each.state for each in Export.select()) == ["done", "failed"]
    assert "plugin" in Export.get(Export.state == "failed").sentence


def test_whoever_gives_the_password_once_more_is_told_that_a_file_is_made(cast: Cast) -> None:
    edition = pasted_edition(cast)
    Session.update(confirmed_at=None).execute()
    asked = cast.heron.post(f"/editions/{edition.public_id}/export", plugin="print_pdf")
    assert asked.status_code == 403
    page = asked.get_data(as_text=True)
    assert "A file of this number is made, to print or to hand out." in page
    assert "cannot easily be taken back" not in page


def test_a_plugin_that_was_switched_off_is_not_offered(cast: Cast) -> None:
    edition = pasted_edition(cast)
    exports.choose_plugin(cast.wren.reader, cast.boston.id, "messenger_text", False, {})
    assert 'value="messenger_text"' not in cast.wren.page(f"/editions/{edition.public_id}")
    answer = cast.wren.post(f"/editions/{edition.public_id}/export", plugin="messenger_text")
    assert (answer.status_code, Export.select().count()) == (400, 0)


def test_a_setting_that_does_not_fit_is_refused_beside_its_field(cast: Cast) -> None:
    path = "/s/boston/newsletter/plugins/print_pdf"
    answer = cast.wren.submit(path, **{"setting-columns": "17"})
    assert answer.status_code == 400
    assert 'value="17"' in answer.get_data(as_text=True)
    assert cast.wren.submit(path, **{"setting-columns": "3"}).status_code == 303
    assert 'value="3"' in cast.wren.page(path)


def test_exports_and_publishing_stand_in_the_space_log(cast: Cast) -> None:
    edition = pasted_edition(cast)
    exports.export_edition(cast.wren.reader, edition, "messenger_text")
    editions.publish_edition(cast.wren.reader, edition)
    assert {entry.act for entry in LogEntry.select()} == {"exported", "edition_published"}


def test_a_new_edition_is_new_until_it_was_opened(cast: Cast) -> None:
    edition = pasted_edition(cast)
    editions.publish_edition(cast.wren.reader, edition)
    assert [number for _space, number, _day, _name in queries.newly_published(cast.robin.reader)] == [edition.number]
    cast.robin.page("/s/boston/newsletter/1")
    assert queries.newly_published(cast.robin.reader) == []
    assert queries.newly_published(cast.maple.reader) == []


def test_the_masthead_is_saved_and_a_second_editor_overwrites_nothing(cast: Cast) -> None:
    path = "/s/boston/newsletter/masthead"
    assert cast.wren.submit(path, _action="/masthead", name="The Night Shift").status_code == 303
    assert "The Night Shift" in cast.robin.page("/s/boston/newsletter/")
    answer = cast.heron.post(path, name="The Day Shift", version="1")
    assert answer.status_code == 409


def test_export_waits_in_the_same_transaction_as_its_job(cast: Cast, tmp_path: Path) -> None:
    edition = pasted_edition(cast)
    export = exports.export_edition(cast.wren.reader, edition, "messenger_text")
    assert export.job is not None
    assert export.job.state == "waiting"


def test_a_piece_of_a_published_number_cannot_be_pulled_into_another(cast: Cast) -> None:
    first = pasted_edition(cast)
    editions.publish_edition(cast.wren.reader, first)
    second = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    piece = queries.lined_up(first.id)[0]
    editions.line_up(cast.wren.reader, second, {piece.id: 1})
    assert queries.lined_up(second.id) == []
    assert len(queries.lined_up(first.id)) == 2
