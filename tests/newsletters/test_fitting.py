"""A number is made to fit its pages: smaller type, what carries on further back, what waits for the next one."""

import re

import pytest
from cast import Cast
from flask import Flask

from coordinator import clock
from coordinator.access import Reader
from coordinator.errors import Conflict, Invalid, NotAllowed
from coordinator.language import in_language
from coordinator.newsletters import queries
from coordinator.newsletters.actions import articles, editions, exports, fitting
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.boxes.actions import Draft as BoxDraft
from coordinator.newsletters.boxes.actions import write_box
from coordinator.newsletters.fitting import Fit, fit_of
from coordinator.newsletters.measuring import measure
from coordinator.newsletters.models import Article, ArticleState, Edition, Export
from coordinator.newsletters.printable import printable_edition
from coordinator.newsletters.room import empty_pages, fit_sentence, lines_of_an_empty_page, lines_to_the_last_page
from coordinator.plugin_contract import Measurement, PageFigures

PARAGRAPH = "We asked for the fan in March and again in June, and each time the answer was that it had been ordered. "


@pytest.fixture(autouse=True)
def _no_waiting(app: Flask) -> None:
    app.config["WAIT_SECONDS"] = 0


def long_edition(cast: Cast, *lengths: int, pages: int = 4) -> Edition:
    """A number of pieces with that many paragraphs each."""
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today(), pages)
    pieces = [
        f"# Piece {place}\n\n" + "\n\n".join([PARAGRAPH * 4] * length) for place, length in enumerate(lengths, start=1)
    ]
    editions.paste_edition(cast.wren.reader, edition, "\n\n".join(pieces))
    return Edition.get_by_id(edition.id)


def fit(reader: Reader, edition: Edition) -> Fit:
    """How it fits now."""
    found = fit_of(reader, Edition.get_by_id(edition.id))
    assert isinstance(found, Fit)
    return found


def pieces_of(edition: Edition) -> list[Article]:
    """The pieces in their order."""
    return queries.lined_up(edition.id)


def test_too_long_a_number_is_shown_in_smaller_type_before_anything_is_changed(cast: Cast) -> None:
    edition = long_edition(cast, 9, 6, 4, pages=1)
    found = fit(cast.wren.reader, edition)
    assert found.measured.lines_over > 0
    assert [each.points for each in found.sizes] == ["9.5", "9"]
    smaller = measure(edition, "9")
    assert isinstance(smaller, Measurement)
    assert found.sizes[1].sentence == fit_sentence(smaller)
    assert smaller.lines_over < found.measured.lines_over


def test_smaller_type_holds_for_this_number_and_is_what_is_exported(cast: Cast) -> None:
    edition = long_edition(cast, 9, 6)
    fitting.set_text_size(cast.wren.reader, edition, "8.5")
    other = long_edition(cast, 9, 6)
    assert (fit(cast.wren.reader, edition).size, fit(cast.wren.reader, other).size) == ("8.5", "10")
    made = exports.export_edition(cast.wren.reader, Edition.get_by_id(edition.id), "print_pdf")
    exports.run_export(made.id)
    small = queries.files_of(Export.get_by_id(made.id))
    plain = exports.export_edition(cast.wren.reader, other, "print_pdf")
    exports.run_export(plain.id)
    assert len(small) == len(queries.files_of(Export.get_by_id(plain.id))) == 2
    assert small[0].size != queries.files_of(Export.get_by_id(plain.id))[0].size


@pytest.mark.parametrize("size", ["7", "9.25", "big", "99999999"])
def test_a_size_that_is_not_offered_is_refused(cast: Cast, size: str) -> None:
    edition = long_edition(cast, 2)
    with pytest.raises(Invalid):
        fitting.set_text_size(cast.wren.reader, edition, size)


def test_the_words_to_cut_make_it_fit(cast: Cast) -> None:
    edition = long_edition(cast, 12, 6, pages=2)
    before = fit(cast.wren.reader, edition)
    assert before.measured.lines_over > 0
    piece = before.pieces[0]
    assert piece.words_to_cut > 0
    kept = piece.article.body_source.split()[: -piece.words_to_cut - len(PARAGRAPH.split())]
    articles.edit_article(cast.wren.reader, piece.article, Draft("Piece 1", " ".join(kept)), piece.article.version)
    after = fit(cast.wren.reader, edition)
    assert after.measured.lines_over <= 0, (before.measured, piece.words_to_cut, after.measured)


def test_a_piece_carries_on_behind_another(cast: Cast) -> None:
    edition = long_edition(cast, 6, 4, 4)
    first, _second, third = pieces_of(edition)
    fitting.carry_on(cast.wren.reader, edition, first.id, third.id, 2)
    printed = printable_edition(edition, queries.newsletter_of(edition.space_id), pieces_of(edition))
    assert (printed.articles[0].carries_on_after, printed.articles[0].blocks_before) == ("3", 2)
    assert [each.carries_on_after for each in printed.articles[1:]] == ["", ""]
    fitting.carry_on(cast.wren.reader, Edition.get_by_id(edition.id), first.id, None, 0)
    whole = printable_edition(edition, queries.newsletter_of(edition.space_id), pieces_of(edition))
    assert whole.articles[0].carries_on_after == ""


def test_a_piece_does_not_carry_on_before_itself_nor_without_words(cast: Cast) -> None:
    edition = long_edition(cast, 3, 3)
    first, second = pieces_of(edition)
    stranger = long_edition(cast, 1)
    for article, after, blocks in ((second, first.id, 1), (first, second.id, 0), (first, second.id, 3)):
        with pytest.raises(Invalid):
            fitting.carry_on(cast.wren.reader, edition, article.id, after, blocks)
    with pytest.raises(Invalid):
        fitting.carry_on(cast.wren.reader, edition, first.id, pieces_of(stranger)[0].id, 1)
    assert Article.select().where(Article.blocks_before > 0).count() == 0


def test_a_piece_that_waits_for_a_later_number_lies_whole_in_the_box(cast: Cast) -> None:
    edition = long_edition(cast, 3, 3)
    first, second = pieces_of(edition)
    fitting.carry_on(cast.wren.reader, edition, first.id, second.id, 1)
    fitting.leave_out(cast.wren.reader, Edition.get_by_id(edition.id), first.id)
    waiting = Article.get_by_id(first.id)
    assert (waiting.state, waiting.edition_id, waiting.blocks_before) == (ArticleState.IN_BOX.value, None, 0)
    assert [each.id for each in pieces_of(edition)] == [second.id]


def test_nobody_overwrites_what_another_editor_fitted(cast: Cast) -> None:
    edition = long_edition(cast, 3, 3)
    fitting.set_text_size(cast.wren.reader, edition, "9", edition.version)
    with pytest.raises(Conflict):
        fitting.set_text_size(cast.heron.reader, edition, "8", edition.version)
    assert Edition.get_by_id(edition.id).text_size == "9"


def test_a_number_that_is_out_is_not_fitted_any_more(cast: Cast) -> None:
    edition = long_edition(cast, 2)
    editions.publish_edition(cast.wren.reader, edition)
    with pytest.raises(NotAllowed):
        fitting.set_text_size(cast.wren.reader, Edition.get_by_id(edition.id), "9")


def test_an_editor_makes_a_number_fit_on_its_page(cast: Cast) -> None:
    edition = long_edition(cast, 14, 9, 6, pages=1)
    own = f"/editions/{edition.public_id}"
    assert f'href="{own}/fit"' in cast.wren.page(own)
    page = cast.wren.page(f"{own}/fit")
    assert "lines over 1 page." in page
    assert "Set it in 9.5 points" in page
    cast.wren.post(f"{own}/text-size", size="9.5", version=str(edition.version))
    assert "It is set in 9.5 points now." in cast.wren.page(f"{own}/fit")
    first, second, _third = pieces_of(edition)
    answer = cast.wren.post(f"{own}/carry-on", article=str(first.id), after=str(second.id), blocks="1")
    assert answer.status_code == 303
    assert "It carries on further back" in cast.wren.page(f"{own}/fit")
    refused = cast.wren.post(f"{own}/carry-on", article=str(second.id), after=str(first.id), blocks="1")
    assert refused.status_code == 400
    assert "carries on further back: choose one" in refused.get_data(as_text=True)


def test_room_that_is_left_names_what_would_find_it(cast: Cast) -> None:
    edition = long_edition(cast, 4)
    articles.submit_article(cast.robin.reader, cast.boston.id, Draft("Short", PARAGRAPH))
    articles.submit_article(cast.robin.reader, cast.boston.id, Draft("Endless", PARAGRAPH * 400))
    assert [each.article.title for each in fit(cast.wren.reader, edition).waiting] == ["Short"]
    page = cast.wren.page(f"/editions/{edition.public_id}/fit")
    assert re.search(r"about \d+ lines", page)


def measured(over: int, free: int = 0, pages: int = 4, budget: int = 4) -> Measurement:
    """What a plugin says of a number that came out like this."""
    per_page = tuple(PageFigures(page, free if page == pages else 0, ()) for page in range(1, pages + 1))
    return Measurement(pages, budget, over, per_page, (), "Cabe.")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (measured(12, pages=5), "12 lines over 4 pages."),
        (measured(1, pages=2, budget=1), "1 line over 1 page."),
        (measured(0), "It fits 4 pages exactly."),
        (measured(-18, free=18), "Room for about 18 more lines on page 4."),
        (measured(-141, free=41, pages=3), "Room for about 141 more lines on pages 3 to 4."),
        (measured(-100, pages=3), "Room for about 100 more lines on page 4."),
    ],
)
def test_the_fit_is_said_in_the_language_of_the_page(app: Flask, found: Measurement, words: str) -> None:
    with app.test_request_context(), in_language("en"):
        assert fit_sentence(found) == words


def test_lines_are_counted_until_something_stands_on_the_last_page() -> None:
    one, two, none = measured(-141, free=41, pages=3), measured(-241, free=41, pages=2), measured(-18, free=18)
    assert [empty_pages(each) for each in (one, two, none)] == [[4], [3, 4], []]
    assert [lines_of_an_empty_page(each) for each in (one, two, none)] == [100, 100, 0]
    assert [lines_to_the_last_page(each) for each in (one, two, none)] == [42, 142, 0]


def test_pages_that_stay_empty_are_named_and_a_piece_is_put_in_at_the_end(cast: Cast) -> None:
    edition = long_edition(cast, 2)
    articles.submit_article(cast.robin.reader, cast.boston.id, Draft("Short", PARAGRAPH))
    page = cast.wren.page(f"/editions/{edition.public_id}/fit")
    assert "Pages 2 to 4 stay empty." in page
    assert re.findall(r"row-title\">Page (\d)<", page) == ["1", "2", "3", "4"]
    waiting = fit(cast.wren.reader, edition).waiting[0].article
    answer = cast.wren.post(f"/editions/{edition.public_id}/take-in", article=str(waiting.id))
    assert answer.status_code == 303
    assert [each.title for each in pieces_of(edition)] == ["Piece 1", "Short"]
    again = cast.wren.post(f"/editions/{edition.public_id}/take-in", article=str(waiting.id))
    assert again.status_code == 400
    assert "not in the box any more" in again.get_data(as_text=True)


def test_a_piece_that_waits_for_a_yes_is_not_put_in(cast: Cast) -> None:
    edition = long_edition(cast, 2)
    piece = articles.submit_article(cast.robin.reader, cast.boston.id, Draft("Short", PARAGRAPH))
    Article.update(awaits_author=True).where(Article.id == piece.id).execute()
    assert fit(cast.wren.reader, edition).waiting == []
    with pytest.raises(Invalid):
        fitting.take_in(cast.wren.reader, edition, piece.id)


def test_a_translation_of_what_stands_in_the_number_is_no_filler(cast: Cast) -> None:
    edition = long_edition(cast, 2)
    there = pieces_of(edition)[0]
    for title, original in (("La misma", there), ("Otra", None)):
        made = articles.submit_article(cast.robin.reader, cast.boston.id, Draft(title, PARAGRAPH))
        Article.update(translation_of=original, language="es").where(Article.id == made.id).execute()
    assert [each.article.title for each in fit(cast.wren.reader, edition).waiting] == ["Otra"]


def test_boxes_go_by_their_headings_page_by_page(cast: Cast) -> None:
    edition = long_edition(cast, 2)
    write_box(cast.wren.reader, cast.boston.id, BoxDraft("How to reach us", "Ask for us at the gate."))
    page = cast.wren.page(f"/editions/{edition.public_id}/fit")
    assert "<span>How to reach us</span>" in page and "<span></span>" not in page


def test_only_editors_reach_it(cast: Cast) -> None:
    edition = long_edition(cast, 1)
    for person in (cast.robin, cast.maple, cast.operator, cast.nobody):
        assert person.get(f"/editions/{edition.public_id}/fit").status_code == 404
