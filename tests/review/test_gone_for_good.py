"""What somebody took away for good leaves no file behind: the pictures of pieces, the files of exports."""

import io
from datetime import timedelta

from cast import Cast
from PIL import Image

from coordinator import clock, jobs
from coordinator.files import StoredFile
from coordinator.newsletters.actions import articles, editions, exports, forgetting
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.models import Article, Edition


def picture(colour: str = "red") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (20, 20), colour).save(made, "PNG")
    return made.getvalue()


def handed_in(cast: Cast) -> Article:
    return articles.submit_article(cast.robin.reader, cast.boston.id, Draft("A heading", "Words.", picture=picture()))


def count() -> int:
    return int(StoredFile.select().count())


def test_a_piece_taken_away_for_good_takes_its_picture_along(cast: Cast) -> None:
    articles.take_back(cast.robin.reader, handed_in(cast), at_once=True)
    assert count() == 0


def test_a_piece_goes_by_itself_after_its_seven_days_with_its_picture(cast: Cast) -> None:
    articles.take_back(cast.robin.reader, handed_in(cast))
    forgetting.purge(clock.today() + timedelta(days=7))
    assert count() == 1
    forgetting.purge(clock.today() + timedelta(days=8))
    assert (Article.select().count(), count()) == (0, 0)
    assert "pieces_taken_back" in {name for name, _when, _work in jobs._periodic}


def test_another_picture_takes_the_place_of_the_first(cast: Cast) -> None:
    article = handed_in(cast)
    draft = Draft("A heading", "Words.", picture=picture("blue"))
    articles.edit_article(cast.robin.reader, article, draft, article.version)
    assert count() == 1


def edition_with_files(cast: Cast) -> Edition:
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    article = articles.submit_article(cast.robin.reader, cast.boston.id, Draft("A heading", "Words."))
    editions.line_up(cast.wren.reader, edition, {article.id: 1})
    exports.export_edition(cast.wren.reader, edition, "messenger_text")
    jobs.run_pending()
    assert count() > 0
    return edition


def test_an_edition_given_up_takes_its_files_along(cast: Cast) -> None:
    editions.drop_edition(cast.wren.reader, edition_with_files(cast))
    assert count() == 0


def test_a_sheet_goes_with_its_piece(cast: Cast) -> None:
    article = handed_in(cast)
    exports.export_sheet(cast.wren.reader, article, "messenger_text")
    jobs.run_pending()
    articles.take_back(cast.robin.reader, article, at_once=True)
    assert count() == 0
